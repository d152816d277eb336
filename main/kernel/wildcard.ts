/**
 * Whether a text is as a pattern has it: `*` is any run of characters, `?` any one, and the pattern means the whole text.
 *
 * SECURITY: not a regular expression, so that no pattern can make it slow: steps ≤ pattern × text.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html IAM, string condition operators}
 */
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
