import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import {
  assertRoleStep,
  homeRegionOf,
  partsOfRoleArn,
  roleStepOf,
  sessionNameFor,
} from '../../../../main/config/role-chain.ts'

const roleArn = 'arn:aws:iam::444455556666:role/Deploy'
const step = (...lines: readonly string[]) => {
  const profile = readSharedConfig(`[profile x]\n${lines.join('\n')}\n`, '').profiles.get('x')
  if (!profile) throw new Error('no profile')
  return roleStepOf(profile)
}

describe('roleStepOf', () => {
  it('reads every setting of a role', () => {
    expect(
      step(
        ...[`role_arn = ${roleArn}`, 'source_profile = dev', 'role_session_name = me', 'external_id = a/b:c'],
        ...['duration_seconds = 900', 'mfa_serial = GAHT12345678', 'region = eu-west-1'],
      ),
    ).toEqual({
      ...{ source: 'dev', roleArn, roleSessionName: 'me', externalId: 'a/b:c', durationSeconds: 900 },
      ...{ mfaSerial: 'GAHT12345678', region: 'eu-west-1' },
    })
    expect(step('region = eu-west-1', 'source_profile = dev')).toBeUndefined()
  })

  it.each([
    ['duration_seconds = an hour', 'duration_seconds cannot be "NaN"'],
    ['duration_seconds = 899', '900 to 43200 seconds'],
    ['duration_seconds = 1000.5', '900 to 43200 seconds'],
    ['role_session_name = a', 'role_session_name cannot be "a"'],
    ['mfa_serial = short', 'mfa_serial cannot be "short"'],
    ['region = eu west', 'region cannot be "eu west"'],
    ['external_id = ö', 'external_id cannot be "ö"'],
  ])('names the key that is wrong: %s (T25)', (line, words) => {
    expect(() => step(`role_arn = ${roleArn}`, 'source_profile = dev', line)).toThrow(words)
  })
})

describe('assertRoleStep', () => {
  it('lets no value through that could end a line or a form (T25)', () => {
    const parts = fc.constantFrom('\n', '\r', ' ', '"', '&', '=x', '\u202e', '[', '<', 'ü', '\0')
    fc.assert(
      fc.property(
        fc.constantFrom('externalId', 'roleSessionName', 'mfaSerial', 'region'),
        parts,
        (name, part) => {
          const value = `abcdefghijk${part}`
          const isPlain = /^[\w+=,.@:/-]+$/.test(value)
          const run = () => assertRoleStep({ roleArn, [name]: value }, 'Profile x')
          if (!isPlain) expect(run).toThrow()
        },
      ),
    )
  })
})

describe('sessionNameFor', () => {
  it('is a name that AWS takes, whatever the profile is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (profile) => {
        expect(sessionNameFor(profile)).toMatch(/^signet-[\w+=,.@-]{0,57}$/)
      }),
    )
    expect(sessionNameFor('shop/dev')).toBe('signet-shop-dev')
  })
})

describe('partsOfRoleArn', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/Admin', ['aws', '111122223333', 'Admin']],
    ['arn:aws-cn:iam::111122223333:role/a/b/Admin', ['aws-cn', '111122223333', 'Admin']],
    ['arn:aws:iam::1:role/Admin', ['', '', '']],
  ])('%s', (arn, parts) => {
    const { partition, accountId, roleName } = partsOfRoleArn(arn)
    expect([partition, accountId, roleName]).toEqual(parts)
  })
})

describe('homeRegionOf', () => {
  it('is a region of the partition', () => {
    const partitions = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-new', 'toString']
    expect(partitions.map(homeRegionOf)).toEqual([
      ...['us-east-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1', 'us-iso-east-1'],
      ...['us-east-1', 'us-east-1'],
    ])
  })
})
