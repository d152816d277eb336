/**
 * The token of a call. AWS takes a call with the same token once, and refuses the same statement under another token for a
 * while: whoever asks again for what may have been sent has to send the same token.
 *
 * @module
 */
import type { ChangeRecord, RecordedStep } from './change-record.ts'
import type { TokenNeed } from './plan-steps.ts'
import { isSameInput } from './statement-input.ts'

/** Longer ago than this, AWS has forgotten the token, or the statement is not meant any more. */
const rememberedInMilliseconds = 24 * 3_600_000

/**
 * The token of a call that was sent, or was about to be, and is not known to be done; otherwise a new one.
 * A statement that was added and later removed gets a new one: its old token would bring back nothing.
 *
 * @param records - Of the account, newest first.
 */
export function tokenSource(
  records: readonly ChangeRecord[],
  now: number,
  draw: () => string,
): (need: TokenNeed) => string {
  const recent = records.filter(({ plannedAt }) => Math.abs(now - plannedAt) < rememberedInMilliseconds)
  const steps = recent.flatMap((record) => [...record.steps].reverse())
  return (need) => {
    const last = steps.find((step) => concerns(step, need))
    if (last?.do === need.do && last.state !== 'done') return last.clientToken
    return draw()
  }
}

/** Whether the step says anything about what is needed: the same call, or the one that takes it back. */
function concerns(
  step: RecordedStep,
  need: TokenNeed,
): step is Extract<RecordedStep, { readonly do: 'add-statement' | 'remove-statement' }> {
  if (need.do === 'remove-statement')
    return step.do === 'remove-statement' && step.statementId === need.statementId
  if (step.do === 'add-statement') return isSameInput(step.input, need.input)
  return step.do === 'remove-statement' && step.input !== undefined && isSameInput(step.input, need.input)
}
