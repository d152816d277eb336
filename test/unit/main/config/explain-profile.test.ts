import { describe, expect, it } from 'vitest'
import { explainProfile } from '../../../../main/config/explain-profile.ts'

const texts = (config: string, credentials = '') => ({
  config: { text: config, encoding: 'utf-8' as const },
  credentials: { text: credentials, encoding: 'utf-8' as const },
})

describe('explainProfile', () => {
  it('is nothing for a profile that no file has', () => {
    expect(explainProfile('a', texts('[profile b]\n'))).toBeUndefined()
  })

  it('has each source with its lines, who takes it, and no value (T23)', () => {
    const config =
      '# c\n[profile a]\nregion = x\nlogin_session = CANARY\ncredential_process = CANARY\n\n# d\n[profile b]\n'
    const credentials = '[a]\naws_access_key_id = CANARY\naws_secret_access_key = CANARY\n'
    const explained = explainProfile('a', texts(config, credentials))
    expect(explained).toMatchObject({
      sections: [
        { file: 'config', line: 2, lastLine: 5 },
        { file: 'credentials', line: 1, lastLine: 3 },
      ],
      sources: [
        {
          ...{ kind: 'static-in-credentials', usedBy: ['aws-cli', 'javascript'] },
          keys: [
            { name: 'aws_access_key_id', file: 'credentials', line: 2 },
            { name: 'aws_secret_access_key', file: 'credentials', line: 3 },
          ],
        },
        { kind: 'login-session', usedBy: ['java', 'rust'] },
        { kind: 'credential-process', usedBy: [] },
      ],
      isSure: false,
      problems: [{ kind: 'two-sources' }],
      awsCliRefuses: { config: false, credentials: false },
    })
    expect(JSON.stringify(explained)).not.toContain('CANARY')
  })

  it('is sure where every tool takes the same', () => {
    const config = '[profile a]\ncredential_process = /opt/signet credential-process --profile a\n'
    expect(explainProfile('a', texts(config))).toMatchObject({ isSure: true, sources: [{ isOurs: true }] })
  })

  it('shows a [default] that is put aside, and sections that stand twice', () => {
    const config = '[default]\nregion = x\n[profile default]\nregion = y\n[profile default]\noutput = z\n'
    expect(explainProfile('default', texts(config))).toMatchObject({
      sections: [
        { line: 3, lastLine: 4 },
        { line: 5, lastLine: 6 },
      ],
      setAside: [{ line: 1, lastLine: 2 }],
      awsCliRefuses: { config: true },
    })
  })

  it('says what the roles begin with, for each family', () => {
    const role = 'role_arn = arn:aws:iam::111122223333:role/R\nsource_profile = base\n'
    const config = `[profile a]\n${role}[profile base]\ncredential_process = x\naws_access_key_id = k\naws_secret_access_key = s\n`
    expect(explainProfile('a', texts(config))?.rolesBeginWith).toEqual({
      ...{ 'aws-cli': 'credential-process', javascript: 'static-in-config', go: 'static-in-config' },
      ...{ java: 'credential-process', rust: 'credential-process' },
    })
  })

  it('tells families apart for a role with a token file and a source profile', () => {
    const config =
      '[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nweb_identity_token_file = /t\nsource_profile = b\n'
    expect(explainProfile('a', texts(config))?.winners).toEqual({
      ...{ 'aws-cli': 'web-identity', javascript: 'assume-role', go: 'assume-role' },
      ...{ java: 'web-identity', rust: 'web-identity' },
    })
  })

  it('finds the section of its Identity Center session, or says that it is nowhere', () => {
    const sso = (name: string) => `[profile a]\nsso_session = ${name}\n\n[sso-session corp]\nsso_region = x\n`
    expect([
      explainProfile('a', texts(sso('corp')))?.ssoSession,
      explainProfile('a', texts(sso('crop')))?.ssoSession,
    ]).toEqual([
      { name: 'corp', isThere: true, file: 'config', line: 4, lastLine: 5 },
      { name: 'crop', isThere: false, file: 'config', line: 2, lastLine: 2 },
    ])
  })
})
