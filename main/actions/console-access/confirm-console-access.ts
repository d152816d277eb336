import type { Confirmation } from '../../console-access/change-plan.ts'
import { RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { confirmChange } from '../confirm-change.ts'

export interface GivenConfirmation {
  /** Good for what can keep nobody out. */
  readonly isConfirmed: boolean
  /** Good for anything, when it is the id that stands in the plan. */
  readonly confirm: string | undefined
}

/**
 * Whether a person wants what they were just shown. What can lock somebody out takes the id of the account or target, typed: a
 * "yes" is too easily given.
 *
 * @throws {@link RefusalError} `consent-denied` where nobody can be asked and the answer was not given beforehand.
 */
export async function confirmConsoleAccess(
  prompts: Prompts,
  confirmation: Exclude<Confirmation, { readonly kind: 'none' }>,
  targetId: string,
  { isConfirmed, confirm }: GivenConfirmation,
): Promise<boolean> {
  if (confirm !== undefined && confirm !== targetId) {
    throw new RefusalError(
      'consent-denied',
      `--confirm does not name what would change: ${targetId}. Nothing was changed.`,
      'approve',
    )
  }
  if (confirm === targetId) return true
  if (confirmation.kind === 'yes') return confirmChange(prompts, isConfirmed, 'Send this?')
  if (!prompts.ask) {
    throw new RefusalError(
      'consent-denied',
      `This can lock people out, and nobody can be asked here, so nothing was changed. --yes is not enough for it: look at the plan, then add --confirm ${targetId}.`,
      'approve',
    )
  }
  const answer = await prompts.ask({
    message: `This can lock people out. Type ${confirmation.word} to go on: `,
    secret: false,
  })
  // As people read account ids out: 1111 2222 3333.
  return answer?.replaceAll(/\s/g, '') === confirmation.word
}
