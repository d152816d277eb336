/**
 * How well a few typed letters fit a text: the letters in order, better together, better at the start of a word.
 *
 * @module
 */

/**
 * @param query - In lower case, not empty.
 * @returns Undefined when not all letters are there in order; else the greater the better.
 */
export function fuzzyMatch(query: string, text: string): number | undefined {
  const lower = text.toLowerCase()
  const whole = bestPlace(query, lower)
  if (whole !== undefined) return 1_000 + whole
  let score = 0
  let next = 0
  for (const letter of query) {
    const at = lower.indexOf(letter, next)
    if (at < 0) return undefined
    score += at === next && next > 0 ? 8 : isWordStart(lower, at) ? 6 : 1
    next = at + letter.length
  }
  return score - lower.length / 100
}

/** The query as it is: at the very start, at the start of a word, or anywhere. */
function bestPlace(query: string, text: string): number | undefined {
  let best: number | undefined
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
    const worth = at === 0 ? 400 : isWordStart(text, at) ? 200 : 0
    if (best === undefined || worth > best) best = worth
  }
  return best
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1))
}
