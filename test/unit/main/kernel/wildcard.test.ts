import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesWildcard } from '../../../../main/kernel/wildcard.ts'

describe('matchesWildcard', () => {
  it('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', ':'), maxLength: 8 })
    fc.assert(
      fc.property(pattern, letters, (wanted, text) => {
        const source = wanted.replaceAll('*', '.*').replaceAll('?', '.')
        expect(matchesWildcard(wanted, text)).toBe(new RegExp(`^${source}$`).test(text))
      }),
      { numRuns: 8_000, seed: 5 },
    )
  })

  it('ends soon on a pattern that makes a regular expression run for ever', () => {
    expect(matchesWildcard(`${'*a'.repeat(2_000)}b`, 'a'.repeat(4_000))).toBe(false)
  })
})
