import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalInConstantTime } from '../../../../main/kernel/constant-time.ts'

describe('equalInConstantTime', () => {
  it('says what === says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect([equalInConstantTime(a, b), equalInConstantTime(a, a)]).toEqual([a === b, true])
      }),
    )
  })

  it('tells apart a prefix, an extension, one changed character, and nothing at all', () => {
    const expected = '0123456789abcdef'
    const others = [
      '',
      '0',
      expected.slice(1),
      expected.slice(0, -1),
      `${expected}0`,
      expected + expected,
      `${expected}\0`,
    ]
    const changed = Array.from(expected, (_, at) => `${expected.slice(0, at)}x${expected.slice(at + 1)}`)
    expect([...others, ...changed].filter((given) => equalInConstantTime(expected, given))).toEqual([])
    expect(equalInConstantTime('', '')).toBe(true)
    expect(equalInConstantTime('', '\0')).toBe(false)
  })
})
