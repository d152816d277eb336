/**
 * Who may call the agent over IPC, and how often (T16). Pure.
 *
 * @module
 */
import { pageOrigin } from './page-address.ts'

/** What the shell can tell of the frame behind a call. */
export interface Sender {
  readonly origin: string
  readonly url: string
  readonly isMainFrame: boolean
  /** It stands in a page that is being left. */
  readonly isDetached: boolean
  /** It belongs to the window that the shell has opened. */
  readonly isOurWindow: boolean
}

/** @param sender - Null where the frame is gone: then nobody can say who asked. */
export function mayCall(sender: Sender | null): boolean {
  if (sender === null) return false
  const { isOurWindow, isMainFrame, isDetached, origin, url } = sender
  if (!isOurWindow || !isMainFrame || isDetached) return false
  return origin === pageOrigin && url.startsWith(`${pageOrigin}/`)
}

/** A person does not do more, and what a window asks by itself is far less. */
const mostCallsInASecond = 400

/** Counts calls; says no to a flood (T27). */
export class CallPace {
  #since = 0
  #count = 0

  /** @param now - Milliseconds of a clock that never goes back. */
  accepts(now: number): boolean {
    if (now - this.#since >= 1_000) {
      this.#since = now
      this.#count = 0
    }
    this.#count += 1
    return this.#count <= mostCallsInASecond
  }
}
