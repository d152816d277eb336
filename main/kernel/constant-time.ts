/**
 * Whether two strings are equal, in a time that depends on the length of `given` alone.
 * Whoever can measure the answer learns nothing about `expected` beyond, at most, its length.
 */
export function equalInConstantTime(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length
  for (let index = 0; index < given.length; index += 1) {
    // Past the end `charCodeAt` is NaN, and `NaN | 0` is 0: the length has already told these apart.
    difference |= (expected.charCodeAt(index) | 0) ^ given.charCodeAt(index)
  }
  return difference === 0
}
