import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesArn } from '../../../../main/console-access/match-arn.ts'
import { roleMatches } from '../../../../main/console-access/role-matches.ts'
import { matchesWildcard } from '../../../../main/kernel/wildcard.ts'

const head = 'arn:aws:iam::111122223333:role/'
const paths = ['', 'a/', 'ab/', 'a/b/', 'ops/', 'Dev/', 'b/Dev/', 'ops/night/']

const tail = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'D', 'e', 'v', '/', '*', '?'), maxLength: 6 }),
  fc.constantFrom('Dev', 'ops/Dev', '*', '*/Dev', '*Dev', 'D*', 'ops/*', '*v', '?ev', 'a/?ev', 'Dev/*'),
)
const wantedArn = fc
  .tuple(fc.constantFrom(head, 'arn:aws:iam::*:role/', 'arn:aws:iam::444455556666:role/', 'arn:*'), tail)
  .map((parts) => parts.join(''))

const tests = {
  StringEquals: (wanted: string, value: string) => wanted === value,
  StringLike: matchesWildcard,
  ArnLike: (wanted: string, value: string) => matchesArn(wanted, value) ?? 'unknown',
} as const

describe('roleMatches', () => {
  it.each(['StringEquals', 'StringLike', 'ArnLike'] as const)(
    'claims of %s only what holds for every path',
    (operator) => {
      let sure = 0
      fc.assert(
        fc.property(wantedArn, (wanted) => {
          const answer = roleMatches(operator, wanted, { head, name: 'Dev' })
          if (answer === 'unknown') return
          sure += 1
          for (const path of paths) expect(tests[operator](wanted, `${head}${path}Dev`)).toBe(answer)
        }),
        { numRuns: 4_000, seed: 9 },
      )
      expect(sure).toBeGreaterThan(300)
    },
  )

  it('is sure where a person would be', () => {
    const role = { head, name: 'Dev' }
    expect({
      another: roleMatches('ArnNotEquals', `${head}BreakGlass`, role),
      same: roleMatches('ArnNotEquals', `${head}Dev`, role),
      every: roleMatches('ArnLike', `${head}*`, role),
      everyByName: roleMatches('ArnLike', `${head}*Dev`, role),
      underAPath: roleMatches('ArnLike', `${head}ops/*`, role),
      anotherAccount: roleMatches('ArnLike', 'arn:aws:iam::444455556666:role/*', role),
      everything: roleMatches('StringLike', '*', role),
      notCompared: roleMatches('IpAddress', head, role),
    }).toEqual({
      another: false,
      same: 'unknown',
      every: true,
      everyByName: true,
      underAPath: 'unknown',
      anotherAccount: false,
      everything: true,
      notCompared: 'unknown',
    })
  })
})
