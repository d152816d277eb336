/**
 * Every window that is open, whatever carries its messages: IPC of the shell, or a WebSocket of a browser tab.
 *
 * @module
 */
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { dispatch } from './dispatch.ts'
import type { Handlers } from './handlers.ts'
import { type ReadState, WindowStateMirror } from './window-state.ts'
import { decodeCall, encodeEvent } from './wire.ts'

/** The agent's end of one window. */
export interface WindowConnection {
  /** False for what is no call: whoever carries it ends the connection. */
  receive(text: string): boolean
  /** The window is gone. */
  close(): void
}

export interface WindowHub {
  /** @param send - Takes one message to the window. Must not throw. */
  connect(send: (text: string) => void): WindowConnection
  /** Something may have changed. */
  poke(options?: { readonly withFiles: boolean }): void
  connections(): number
  close(): void
}

export interface WindowHubNeeds {
  readonly handlers: Omit<Handlers, 'state.read' | 'state.refresh'>
  readonly read: ReadState
  readonly clock: Pick<Clock, 'schedule'>
  readonly log: Log
}

/** Calls that one window may have under way: more is a flood (T27). */
const mostCallsUnderWay = 64

export function windowHub({ handlers, read, clock, log }: WindowHubNeeds): WindowHub {
  const windows = new Set<(text: string) => void>()
  const mirror = new WindowStateMirror({
    ...{ read, clock },
    onUpdate(update) {
      if (windows.size === 0) return
      const text = encodeEvent('state.changed', update)
      for (const send of windows) send(text)
    },
  })
  const poke = (options = { withFiles: false }) => void mirror.refresh(options).catch(() => undefined)
  const all: Handlers = {
    ...handlers,
    'state.read': () => mirror.snapshot(),
    async 'state.refresh'() {
      await mirror.refresh({ withFiles: true })
      return {}
    },
  }
  return {
    connect(send) {
      const gone = new AbortController()
      let underWay = 0
      windows.add(send)
      mirror.start()
      return {
        receive(text) {
          const message = decodeCall(text)
          if (message === undefined || underWay >= mostCallsUnderWay) return false
          underWay += 1
          void dispatch(message, all, { signal: gone.signal }, log).then((reply) => {
            underWay -= 1
            if (!gone.signal.aborted) send(reply)
            // What a call has changed is seen at once, not at the next look.
            if (message.name !== 'state.read') poke({ withFiles: true })
          })
          return true
        },
        close() {
          if (!windows.delete(send)) return
          gone.abort(new Error('the window is gone'))
          if (windows.size === 0) mirror.stop()
        },
      }
    },
    poke,
    connections: () => windows.size,
    close() {
      mirror.stop()
      windows.clear()
    },
  }
}
