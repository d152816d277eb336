/**
 * The state that windows mirror: read anew when something may have changed, told by slices that did.
 *
 * @module
 */
import type { Snapshot, StateUpdate, WindowState } from '../../../preload/contract/state.ts'
import type { Clock } from '../../kernel/ports/clock.ts'

/** Reads every slice; the slices whose source needs files may be as old as the last refresh. */
export type ReadState = (options: { readonly withFiles: boolean }) => Promise<WindowState>

export interface WindowStateNeeds {
  readonly read: ReadState
  readonly clock: Pick<Clock, 'schedule'>
  /** Told of every change, in order. */
  readonly onUpdate: (update: StateUpdate) => void
}

/** What only the agent changes is looked at this often while a window is open: sessions renew, tasks walk on. */
const lookInMilliseconds = 1_000
/** Files of the person, which other programs write. */
const looksPerRead = 5

export class WindowStateMirror {
  readonly #needs: WindowStateNeeds
  #revision = 0
  #state: WindowState | undefined
  /** Each slice as last told, for comparison. */
  readonly #told = new Map<keyof WindowState, string>()
  #reading: Promise<void> | undefined
  #isStale = false
  #wantsFiles = false
  #looks = 0
  #cancel: (() => void) | undefined

  constructor(needs: WindowStateNeeds) {
    this.#needs = needs
  }

  /**
   * The whole, as fresh as can be.
   *
   * @param onTaken - Called as it is taken: every change that is not in it is told after that.
   */
  async snapshot(onTaken: () => void): Promise<Snapshot> {
    await this.refresh({ withFiles: true })
    if (this.#state === undefined) throw new TypeError('a state that was read and is not there')
    onTaken()
    return { revision: this.#revision, state: this.#state }
  }

  /** Something may have changed. Resolves when it was looked at. */
  refresh({ withFiles }: { readonly withFiles: boolean }): Promise<void> {
    this.#isStale = true
    this.#wantsFiles ||= withFiles
    this.#reading ??= this.#readUntilFresh().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** Looks by itself from now on. */
  start(): void {
    if (this.#cancel !== undefined) return
    this.#cancel = this.#needs.clock.schedule(lookInMilliseconds, () => {
      this.#cancel = undefined
      this.#looks += 1
      this.start()
      void this.refresh({ withFiles: this.#looks % looksPerRead === 0 }).catch(() => undefined)
    })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  async #readUntilFresh(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false
      const withFiles = this.#wantsFiles || this.#state === undefined
      this.#wantsFiles = false
      this.#tell(await this.#needs.read({ withFiles }))
    }
  }

  #tell(state: WindowState): void {
    const changed: Partial<WindowState> = {}
    for (const name of Object.keys(state) as (keyof WindowState)[]) {
      if (this.#state !== undefined && this.#state[name] === state[name]) continue
      const text = JSON.stringify(state[name])
      if (this.#told.get(name) === text) continue
      this.#told.set(name, text)
      Object.assign(changed, { [name]: state[name] })
    }
    this.#state = state
    if (Object.keys(changed).length === 0) return
    this.#revision += 1
    this.#needs.onUpdate({ revision: this.#revision, changed })
  }
}
