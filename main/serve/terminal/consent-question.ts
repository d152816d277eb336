/**
 * A waiting question at a terminal, and a person's answer to it.
 *
 * @module
 */
import type { ConsentQuestionView } from '../../../preload/contract/activity-views.ts'
import type { ConsentAnswer } from '../../broker/consent.ts'
import { consentText } from '../../broker/consent-text.ts'
import { printable, span } from './style.ts'

/** The question with what was checked, and what may be typed. */
export function questionMessage(question: ConsentQuestionView, now: number): string {
  const choices = question.canRemember ? '[y]es, [o]nce or [n]o' : '[y]es (once) or [n]o'
  return `\n${questionText(question)}Give them? ${choices}, within ${span(question.until - now)}: `
}

/** Lines with their ends. */
export function questionText(question: ConsentQuestionView): string {
  return consentText(question)
    .map((line) => `${printable(line)}\n`)
    .join('')
}

/** Undefined for what is no answer. */
export function answerOf(
  line: string,
  { canRemember }: ConsentQuestionView,
): Pick<ConsentAnswer, 'answer' | 'remember'> | undefined {
  switch (line.trim().toLowerCase()) {
    case 'y':
    case 'yes':
      return { answer: 'yes', remember: canRemember }
    case 'o':
    case 'once':
      return { answer: 'yes', remember: false }
    case 'n':
    case 'no':
      return { answer: 'no', remember: false }
    default:
      return undefined
  }
}
