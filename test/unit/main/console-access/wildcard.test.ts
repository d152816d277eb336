import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesArn, matchesWildcard, splitArn } from '../../../../main/console-access/wildcard.ts'

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

describe('matchesArn', () => {
  it('compares each part for itself, and the rest with its colons', () => {
    const arn = 'arn:aws:iam::111122223333:role/Dev'
    expect([
      matchesArn('arn:aws:iam::*:role/*', arn),
      matchesArn('arn:aws:*:role/Dev', arn),
      matchesArn('arn:*:*:*:*:*', arn),
      matchesArn('*', arn),
      matchesArn('arn:aws:x::1:a:*', 'arn:aws:x::1:a:b:c'),
    ]).toEqual([true, undefined, true, undefined, true])
  })

  it('knows an ARN by its six parts', () => {
    expect([splitArn('arn:aws:iam::1:a:b'), splitArn('arn:aws:iam'), splitArn('x:aws:iam::1:a')]).toEqual([
      ['arn', 'aws', 'iam', '', '1', 'a:b'],
      undefined,
      undefined,
    ])
  })
})
