import { describe, expect, it } from 'vitest'
import { principalOf, usualSituations } from '../../../../main/console-access/usual-situations.ts'

const accountId = '111122223333'
const you = { arn: `arn:aws:sts::${accountId}:assumed-role/Dev/me`, network: { sourceIp: '198.51.100.7' } }
const breakGlass = `arn:aws:iam::${accountId}:role/BreakGlass`

describe('usualSituations', () => {
  it('tries you, break-glass from anywhere and from here, the portal, root, and the kept list', () => {
    const kept = [{ name: 'the auditors', principal: principalOf(breakGlass, accountId), network: {} }]
    const situations = usualSituations({ you, accountId, breakGlass, kept })
    expect(situations.map(({ name, principal, network }) => [name, principal.arn, network])).toEqual([
      ['you, now', you.arn, you.network],
      ['break-glass, from anywhere', breakGlass, {}],
      ['break-glass, from where you are', breakGlass, you.network],
      [
        'an Identity Center portal user',
        `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AnyPermissionSet_0000000000000000`,
        {},
      ],
      ['root, from where you are', `arn:aws:iam::${accountId}:root`, you.network],
      ['the auditors', breakGlass, {}],
    ])
  })

  it('leaves out who is not known, and keeps the partition', () => {
    const arn = 'arn:aws-us-gov:iam::111122223333:user/ann'
    expect(
      usualSituations({ you: { arn, network: {} }, accountId, breakGlass: undefined, kept: [] }),
    ).toMatchObject([
      { name: 'you, now', principal: { isPortalUser: false } },
      { name: 'an Identity Center portal user', principal: { isPortalUser: true } },
      { name: 'root', principal: { arn: 'arn:aws-us-gov:iam::111122223333:root' } },
    ])
    expect(usualSituations({ you: undefined, accountId, breakGlass: undefined, kept: [] })).toHaveLength(2)
  })
})

describe('principalOf', () => {
  it('takes the account and the portal from the ARN', () => {
    const portal =
      'arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/me@example.com'
    expect(principalOf(portal, accountId)).toEqual({
      arn: portal,
      accountId: '444455556666',
      isPortalUser: true,
    })
    expect(principalOf('someone', accountId)).toEqual({ arn: 'someone', accountId, isPortalUser: false })
  })
})
