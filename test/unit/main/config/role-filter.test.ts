import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRoleFilter } from '../../../../main/config/role-filter.ts'

const roles = [
  { accountId: '111122223333', accountName: 'Shop Dev', roleName: 'Admin' },
  { accountId: '111122223333', accountName: 'Shop Dev', roleName: 'ReadOnly' },
  { accountId: '444455556666', accountName: 'Shop Prod', roleName: 'AdminReadOnly' },
]
const taken = (filter: string): readonly number[] => {
  const test = parseRoleFilter(filter)
  return roles.flatMap((role, index) => (test(role) ? [index] : []))
}

describe('parseRoleFilter', () => {
  it.each([
    ['prod', [2]],
    ['ADMIN', [0, 2]],
    ['role:Admin', [0]],
    ['role:Admin*', [0, 2]],
    ['role:Admin,readonly', [0, 1]],
    ['name:"Shop Dev"', [0, 1]],
    ['name:Shop?Dev role:ReadOnly', [1]],
    ['"Shop Dev"', [0, 1]],
    ['account:1111*', [0, 1]],
    ['account:1111', []],
    ['4444 role:*', [2]],
    ['*', [0, 1, 2]],
    ['dev prod', []],
    ['Account:444455556666', [2]],
  ] as const)('%s', (filter, expected) => {
    expect(taken(filter)).toEqual(expected)
  })

  it('says what there is where a filter means nothing', () => {
    expect(() => parseRoleFilter('user:x')).toThrow('"user:" is not known in a filter.')
    for (const filter of ['', '  ', 'role:', '""', ',', 'name:"x', '__proto__:x', 'x'.repeat(1_001)]) {
      expect(() => parseRoleFilter(filter), filter).toThrow(/Examples: --filter prod/)
    }
  })

  it('agrees with a regular expression on any glob, and is not slowed down by one', () => {
    const signs = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '*', '?'), minLength: 1, maxLength: 8 })
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'B'), maxLength: 8 })
    fc.assert(
      fc.property(signs, texts, (glob, roleName) => {
        const pattern = glob.replaceAll('*', '.*').replaceAll('?', '.')
        const expected = new RegExp(`^${pattern}$`, 'i').test(roleName)
        return parseRoleFilter(`role:${glob}`)({ accountId: '', accountName: '', roleName }) === expected
      }),
      { numRuns: 5_000 },
    )
    const slow = parseRoleFilter(`role:${'*a'.repeat(400)}b`)
    expect(slow({ accountId: '', accountName: '', roleName: 'a'.repeat(10_000) })).toBe(false)
  })
})
