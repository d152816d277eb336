import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Texts, textsFor } from '../texts/texts.ts'

/** The catalogue in use: another one, and every word changes at once. */
export type TextsStore = StoreApi<Texts>

export async function createTexts(languages: readonly string[]): Promise<TextsStore> {
  const texts = await textsFor(languages)
  return createStore(() => texts)
}
