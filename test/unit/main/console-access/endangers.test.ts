import { describe, expect, it } from 'vitest'
import type { PermissionStatementInput, ResourcePolicy } from '../../../../main/aws/signin-control-types.ts'
import { endangers, isStricter } from '../../../../main/console-access/endangers.ts'
import { type EnforcedPolicy, lockOut } from '../../../../main/console-access/lock-out.ts'
import type { Situation } from '../../../../main/console-access/situation.ts'
import { withStatement } from '../../../../main/console-access/statement-of.ts'
import { principalOf } from '../../../../main/console-access/usual-situations.ts'

const accountId = '111122223333'
const glass = `arn:aws:iam::${accountId}:role/BreakGlass`
const empty: ResourcePolicy = { Version: '2012-10-17', Statement: [] }

function someone(arn: string, network: Situation['network']): Situation {
  return { name: arn, principal: principalOf(arn, accountId), network }
}
const inOffice = someone(`arn:aws:iam::${accountId}:user/ann`, { sourceIp: '203.0.113.7' })
const away = someone(`arn:aws:iam::${accountId}:user/ann`, { sourceIp: '198.51.100.7' })
const somewhere = someone(`arn:aws:iam::${accountId}:user/ann`, {})
const glassAnywhere = someone(glass, {})

const office: PermissionStatementInput = { sourceIp: '203.0.113.0/24', excludedPrincipal: glass }
const withOffice = withStatement(empty, office, accountId)

function kinds(
  before: EnforcedPolicy,
  after: EnforcedPolicy,
  situations: readonly Situation[],
  breakGlass = [glass],
) {
  const rows = lockOut({ before, after, situations })
  return endangers({ rows, before, after, breakGlass }).map(({ kind }) => kind)
}

const on = (policy: ResourcePolicy): EnforcedPolicy => ({ enabled: true, policy })
const off = (policy: ResourcePolicy): EnforcedPolicy => ({ enabled: false, policy })

describe('endangers', () => {
  it('finds nothing where everybody surely keeps access, the break-glass principal among them', () => {
    expect(kinds(on(empty), on(withOffice), [inOffice, glassAnywhere])).toEqual([])
  })

  it('asks when one loses access, or may', () => {
    expect(kinds(on(empty), on(withOffice), [away, glassAnywhere])).toEqual(['loses'])
    expect(kinds(on(empty), on(withOffice), [somewhere, glassAnywhere])).toEqual(['cannot-tell'])
  })

  it('asks when rules come and no break-glass principal is named, or none surely gets in', () => {
    expect(kinds(on(empty), on(withOffice), [inOffice], [])).toEqual(['no-break-glass'])
    const other = withStatement(empty, { ...office, excludedPrincipal: inOffice.principal.arn }, accountId)
    expect(kinds(off(other), on(other), [inOffice, glassAnywhere])).toEqual(['cannot-tell', 'no-break-glass'])
  })

  it('does not ask for what only lets more people in', () => {
    expect(kinds(on(withOffice), off(withOffice), [away], [])).toEqual([])
    expect(kinds(on(withOffice), on(empty), [away], [])).toEqual([])
    expect(kinds({ enabled: 'unknown', policy: withOffice }, off(withOffice), [away], [])).toEqual([])
  })

  it('does not ask for statements that are inert', () => {
    expect(kinds(off(empty), off(withOffice), [away], [])).toEqual([])
  })
})

describe('isStricter', () => {
  it('is so where rules begin to count, or are added', () => {
    expect([
      isStricter(off(withOffice), on(withOffice)),
      isStricter(on(empty), on(withOffice)),
      isStricter(on(withOffice), on(withOffice)),
      isStricter(on(withOffice), on(empty)),
      isStricter(off(empty), on(empty)),
      isStricter(on(withOffice), { enabled: 'unknown', policy: withOffice }),
      isStricter(off(withOffice), { enabled: 'unknown', policy: withOffice }),
    ]).toEqual([true, true, false, false, false, false, true])
  })
})
