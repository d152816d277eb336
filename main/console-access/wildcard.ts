/**
 * Patterns with `*` (any run of characters) and `?` (any one character), as IAM's `StringLike`, ARN operators and actions have them.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html IAM, string condition operators}
 * @module
 */

/** SECURITY: not a regular expression, so that no pattern can make it slow: steps ≤ pattern × text. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let inPattern = 0
  let inText = 0
  let star = -1
  let afterStar = 0
  while (inText < text.length) {
    const wanted = pattern[inPattern]
    if (wanted === '*') {
      star = inPattern
      afterStar = inText
      inPattern += 1
    } else if (wanted === '?' || wanted === text[inText]) {
      inPattern += 1
      inText += 1
    } else if (star >= 0) {
      inPattern = star + 1
      afterStar += 1
      inText = afterStar
    } else {
      return false
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1
  return inPattern === pattern.length
}

const arnComponents = 6

/** The six parts of an ARN; the last one may hold colons. `undefined` when there are fewer. */
export function splitArn(arn: string): readonly string[] | undefined {
  const parts = arn.split(':')
  if (parts.length < arnComponents || parts[0] !== 'arn') return undefined
  return [...parts.slice(0, arnComponents - 1), parts.slice(arnComponents - 1).join(':')]
}

/** As `ArnLike` and `ArnEquals`, which are the same: each of the six parts for itself. `undefined` when either is not an ARN. */
export function matchesArn(pattern: string, arn: string): boolean | undefined {
  const wanted = splitArn(pattern)
  const parts = splitArn(arn)
  if (wanted === undefined || parts === undefined) return undefined
  return wanted.every((part, index) => matchesWildcard(part, parts[index] ?? ''))
}
