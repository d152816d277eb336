import type { Said } from '../../preload/contract/said.ts'
import type { SaidId, Sayings } from '../../preload/contract/sayings.ts'
import { inEnglish } from './in-english.ts'

/** A part of a sentence in the catalogue's language. */
export type Speak = (part: string | Said) => string

/** The sayings of the agent in one language. */
export type SayingsIn<Ids extends SaidId = SaidId> = {
  readonly [Id in Ids]: (values: Sayings[Id], speak: Speak) => string
}

/** All that a catalogue has of them. */
export type SpokenSayings = Partial<SayingsIn> & {
  /** Of a sentence that came alone: what it is made of. Not where the catalogue is English. */
  readonly readBack?: (text: string) => Said | undefined
}

/** What the agent said, in the catalogue's language; in English, as it was said, where the catalogue has no such saying. */
export function spoken(said: string | Said, sayings: SpokenSayings): string {
  if (typeof said !== 'string') return spokenOf(said, sayings)
  const read = sayings.readBack?.(said)
  return read === undefined ? said : spokenOf(read, sayings)
}

/** The same of what is a sentence in any case, and no name: in English it says so. */
export function spokenSentence(text: string, sayings: SpokenSayings): string {
  const words = spoken(text, sayings)
  return words === text && sayings.readBack ? inEnglish(words) : words
}

function spokenOf(said: Said, sayings: SpokenSayings): string {
  const known = said.id === 'finding-error' && sayings.readBack?.(said.text)
  if (known) return spokenOf(known, sayings)
  if (!Object.hasOwn(sayings, said.id)) return said.text
  // The agent makes the values of the id's own type; the table above is what holds it to that.
  const saying = sayings[said.id as SaidId] as ((values: unknown, speak: Speak) => string) | undefined
  // A plain value is a name: it is nobody's sentence, whatever it says.
  const speak: Speak = (part) => (typeof part === 'string' ? part : spokenOf(part, sayings))
  return saying?.(markedIn(said.values), speak) ?? said.text
}

/** What a saying has as `words` is English, whoever said it. */
function markedIn(values: Said['values']): Said['values'] {
  return typeof values.words === 'string' ? { ...values, words: inEnglish(values.words) } : values
}

/** By its English: a view has the sentences, and beside them what they are made of. */
export function speakerOf(said: readonly Said[] | undefined, sayings: SpokenSayings): Speak {
  const byText = new Map(said?.map((one) => [one.text, one]))
  return (part) => spoken(typeof part === 'string' ? (byText.get(part) ?? part) : part, sayings)
}
