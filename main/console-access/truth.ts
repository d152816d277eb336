/**
 * Answers that may be missing. What is not known stays not known: it never turns into a yes.
 *
 * @module
 */
export type Truth = true | false | 'unknown'

/** One `false` decides, whatever is not known beside it. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes('unknown') ? 'unknown' : true
}

/** One `true` decides, whatever is not known beside it. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes('unknown') ? 'unknown' : false
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth
}

/** What holds whichever of the cases is the real one. */
export function agreed(cases: readonly Truth[]): Truth {
  const [first, ...rest] = cases
  if (first === undefined) return 'unknown'
  return rest.every((one) => one === first) ? first : 'unknown'
}
