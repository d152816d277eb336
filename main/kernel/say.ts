import type { Said } from '../../preload/contract/said.ts'
import type { SaidId, Sayings } from '../../preload/contract/sayings.ts'

/** What a sentence is made of, in English. */
export function textOf(part: string | Said): string {
  return typeof part === 'string' ? part : part.text
}

/** @param text - The same in English, whole. */
export function say<Id extends SaidId>(id: Id, values: Sayings[Id], text: string): Said {
  return { id, values, text }
}

/** One after the other, as one. */
export function sentences(parts: readonly Said[]): Said {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  return say('sentences', { parts }, parts.map(textOf).join(' '))
}
