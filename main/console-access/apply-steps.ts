/**
 * Sends a change, call by call. What is about to be sent is durable before it is sent; the first refusal stops it.
 *
 * @module
 */
import type { SignedBy, SigninControl } from '../aws/signin-control-types.ts'
import { AppError, RefusalError, UnavailableError } from '../kernel/errors.ts'
import { type ChangeRecord, type RecordedStep, withStep } from './change-record.ts'

export interface ApplyNeeds {
  readonly control: Pick<
    SigninControl,
    | 'putConsoleAuthorization'
    | 'deleteConsoleAuthorization'
    | 'putPermissionStatement'
    | 'deletePermissionStatement'
  >
  /** Credentials that live long enough for one call. */
  readonly by: () => Promise<SignedBy>
  /** Durable when resolved. */
  readonly keep: (record: ChangeRecord) => Promise<void>
  /** Waits until reading shows what is done so far; false when it gave up, or was cancelled. */
  readonly untilSeen: (record: ChangeRecord) => Promise<boolean>
  readonly now: () => number
  /** Ends the change between two calls, never within one. */
  readonly signal: AbortSignal
  readonly onProgress: (record: ChangeRecord, index: number) => void
}

export interface Applied {
  readonly outcome: 'applied' | 'failed' | 'cancelled'
  readonly record: ChangeRecord
  readonly fault: AppError | undefined
}

export async function applySteps(planned: ChangeRecord, needs: ApplyNeeds): Promise<Applied> {
  let record = planned
  async function mark(index: number, change: Partial<RecordedStep>): Promise<void> {
    record = withStep(record, index, { ...change, at: needs.now() })
    needs.onProgress(record, index)
    await needs.keep(record)
  }
  try {
    for (const [index, step] of planned.steps.entries()) {
      if (needs.signal.aborted) return { outcome: 'cancelled', record, fault: undefined }
      await mark(index, { state: 'sent' })
      if (step.do === 'wait' && !(await needs.untilSeen(record))) {
        if (needs.signal.aborted) return { outcome: 'cancelled', record, fault: undefined }
        throw notSeen()
      }
      await mark(index, await done(step, needs).catch((thrown) => failed(thrown, index)))
    }
    return { outcome: 'applied', record, fault: undefined }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return { outcome: 'failed', record, fault: thrown }
  }

  async function failed(thrown: unknown, index: number): Promise<never> {
    if (thrown instanceof AppError) {
      // Who did not hear an answer does not know what was done.
      const isOpen = thrown instanceof UnavailableError
      await mark(index, { state: isOpen ? 'sent' : 'failed', fault: thrown.code })
    }
    throw thrown
  }
}

/** Sends one call. Gives what the record then has more. */
async function done(step: RecordedStep, { control, by }: ApplyNeeds): Promise<Partial<RecordedStep>> {
  switch (step.do) {
    case 'wait':
      return { state: 'done' }
    case 'authorization-on':
      await control.putConsoleAuthorization({ targetId: step.targetId }, await by())
      return { state: 'done' }
    case 'authorization-off':
      await goneAlready(control.deleteConsoleAuthorization({ targetId: step.targetId }, await by()))
      return { state: 'done' }
    case 'add-statement': {
      const { input, clientToken } = step
      const { statementId } = await control.putPermissionStatement({ ...input, clientToken }, await by())
      return { do: 'add-statement', state: 'done', statementId }
    }
    case 'remove-statement': {
      const { statementId, clientToken } = step
      await goneAlready(control.deletePermissionStatement({ statementId, clientToken }, await by()))
      return { state: 'done' }
    }
  }
}

/** What is to go and is not there is gone: by another hand, or by this one before a crash. */
async function goneAlready(call: Promise<unknown>): Promise<void> {
  await call.catch((thrown: unknown) => {
    if (!(thrown instanceof RefusalError && thrown.code === 'not-found')) throw thrown
  })
}

function notSeen(): UnavailableError {
  return new UnavailableError(
    'timed-out',
    'AWS does not show the first half of the change yet, and the second half could lock people out before it does: it was not sent. Run the same command again in some minutes.',
  )
}
