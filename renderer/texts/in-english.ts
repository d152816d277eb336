/**
 * English inside a sentence of another language. It is marked in the text, so that the sentence stays a text, and whoever
 * shows it says its language. Pure.
 *
 * @module
 */

/** Never in any text of a person or a program: noncharacters of Unicode, kept for a program's own use. */
const begins = '\uFDD0'
const ends = '\uFDD1'
const marks = new RegExp(`[${begins}${ends}]`, 'g')

export function inEnglish(words: string): string {
  // A text may be shown line by line.
  return words
    .replaceAll(marks, '')
    .split('\n')
    .map((line) => `${begins}${line}${ends}`)
    .join('\n')
}

/** Where no language can be said: in a title. */
export function withoutMarks(text: string): string {
  return text.replaceAll(marks, '')
}

export interface TextPart {
  readonly text: string
  readonly isEnglish: boolean
}

export function partsOf(text: string): readonly TextPart[] {
  return text
    .split(begins)
    .flatMap((part, index) => {
      const [english = '', ...others] = index === 0 ? ['', part] : part.split(ends)
      return [
        { text: english, isEnglish: true },
        { text: others.join(''), isEnglish: false },
      ]
    })
    .filter((part) => part.text !== '')
}
