import { InputError } from '../../kernel/errors.ts'

/**
 * For a verb that is all that is typed: a word that it passed over would be one that somebody meant.
 *
 * @param usage - Without `Usage: `.
 * @throws {@link InputError} `request-malformed`
 */
export function noWords(words: readonly string[], usage: string): void {
  if (words.length > 0) throw new InputError('request-malformed', `Usage: ${usage}`, 'none')
}
