import type { ChangeHistory } from '../../console-access/change-history.ts'
import { takenSteps } from '../../console-access/change-record.ts'
import { lastUndoable } from '../../console-access/undo-set.ts'
import { RefusalError } from '../../kernel/errors.ts'

/**
 * Runs work that needs credentials. Where AWS refuses to renew them and this profile's own change may be why, the error says how to
 * get back in.
 *
 * @throws what the work throws.
 */
export async function withLockedOutHint<T>(
  history: Pick<ChangeHistory, 'list'>,
  profile: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (!(thrown instanceof RefusalError) || !refusals.has(thrown.code)) throw thrown
    const records = await history.list()
    const change = lastUndoable(records.filter((record) => record.profile === profile))
    const steps = change ? takenSteps(change) : []
    const tightens = steps.some((step) => step.do === 'authorization-on' || step.do === 'add-statement')
    if (!change || !tightens) throw thrown
    const left = steps.flatMap((step) => (step.do === 'add-statement' ? [step.input.excludedPrincipal] : []))
    const who = [...new Set(left.filter((principal) => principal !== undefined))]
    const as = who.length === 0 ? 'as somebody who is let in' : `as ${who.join(' or ')}`
    throw new RefusalError(
      thrown.code,
      `${thrown.message}\nYour own change ${change.id} to the console access of account ${change.accountId} may keep you out. To get back in: sign in from a network that is let in, or ${as} with a profile of its own, and run: signet console-access undo --profile THAT_PROFILE`,
      thrown.remedy,
      thrown,
    )
  }
}

const refusals: ReadonlySet<string> = new Set(['insufficient-permissions', 'access-denied'])
