import { describe, expect, it } from 'vitest'
import { credentialSources, winners } from '../../../../main/config/credential-source.ts'
import { assertNoOtherSource, keysToAdopt } from '../../../../main/config/profile-conflict.ts'
import { type Profile, readSharedConfig } from '../../../../main/config/profiles.ts'

const staticKeys = 'aws_access_key_id = A\naws_secret_access_key = S\n'
const ours = 'credential_process = /usr/bin/signet credential-process --profile a\n'

function profileA(config: string, credentials = ''): Profile {
  const found = readSharedConfig(`[profile a]\n${config}`, credentials && `[a]\n${credentials}`).profiles.get(
    'a',
  )
  if (!found) throw new Error('no profile')
  return found
}

describe('credentialSources', () => {
  it.each([
    ['region = x\n', '', []],
    ['role_arn = r\nsource_profile = a\n', '', ['assume-role']],
    ['role_arn = r\nweb_identity_token_file = f\n', '', ['web-identity']],
    ['sso_session = s\n', '', ['sso']],
    ['sso_start_url = u\nsso_role_name = r\n', '', ['sso']],
    [staticKeys, '', ['static-in-config']],
    ['', staticKeys, ['static-in-credentials']],
    ['login_session = arn\n', '', ['login-session']],
    ['credential_process = /x\n', '', ['credential-process']],
    ['', 'credential_process = /x\n', ['credential-process']],
    [staticKeys + ours, staticKeys, ['static-in-credentials', 'credential-process']],
  ])('finds in %j and %j %j', (config, credentials, kinds) => {
    expect(credentialSources(profileA(config, credentials)).map(({ kind }) => kind)).toEqual(kinds)
  })

  it('gives keys with their place and no value', () => {
    expect(credentialSources(profileA(`mfa_serial = m\n${ours}role_arn = r\n`, staticKeys))).toEqual([
      {
        kind: 'assume-role',
        keys: [
          { name: 'role_arn', file: 'config', line: 4 },
          { name: 'mfa_serial', file: 'config', line: 2 },
        ],
        isOurs: false,
      },
      {
        kind: 'static-in-credentials',
        keys: [
          { name: 'aws_access_key_id', file: 'credentials', line: 2 },
          { name: 'aws_secret_access_key', file: 'credentials', line: 3 },
        ],
        isOurs: false,
      },
      {
        kind: 'credential-process',
        keys: [{ name: 'credential_process', file: 'config', line: 3 }],
        isOurs: true,
      },
    ])
  })
})

describe('winners', () => {
  it.each([
    [`${ours}login_session = arn\n`, '', 'login-session', 'credential-process'],
    [`${ours}${staticKeys}`, '', 'credential-process', 'static-in-config'],
    [ours, staticKeys, 'static-in-credentials', 'static-in-credentials'],
    [`${ours}sso_session = s\n`, '', 'sso', 'credential-process'],
    ['role_arn = r\nweb_identity_token_file = f\n', staticKeys, 'web-identity', 'static-in-credentials'],
    ['region = x\n', '', undefined, undefined],
  ])(
    'of %j and %j is %s for the AWS CLI and %s for JavaScript',
    (config, credentials, awsCli, javascript) => {
      expect(winners(credentialSources(profileA(config, credentials)))).toEqual({ awsCli, javascript })
    },
  )
})

describe('assertNoOtherSource', () => {
  it.each([undefined, profileA('region = x\n'), profileA(ours)])(
    'lets Signet have the profile',
    (profile) => {
      expect(() => assertNoOtherSource(profile)).not.toThrow()
    },
  )

  it('says what is there, where it stands and both ways out, and no value', () => {
    let message = ''
    try {
      assertNoOtherSource(
        profileA(
          `${ours}login_session = arn\n`,
          'aws_access_key_id = AKIA\naws_secret_access_key = SECRET\n',
        ),
      )
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'profile-conflict', remedy: 'fix-config' })
      message = String(thrown)
    }
    expect(message).toBe(
      'InputError: Profile a already has access keys (aws_access_key_id, credentials file line 2) and an AWS CLI login session (login_session, config file line 3). Choose another name with --profile, or replace what is there with --adopt.',
    )
  })

  it('takes a process of another program for another source', () => {
    const other = profileA('credential_process = aws-sso-util credential-process --profile a\n')
    expect(() => assertNoOtherSource(other)).toThrow(
      /a credential process \(credential_process, config file line 2\)/,
    )
  })
})

describe('keysToAdopt', () => {
  it('names every key of the other sources, by file', () => {
    const profile = profileA(
      `${ours}region = x\nsso_session = s\nsso_role_name = r\n`,
      `${staticKeys}aws_session_token = T\n`,
    )
    expect(keysToAdopt(profile)).toEqual({
      config: ['sso_session', 'sso_role_name'],
      credentials: ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'],
    })
  })

  it('is empty where there is nothing to adopt', () => {
    expect([keysToAdopt(undefined), keysToAdopt(profileA(ours))]).toEqual([
      { config: [], credentials: [] },
      { config: [], credentials: [] },
    ])
  })
})
