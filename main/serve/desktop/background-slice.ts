/**
 * A slice of the window's state that takes long to read. The state never waits for it: until it is there, what was read
 * last is shown.
 *
 * @module
 */
import type { Clock } from '../../kernel/ports/clock.ts'

export interface BackgroundSlice<Value> {
  /** As read last; null before the first time. */
  latest(): Value | null
  /** Has it read again, soon. */
  refresh(): void
  close(): void
}

export interface BackgroundSliceNeeds<Value> {
  /** Must not throw. */
  readonly read: () => Promise<Value>
  readonly clock: Pick<Clock, 'schedule'>
  /** Told when it was read. */
  readonly onRead: () => void
}

/** What is quick is on its way to the window by then. */
const pauseInMilliseconds = 100

export function backgroundSlice<Value>(needs: BackgroundSliceNeeds<Value>): BackgroundSlice<Value> {
  let latest: Value | null = null
  let cancel: (() => void) | undefined
  let isReading = false
  let isStale = false
  let isClosed = false
  async function read(): Promise<void> {
    cancel = undefined
    isReading = true
    isStale = false
    latest = await needs.read()
    isReading = false
    if (isClosed) return
    needs.onRead()
    if (isStale) refresh()
  }
  function refresh(): void {
    isStale = true
    if (isReading || isClosed) return
    cancel ??= needs.clock.schedule(pauseInMilliseconds, () => void read())
  }
  return {
    latest: () => latest,
    refresh,
    close() {
      isClosed = true
      cancel?.()
    },
  }
}
