/**
 * Every word of the window, by language. English is there from the start; another language is loaded by who reads it.
 *
 * @module
 */
import { english } from './en/english.ts'

/** The catalogue's shape: what English says, every language says. */
export type Texts = typeof english

const catalogues = {
  en: () => Promise.resolve(english),
  de: () => import('./de/german.ts').then(({ german }) => german),
} satisfies Record<string, () => Promise<Texts>>

type Language = keyof typeof catalogues

/** What a person chose, else the first language that they read and we have; English where there is none. */
export function textsOf(choice: 'system' | Language, languages: readonly string[]): Promise<Texts> {
  return choice === 'system' ? textsFor(languages) : catalogues[choice]()
}

/** The first language that a person reads and we have; English where there is none. */
export function textsFor(languages: readonly string[]): Promise<Texts> {
  for (const wanted of languages) {
    const language = wanted.toLowerCase().split('-')[0] ?? ''
    if (isLanguage(language)) return catalogues[language]()
  }
  return catalogues.en()
}

function isLanguage(word: string): word is Language {
  return Object.hasOwn(catalogues, word)
}
