/**
 * What a question wants: a yes, or a line of text. The agent asks terminals and windows alike, in words; a window need not let
 * a person type "yes". Pure.
 *
 * @module
 */
export interface QuestionForm {
  readonly kind: 'yes-no' | 'text'
  /** What is asked, without what only a terminal needs. */
  readonly words: string
}

export function questionForm(message: string): QuestionForm {
  const yes = /^([\s\S]*?)\s*Type "yes" to go on:\s*$/.exec(message)
  if (yes) return { kind: 'yes-no', words: yes[1] ?? '' }
  return { kind: 'text', words: message.replace(/[:\s]+$/, '') }
}
