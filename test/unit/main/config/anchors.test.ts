import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorsOf } from '../../../../main/config/anchors.ts'

describe('anchorsOf', () => {
  it('takes lines that each text has once, in an order that both have', () => {
    const left = ['[a]', 'r', '[b]', 'r', '[c]', 'x', '[d]']
    const right = ['[c]', '[a]', 'r', '[b]', 'x', '[d]', 'x']
    expect(anchorsOf(left, right)).toEqual([
      { left: 0, right: 1 },
      { left: 2, right: 3 },
      { left: 6, right: 5 },
    ])
  })

  it('rises on both sides and names equal lines, whatever the texts; as many as can', () => {
    const lines = fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 10 })
    fc.assert(
      fc.property(lines, lines, (left, right) => {
        const anchors = anchorsOf(left, right)
        expect(anchors.map((anchor) => left[anchor.left])).toEqual(anchors.map(({ right: at }) => right[at]))
        for (const [index, anchor] of anchors.entries()) {
          const next = anchors[index + 1]
          if (next) expect([next.left > anchor.left, next.right > anchor.right]).toEqual([true, true])
        }
        expect(anchors.length).toBe(longest(left, right))
      }),
    )
  })
})

/** Of all lines being different, the longest common subsequence. */
function longest(left: readonly string[], right: readonly string[]): number {
  const [first, ...rest] = left
  if (first === undefined) return 0
  const at = right.indexOf(first)
  const without = longest(rest, right)
  return at < 0 ? without : Math.max(without, 1 + longest(rest, right.slice(at + 1)))
}
