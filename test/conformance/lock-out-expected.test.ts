import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ResourcePolicy } from '../../main/aws/signin-control-types.ts'
import { lockOut } from '../../main/console-access/lock-out.ts'
import { withStatement } from '../../main/console-access/statement-of.ts'
import { policyStatementsOf } from '../aws/signin-control/statement.ts'
import { admits } from '../aws/signin-policy/admits.ts'
import { accountId, randomSituation } from '../fakes/random-sign-in-policy.ts'
import { randomStatementInput } from '../fakes/random-statement-input.ts'

const nobody: ResourcePolicy = { Version: '2012-10-17', Statement: [] }
const excluded = [
  `arn:aws:iam::${accountId}:role/Dev`,
  `arn:aws:iam::${accountId}:role/BreakGlass`,
  `arn:aws:iam::${accountId}:user/ann`,
  `arn:aws:sts::${accountId}:federated-user/Bob`,
  `arn:aws:iam::${accountId}:root`,
]

describe('withStatement, against what the stand-in writes', () => {
  it.each(['scopes', 'pins'] as const)('claims nothing that is not so when a Region %s', (region) => {
    const counts = new Map<string, number>()
    fc.assert(
      fc.property(randomStatementInput(excluded), randomSituation, (input, { real, known }) => {
        const policy = withStatement(nobody, input, accountId)
        const question = { before: { enabled: true, policy: nobody }, after: { enabled: true, policy } }
        const [row] = lockOut({ ...question, situations: [known] })
        const written = { Version: '2012-10-17', Statement: policyStatementsOf(input, accountId, region) }
        counts.set(row?.change ?? '', (counts.get(row?.change ?? '') ?? 0) + 1)
        if (row?.change === 'cannot-tell') return
        expect(row?.change).toBe(admits(written, true, real) ? 'keeps' : 'loses')
      }),
      { numRuns: 5_000, seed: 11 },
    )
    console.log(
      `withStatement, 5000 random inputs, a Region ${region}:`,
      Object.fromEntries([...counts].sort()),
    )
    expect(counts.get('keeps')).toBeGreaterThan(300)
    expect(counts.get('loses')).toBeGreaterThan(300)
  })
})
