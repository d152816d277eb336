/**
 * How well a few typed letters fit a text: the letters in order, better together, better at the start of a word. Pure, and
 * quick enough for thousands of texts at every key.
 *
 * @module
 */

/**
 * @param word - In lower case, not empty.
 * @param text - In lower case.
 * @returns Undefined when not all letters are there in order; else the greater the better. All of a word together is 1000 or
 * more.
 */
export function fitOf(word: string, text: string): number | undefined {
  const together = bestPlace(word, text)
  if (together !== undefined) return 1_000 + together - Math.min(text.length, 200)
  let score = 0
  let next = 0
  for (const letter of word) {
    const at = text.indexOf(letter, next)
    if (at < 0) return undefined
    score += at === next && next > 0 ? 8 : isWordStart(text, at) ? 6 : 1
    next = at + letter.length
  }
  return score - Math.min(text.length, 200) / 100
}

/** A fit from here on has a word in one piece. */
export const wholeWord = 500

/**
 * How well all the words fit a thing. Beside its title only whole words count: letters strewn over an account's number say
 * nothing.
 *
 * @param words - As {@link wordsOf} gives them.
 * @param title - In lower case.
 * @param beside - What else it is found by, in lower case.
 * @returns Undefined where a word fits neither; else the greater the better. `wholeWord` for each word, or more, when each is
 * there in one piece.
 */
export function fitOfWords(words: readonly string[], title: string, beside: string): number | undefined {
  let sum = 0
  for (const word of words) {
    const inTitle = fitOf(word, title)
    const isBeside = (inTitle ?? 0) < wholeWord && beside.includes(word)
    if (inTitle === undefined && !isBeside) return undefined
    sum += Math.max(inTitle ?? 0, isBeside ? wholeWord : 0)
  }
  return sum
}

/** Where the letters are that fit, for showing: ranges of the text, in order. */
export function placesOf(query: string, text: string): readonly (readonly [from: number, to: number])[] {
  const lower = text.toLowerCase()
  // A few letters change their length in lower case: then nothing is marked, rather than something wrong.
  if (lower.length !== text.length) return []
  const marked = new Set<number>()
  for (const word of wordsOf(query)) for (const at of lettersOf(word, lower)) marked.add(at)
  const places: [number, number][] = []
  for (const at of [...marked].sort((a, b) => a - b)) {
    const last = places.at(-1)
    if (last?.[1] === at) last[1] = at + 1
    else places.push([at, at + 1])
  }
  return places
}

/** What was typed, as words in lower case that must all fit. */
export function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean)
}

function lettersOf(word: string, text: string): readonly number[] {
  const whole = placeOf(word, text)
  if (whole !== undefined) return Array.from({ length: word.length }, (_, index) => whole + index)
  const letters: number[] = []
  let next = 0
  for (const letter of word) {
    const at = text.indexOf(letter, next)
    if (at < 0) return []
    for (let index = 0; index < letter.length; index += 1) letters.push(at + index)
    next = at + letter.length
  }
  return letters
}

/** The word as it is: the text itself, at its start, at the start of a word, or anywhere. */
function bestPlace(word: string, text: string): number | undefined {
  if (word === text) return 800
  const at = placeOf(word, text)
  if (at === undefined) return undefined
  return at === 0 ? 400 : isWordStart(text, at) ? 300 : 0
}

function placeOf(word: string, text: string): number | undefined {
  let first: number | undefined
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isWordStart(text, at)) return at
    first ??= at
  }
  return first
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))
}
