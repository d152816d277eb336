/**
 * What the agent says, as a window says it: without the commands that a person at a terminal types next. A window has buttons
 * for those. Pure.
 *
 * @module
 */
import type { ErrorView } from '../../../preload/contract/errors.ts'

/** `Run: signet login --profile x`, or an option alone. */
const command = /(?:^|[:"“(`]\s?|\b[Rr]un )signet [a-z]|(?:with |[\s"“(`])--[a-z]+(?:-[a-z]+)*/
/** A sentence ends before the next one's capital, its `[default]` or its quote. */
const betweenSentences = /(?<=[.!?])\s+(?=[\p{Lu}["“`])/u

/** The sentences that name no command; the whole where nothing would be left. */
export function withoutCommands(text: string): string {
  if (!command.test(text)) return text
  const lines = text.split('\n').map(lineWithout)
  return lines.filter((line) => line !== '').join('\n') || text
}

export function windowError({ message, ...rest }: ErrorView): ErrorView {
  return { ...rest, message: withoutCommands(message) }
}

function lineWithout(line: string): string {
  return line
    .split(betweenSentences)
    .map((sentence) => (command.test(sentence) ? clausesWithout(sentence) : sentence))
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** Of `Do this; or run that.` the part that stands for itself. */
function clausesWithout(sentence: string): string {
  const kept = sentence.split('; ').filter((clause) => !command.test(clause))
  return kept.length === 0
    ? ''
    : kept
        .join('; ')
        .replace(/[,;:]?$/, '.')
        .replace(/([.!?])\.$/, '$1')
}
