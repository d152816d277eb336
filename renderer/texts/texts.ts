/**
 * Every word of the window, by language.
 *
 * @module
 */
import { german } from './de/german.ts'
import { english } from './en/english.ts'

/** The catalogue's shape: what English says, every language says. */
export type Texts = typeof english

const catalogues: readonly Texts[] = [english, german]

/** What a person chose, else the first language that they read and we have; English where there is none. */
export function textsOf(choice: 'system' | 'en' | 'de', languages: readonly string[]): Texts {
  return textsFor(choice === 'system' ? languages : [choice])
}

/** The first language that a person reads and we have; English where there is none. */
export function textsFor(languages: readonly string[]): Texts {
  for (const wanted of languages) {
    const found = catalogues.find(({ language }) => language === wanted.toLowerCase().split('-')[0])
    if (found) return found
  }
  return english
}
