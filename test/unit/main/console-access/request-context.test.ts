import { describe, expect, it } from 'vitest'
import { type Phase, requestContext } from '../../../../main/console-access/request-context.ts'
import type { SituationNetwork } from '../../../../main/console-access/situation.ts'
import { principalOf } from '../../../../main/console-access/usual-situations.ts'

const accountId = '111122223333'
const role = `arn:aws:iam::${accountId}:role/Dev`

const names = ['aws:SourceIp', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:VpcSourceIp', 'aws:RequestedRegion']

function states(network: SituationNetwork, phase: Phase = 'before-sign-in', arn = role) {
  const context = requestContext({ name: '', principal: principalOf(arn, accountId), network }, phase)
  return names.map((name) => context.key(name))
}

function principalStates(arn: string) {
  return (['before-sign-in', 'after-sign-in'] as const).map((phase) => {
    const { key } = requestContext({ name: '', principal: principalOf(arn, accountId), network: {} }, phase)
    return [key('signin:PrincipalArn'), key('aws:PrincipalArn')]
  })
}

const present = (value: string) => ({ is: 'present', value })
const absent = { is: 'absent' }
const unknown = { is: 'unknown' }
const either = (...all: readonly object[]) => ({ is: 'either', states: all })

describe('requestContext', () => {
  it('knows that a public address and a VPC exclude each other', () => {
    expect(states({ sourceIp: '203.0.113.7', requestedRegion: 'us-east-1' })).toEqual([
      ...[present('203.0.113.7'), absent, absent, absent, present('us-east-1')],
    ])
    expect(states({ sourceVpc: 'vpc-0123abcd' })).toEqual([
      absent,
      present('vpc-0123abcd'),
      unknown,
      unknown,
      unknown,
    ])
    expect(states({ vpcSourceIp: '10.0.0.7' })).toEqual([
      absent,
      { is: 'somewhere' },
      unknown,
      present('10.0.0.7'),
      unknown,
    ])
  })

  it('leaves the path open where nothing is known, or too much', () => {
    expect(states({})).toEqual([
      unknown,
      either({ is: 'somewhere' }, absent),
      either(unknown, absent),
      either(unknown, absent),
      unknown,
    ])
    expect(states({ sourceIp: '203.0.113.7', sourceVpc: 'vpc-0123abcd' }).slice(0, 2)).toEqual([
      either(present('203.0.113.7'), absent),
      either(present('vpc-0123abcd'), absent),
    ])
  })

  it("takes the sign-in page's endpoint before sign-in, and either of the two after", () => {
    const network = { signinSourceVpce: 'vpce-0aaaaaaaa', consoleSourceVpce: 'vpce-0bbbbbbbb' }
    expect([states(network)[2], states(network, 'after-sign-in')[2]]).toEqual([
      present('vpce-0aaaaaaaa'),
      either(present('vpce-0aaaaaaaa'), present('vpce-0bbbbbbbb')),
    ])
  })

  it('knows the principal by one key before sign-in and by another one after', () => {
    const root = `arn:aws:iam::${accountId}:root`
    expect(principalStates(root)).toEqual([
      [present(root), absent],
      [absent, present(root)],
    ])
  })

  it("takes a session's role, and what both spellings have in common of a principal with a path", () => {
    const head = `arn:aws:iam::${accountId}:role/`
    const ofRole = { is: 'role', head, name: 'Dev' }
    expect(principalStates(`arn:aws:sts::${accountId}:assumed-role/Dev/me`)).toEqual([
      [ofRole, absent],
      [absent, ofRole],
    ])
    expect(principalStates(`${head}ops/Dev`)).toEqual([
      [either(present(`${head}ops/Dev`), present(`${head}Dev`)), absent],
      [absent, present(`${head}ops/Dev`)],
    ])
  })

  it('claims nothing of a federated user before sign-in, and of whom it does not know', () => {
    const federated = `arn:aws:sts::${accountId}:federated-user/Bob`
    expect(principalStates(federated)).toEqual([
      [unknown, absent],
      [absent, present(federated)],
    ])
    expect(principalStates('someone')).toEqual([
      [unknown, absent],
      [absent, unknown],
    ])
  })

  it('knows the account, any key whatever its case, and nothing of others', () => {
    const situation = { name: '', principal: principalOf(role, accountId), network: {} }
    const before = requestContext(situation, 'before-sign-in')
    const after = requestContext(situation, 'after-sign-in')
    expect([
      before.key('AWS:resourceACCOUNT'),
      before.key('aws:PrincipalAccount'),
      after.key('aws:PrincipalAccount'),
      after.key('aws:PrincipalTag/team'),
      after.key('__proto__'),
    ]).toEqual([present(accountId), absent, present(accountId), unknown, unknown])
  })
})
