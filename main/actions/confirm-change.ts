import { RefusalError } from '../kernel/errors.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'

/**
 * Whether a person wants what they were just shown. Only the word `yes` is a yes.
 *
 * @param next - What to do where nobody can be asked.
 * @throws {@link RefusalError} `consent-denied` where nobody can be asked and the answer was not given beforehand.
 */
export async function confirmChange(
  prompts: Prompts,
  isConfirmed: boolean,
  question: string,
  next = 'Look at it with --dry-run, then add --yes.',
): Promise<boolean> {
  if (isConfirmed) return true
  if (!prompts.ask) {
    throw new RefusalError(
      'consent-denied',
      `Nobody can be asked here, so nothing was changed. ${next}`,
      'approve',
    )
  }
  const answer = await prompts.ask({ message: `${question} Type "yes" to go on: `, secret: false })
  return answer?.trim().toLowerCase() === 'yes'
}
