/**
 * Reading back what was written, until AWS shows it: it replicates a change within minutes, and says nothing of when.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { AccessState } from './access-state.ts'
import type { ChangeRecord } from './change-record.ts'

export interface Looking {
  /** The state as AWS shows it now. */
  readonly read: () => Promise<Pick<AccessState, 'targets' | 'statements'>>
  readonly clock: Pick<Clock, 'elapsed' | 'schedule'>
  readonly patienceInMilliseconds: number
  readonly signal: AbortSignal
  /** Before each further look. */
  readonly onWait: (waitedInMilliseconds: number) => void
}

const firstPause = 1_000
const longestPause = 5_000

/** True once AWS shows all that is done; false when patience or the person has ended it. */
export async function untilSeen(record: ChangeRecord, looking: Looking): Promise<boolean> {
  const { read, clock, patienceInMilliseconds, signal, onWait } = looking
  const begun = clock.elapsed()
  for (let pause = firstPause; !signal.aborted; pause = Math.min(longestPause, pause * 2)) {
    if (shows(await read(), record)) return true
    const waited = clock.elapsed() - begun
    if (waited >= patienceInMilliseconds || signal.aborted) return false
    onWait(waited)
    await paused(clock, pause, signal)
  }
  return false
}

/** Whether this is the state after the calls that are done. */
function shows(state: Pick<AccessState, 'targets' | 'statements'>, record: ChangeRecord): boolean {
  return record.steps.every((step) => {
    if (step.state !== 'done' || step.do === 'wait') return true
    if (step.do === 'add-statement') return state.statements.some(({ sid }) => sid === step.statementId)
    if (step.do === 'remove-statement') return !state.statements.some(({ sid }) => sid === step.statementId)
    const target = state.targets.find(({ targetId }) => targetId === step.targetId)
    return target?.consoleAuthorizationEnabled === (step.do === 'authorization-on')
  })
}

function paused(clock: Looking['clock'], milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.schedule(milliseconds, end)
    signal.addEventListener('abort', end, { once: true })
  })
}
