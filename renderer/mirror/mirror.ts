/**
 * What the agent says, as the window has it. The window never writes it: it calls, and waits for the event.
 *
 * @module
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorView } from '../../preload/contract/errors.ts'
import type { WindowState } from '../../preload/contract/state.ts'
import type { AgentLink, ConnectionState } from '../link/agent-link.ts'
import { errorOf } from '../link/call-error.ts'

export interface Mirror {
  readonly connection: ConnectionState
  readonly revision: number
  /** Undefined until the first snapshot is there. */
  readonly state: WindowState | undefined
  /** Why the state could not be read, until it could. */
  readonly fault: ErrorView | undefined
}

export type MirrorStore = StoreApi<Mirror>

/** Follows the agent from now on. */
export function createMirror(link: AgentLink): MirrorStore {
  const store = createStore<Mirror>(() => ({
    connection: 'connecting',
    revision: 0,
    state: undefined,
    fault: undefined,
  }))
  let reading: Promise<void> | undefined
  let newest = 0
  const readWhole = (): Promise<void> => {
    reading ??= link
      .call('state.read', {})
      .then(({ revision, state }) => store.setState({ revision, state, fault: undefined }))
      .catch((thrown: unknown) => {
        newest = 0
        store.setState({ fault: errorOf(thrown) })
      })
      .then(() => {
        reading = undefined
        // Told of while the whole was on its way, and not in it.
        return store.getState().revision < newest ? readWhole() : undefined
      })
    return reading
  }
  link.on('state.changed', ({ revision, changed }) => {
    const { revision: known, state } = store.getState()
    if (revision <= known) return
    newest = revision
    // One was missed: the whole is read again.
    if (state === undefined || revision !== known + 1) void readWhole()
    else store.setState({ revision, state: { ...state, ...(changed as Partial<WindowState>) } })
  })
  link.onConnection((connection) => {
    store.setState({ connection })
    if (connection === 'open') {
      newest = 0
      store.setState({ revision: 0 })
      void readWhole()
    }
  })
  return store
}
