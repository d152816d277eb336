import type { Said } from '../../preload/contract/said.ts'
import type { SaidId, Sayings } from '../../preload/contract/sayings.ts'

/** A part of a sentence in the catalogue's language. */
export type Speak = (part: string | Said) => string

/** The sayings of the agent in one language. */
export type SayingsIn<Ids extends SaidId = SaidId> = {
  readonly [Id in Ids]: (values: Sayings[Id], speak: Speak) => string
}

/** What the agent said, in the catalogue's language; in English, as it was said, where the catalogue has no such saying. */
export function spoken(said: string | Said, sayings: Partial<SayingsIn>): string {
  if (typeof said === 'string') return said
  if (!Object.hasOwn(sayings, said.id)) return said.text
  // The agent makes the values of the id's own type; the table above is what holds it to that.
  const saying = sayings[said.id as SaidId] as ((values: unknown, speak: Speak) => string) | undefined
  return saying?.(said.values, (part) => spoken(part, sayings)) ?? said.text
}

/** By its English: a view has the sentences, and beside them what they are made of. */
export function speakerOf(said: readonly Said[] | undefined, sayings: Partial<SayingsIn>): Speak {
  const byText = new Map(said?.map((one) => [one.text, one]))
  return (part) => spoken(typeof part === 'string' ? (byText.get(part) ?? part) : part, sayings)
}
