import { describe, expect, it } from 'vitest'
import {
  configPath,
  home,
  importScene,
  line,
  registration,
  ssoConfig,
  ssoPath,
  startUrl,
  token,
} from './import-scene.ts'

describe('importSessions, IAM Identity Center', () => {
  const registrationPath = `${home}/.aws/sso/cache/${'0'.repeat(40)}.json`

  it('tells what there is: by sso-session, by start URL, and without any profile', async () => {
    const legacyUrl = 'https://legacy.awsapps.com/start'
    const legacy = `[profile old]\nsso_start_url = ${legacyUrl}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Admin\n`
    const { accessToken, expiresAt } = token
    const { run } = importScene({
      [ssoPath('corp')]: token,
      [ssoPath(legacyUrl)]: { accessToken, expiresAt, startUrl: legacyUrl, region: 'eu-west-1' },
      [ssoPath('forgotten')]: { ...token, expiresAt: '2026-01-02T02:00:00Z', refreshToken: undefined },
      [registrationPath]: registration,
      [configPath]: ssoConfig + legacy,
    })
    const { found, skipped } = (await run({ dryRun: true })).preview
    expect(skipped).toEqual([])
    expect(Object.fromEntries(found.map(({ name, ...rest }) => [name, rest]))).toEqual({
      corp: expect.objectContaining({
        ...{ region: 'us-east-1', startUrl, isRefreshable: true, state: 'ready' },
        profiles: [
          { name: 'shop', obstacle: null },
          { name: 'bearer', obstacle: 'names no account and role' },
        ],
      }),
      legacy: expect.objectContaining({
        ...{ region: 'eu-west-1', startUrl: legacyUrl, isRefreshable: false, state: 'ready' },
        profiles: [{ name: 'old', obstacle: null }],
      }),
      'd-1234567890': expect.objectContaining({ isRefreshable: false, state: 'ended', profiles: [] }),
    })
  })

  it('refuses a start URL that is no https address (T11)', async () => {
    const config = ssoConfig.replace(startUrl, 'http://d-1234567890.awsapps.com/start')
    const { run } = importScene({ [ssoPath('corp')]: token, [configPath]: config })
    expect((await run()).preview.found).toMatchObject([{ state: 'start-url-invalid' }])
  })

  it('takes over the tokens, the registration and the profiles', async () => {
    const { run, disk, text, undo } = importScene({
      [ssoPath('corp')]: token,
      [registrationPath]: registration,
      [configPath]: ssoConfig,
    })
    expect(await run()).toMatchObject({ sessions: ['corp'], profiles: ['shop'] })
    expect(disk.contents).toMatchObject({
      sessions: [
        {
          ...{
            kind: 'identity-center',
            id: 'identity-center:corp',
            name: 'corp',
            startUrl,
            region: 'us-east-1',
          },
          ...{
            scopes: ['sso:account:access', 'x:y'],
            flow: 'authorization-code',
            refreshToken: 'canary-sso-refresh',
          },
          ...{ accessToken: 'canary-access', accessTokenExpiresAt: Date.UTC(2026, 0, 2, 4) },
          registrations: {
            'authorization-code': {
              ...{ clientId: 'client', clientSecret: 'canary-client', expiresAt: Date.UTC(2026, 2, 2, 3) },
            },
          },
        },
      ],
      profiles: { shop: { session: 'identity-center:corp', accountId: '111122223333', roleName: 'Admin' } },
    })
    const changed = ssoConfig.replace(
      'sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\nregion = eu-west-1\n',
      `region = eu-west-1\ncredential_process = ${line('shop')}\n`,
    )
    expect(text(configPath)).toBe(changed)
    await undo()
    expect(text(configPath)).toBe(ssoConfig)
  })
})
