import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PolicyStatement, ResourcePolicy } from '../../../../main/aws/signin-control-types.ts'
import {
  type EnforcedPolicy,
  type LockOutRow,
  lockOut,
  signsIn,
} from '../../../../main/console-access/lock-out.ts'
import type { Situation } from '../../../../main/console-access/situation.ts'
import { randomCondition, randomPolicy, randomSituation } from '../../../fakes/random-sign-in-policy.ts'

const nobody: ResourcePolicy = { Version: '2012-10-17', Statement: [] }

function deny(Condition: PolicyStatement['Condition']): PolicyStatement {
  return { Effect: 'Deny', Principal: { AWS: '*' }, Action: ['signin:*'], Resource: '*', Condition }
}

function policy(...Statement: readonly PolicyStatement[]): ResourcePolicy {
  return { ...nobody, Statement }
}

const onlyOffice = policy(deny({ NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } }))
const odd = policy(deny({ StringEquals: { 'aws:PrincipalOrgID': ['o-abcdefghij'] } }))

const away: Situation = {
  name: 'away',
  principal: { arn: 'arn:aws:iam::111122223333:role/Dev', accountId: '111122223333', isPortalUser: false },
  network: { sourceIp: '198.51.100.7' },
}

function rowOf(before: EnforcedPolicy, after: EnforcedPolicy, situation: Situation = away): LockOutRow {
  const [row] = lockOut({ before, after, situations: [situation] })
  if (row === undefined) throw new TypeError('One situation gives one row.')
  return row
}

const on = (of: ResourcePolicy): EnforcedPolicy => ({ enabled: true, policy: of })
const off = (of: ResourcePolicy): EnforcedPolicy => ({ enabled: false, policy: of })
const open = (of: ResourcePolicy): EnforcedPolicy => ({ enabled: 'unknown', policy: of })

describe('lockOut', () => {
  it.each([
    ['keeps', on(nobody), on(nobody)],
    ['keeps', off(onlyOffice), off(onlyOffice)],
    ['loses', on(nobody), on(onlyOffice)],
    ['loses', off(onlyOffice), on(onlyOffice)],
    ['gains', on(onlyOffice), off(onlyOffice)],
    ['gains', on(onlyOffice), on(nobody)],
    ['stays-out', on(onlyOffice), on(onlyOffice)],
    ['cannot-tell', on(nobody), on(odd)],
    ['cannot-tell', on(odd), on(nobody)],
    ['cannot-tell', on(nobody), open(onlyOffice)],
    ['cannot-tell', open(onlyOffice), off(onlyOffice)],
  ] as const)('says %s', (change, before, after) => {
    expect(rowOf(before, after).change).toBe(change)
  })

  it('says why, once for both phases', () => {
    expect(rowOf(on(nobody), on(onlyOffice)).reasons).toEqual([
      'Refused before and after sign-in: the address is 198.51.100.7, not 203.0.113.0/24.',
    ])
    expect(rowOf(on(nobody), on(odd)).reasons).toEqual([
      'May be refused before and after sign-in: aws:PrincipalOrgID is not known (StringEquals o-abcdefghij).',
    ])
  })

  it('says what stood in the way where it is gone', () => {
    expect(rowOf(on(onlyOffice), off(onlyOffice)).reasons).toEqual([
      'Refused before and after sign-in: the address is 198.51.100.7, not 203.0.113.0/24.',
    ])
  })

  it('never lets anybody in by one more Deny', () => {
    const order = ['out', 'cannot-tell', 'in']
    fc.assert(
      fc.property(randomPolicy, randomCondition, randomSituation, (before, condition, { known }) => {
        const after = { ...before, Statement: [...before.Statement, deny(condition)] }
        const row = rowOf(on(before), on(after), known)
        expect(order.indexOf(signsIn(row.after))).toBeLessThanOrEqual(order.indexOf(signsIn(row.before)))
      }),
      { numRuns: 1_500, seed: 13 },
    )
  })

  it('never makes "keeps" of what is not known', () => {
    const unheard = [
      { StringSoundsLike: { 'aws:SourceIp': ['x'] } },
      { Bool: { 'aws:MultiFactorAuthPresent': ['false'] } },
      { StringNotEqualsIfExists: { 'aws:PrincipalTag/team': ['ops'] } },
      { DateGreaterThan: { 'aws:CurrentTime': ['2026-01-01T00:00:00Z'] } },
      { StringEquals: { 'acme:Key': ['x'] } },
    ]
    let met = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...unheard),
        randomCondition,
        randomSituation,
        (odd, condition, { known }) => {
          const without = rowOf(on(nobody), on(policy(deny(condition))), known)
          const beside = Object.fromEntries(
            [...Object.entries(condition), ...Object.entries(odd)].map(([operator]) => [
              operator,
              { ...condition[operator], ...(odd as Record<string, Record<string, string[]>>)[operator] },
            ]),
          )
          const row = rowOf(on(nobody), on(policy(deny(beside))), known)
          // What refused for sure now may refuse; what surely did not still does not.
          if (without.change === 'keeps') return
          met += 1
          expect(row.change).toBe('cannot-tell')
        },
      ),
      { numRuns: 1_500, seed: 17 },
    )
    expect(met).toBeGreaterThan(300)
  })

  it('does not take back, when more is known, what it claimed when less was', () => {
    fc.assert(
      fc.property(randomPolicy, randomSituation, (after, { real, known }) => {
        const claimed = rowOf(on(nobody), on(after), known).change
        if (claimed !== 'cannot-tell') expect(rowOf(on(nobody), on(after), real).change).toBe(claimed)
      }),
      { numRuns: 2_000, seed: 19 },
    )
  })

  it('takes a hostile policy as text', () => {
    const values = ['${', '*a'.repeat(5_000), '/'.repeat(5_000), 'arn:::::', '\u0000', '１２７.0.0.1']
    const operators = ['ArnNotLike', 'NotIpAddress', '__proto__', 'constructor', 'ForAnyValue:', 'IfExists']
    for (const operator of operators) {
      for (const value of values) {
        // Parsed, so that `__proto__` is a member as any other.
        const text = `{${JSON.stringify(operator)}:{"aws:SourceIp":[${JSON.stringify(value)}]}}`
        expect(rowOf(on(nobody), on(policy(deny(JSON.parse(text))))).change).toBe('cannot-tell')
      }
    }
  })
})
