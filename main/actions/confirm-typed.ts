import { RefusalError } from '../kernel/errors.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'

/**
 * A confirmation that no habit gives: the person types the thing's own name.
 *
 * @param question - What is about to happen, as a sentence.
 * @throws {@link RefusalError} `consent-denied` where nobody can be asked, and for any other answer.
 */
export async function confirmTyped(prompts: Prompts, name: string, question: string): Promise<void> {
  if (!prompts.ask) {
    throw new RefusalError(
      'consent-denied',
      `${question} That needs a person who types its name, and nobody can be asked here. Run it at a terminal.`,
      'approve',
    )
  }
  const answer = await prompts.ask({ message: `${question}\nType "${name}" to go on: `, secret: false })
  if (answer?.trim() === name) return
  throw new RefusalError(
    'consent-denied',
    `That was not its name, so nothing was changed. To go on, type "${name}".`,
    'approve',
  )
}
