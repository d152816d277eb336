import { describe, expect, it } from 'vitest'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import {
  arn,
  configPath,
  credentialsPath,
  hash,
  home,
  importScene,
  line,
  login,
  loginPath,
  loginProfile,
  now,
  privateKey,
  ssoConfig,
  ssoPath,
  token,
} from './import-scene.ts'

describe('importSessions, AWS Sign-In', () => {
  it('takes the session into the vault first, then gives its profiles our line, and only reads the cache', async () => {
    const { run, events, disk, text, files } = importScene({
      [loginPath]: login,
      [configPath]: `# mine\n${loginProfile}`,
    })
    const imported = await run()
    expect(imported).toMatchObject({
      outcome: 'imported',
      sessions: [arn],
      profiles: ['dev'],
      copies: [{ kind: 'signin', path: loginPath }],
    })
    expect(events).toEqual([
      'vault durable',
      `broker has ${arn}`,
      'file replaced',
      'file replaced',
      'file replaced',
    ])
    const { x, y, d } = privateKey.export({ format: 'jwk' })
    expect(disk.contents).toMatchObject({
      sessions: [
        {
          ...{
            kind: 'signin',
            id: arn,
            principalArn: arn,
            accountId: '111122223333',
            region: 'eu-central-1',
          },
          ...{ clientId: login.clientId, refreshToken: 'canary-refresh', signedInAt: now },
          dpopKey: { kty: 'EC', crv: 'P-256', x, y, d },
        },
      ],
      profiles: { dev: { session: arn } },
    })
    expect(disk.contents.sessions[0]).not.toHaveProperty('credentials')
    expect(text(configPath)).toBe(
      `# mine\n[profile dev]\nregion = eu-central-1\ncredential_process = ${line('dev')}\n`,
    )
    expect(files.changes.filter((change) => change.includes('cache'))).toEqual([])
    expect(JSON.parse(text(loginPath))).toEqual(login)
  })

  it('shows no secret of any file (T1)', async () => {
    const { run, check } = importScene({
      [loginPath]: login,
      [ssoPath('corp')]: token,
      [ssoPath('x')]: '{"accessToken": "canary',
      [configPath]: loginProfile + ssoConfig,
    })
    const imported = await run()
    expect(imported.sessions).toEqual([arn, 'corp'])
    expect(JSON.stringify([imported, await check()])).not.toContain('canary')
  })

  it('lists with --dry-run, and asks before anything changes', async () => {
    const { run, events, disk, shown } = importScene({ [loginPath]: login, [configPath]: loginProfile })
    expect((await run({ dryRun: true, isConfirmed: false })).outcome).toBe('dry-run')
    expect((await run({ isConfirmed: false }, new ScriptedPrompts('no'))).outcome).toBe('declined')
    await expect(run({ isConfirmed: false })).rejects.toMatchObject({ code: 'consent-denied' })
    expect([events, disk.contents.sessions]).toEqual([[], []])
    expect(shown[0]).toEqual({
      found: [
        {
          ...{ kind: 'signin', name: arn, path: loginPath, region: 'eu-central-1', startUrl: null },
          ...{ expiresAt: Date.UTC(2026, 0, 2, 3, 10), isRefreshable: true, state: 'ready' },
          profiles: [{ name: 'dev', obstacle: null }],
        },
      ],
      skipped: [],
      diffs: [
        {
          path: configPath,
          diff: [
            '@@ -1,3 +1,3 @@',
            ' [profile dev]',
            `-login_session = ${arn}`,
            ' region = eu-central-1',
            `+credential_process = ${line('dev')}`,
          ],
        },
      ],
    })
  })

  it('takes the region from the file, the profile, or the environment, and says when none tells', async () => {
    const bare = `[profile dev]\nlogin_session = ${arn}\n`
    const regionOf = async (file: object, config: string, env = {}) => {
      const { run } = importScene({ [loginPath]: file, [configPath]: config }, env)
      const { found } = (await run({ dryRun: true })).preview
      return found.map(({ region, state }) => [region, state])
    }
    expect(await regionOf({ ...login, signInRegion: 'us-west-2' }, loginProfile)).toEqual([
      ['us-west-2', 'ready'],
    ])
    expect(await regionOf(login, bare, { AWS_REGION: 'eu-west-3' })).toEqual([['eu-west-3', 'ready']])
    expect(await regionOf(login, bare)).toEqual([[null, 'region-unknown']])
    // SECURITY (T11): a region that could choose a host is none.
    expect(await regionOf({ ...login, signInRegion: 'x.evil.example/' }, bare)).toEqual([
      [null, 'region-unknown'],
    ])
  })

  it('looks in AWS_LOGIN_CACHE_DIRECTORY', async () => {
    const { run } = importScene(
      { [`${home}/elsewhere/${hash('sha256', arn)}.json`]: login, [configPath]: loginProfile },
      { AWS_LOGIN_CACHE_DIRECTORY: '~/elsewhere' },
    )
    expect((await run()).sessions).toEqual([arn])
  })

  it('says why it leaves a session: unknown principal, over, kept already', async () => {
    const other = `${home}/.aws/login/cache/${'0'.repeat(64)}.json`
    const unknown = importScene({ [other]: login, [configPath]: '' }, { AWS_REGION: 'us-east-1' })
    expect((await unknown.run()).preview.found).toMatchObject([{ state: 'principal-unknown', profiles: [] }])
    const over = { ...login, accessToken: { ...login.accessToken, expiresAt: '2026-01-01T15:00:00Z' } }
    const ended = importScene({ [loginPath]: over, [configPath]: loginProfile })
    expect(await ended.run()).toMatchObject({
      outcome: 'nothing',
      preview: { found: [{ state: 'ended' }], diffs: [] },
    })
    const twice = importScene({ [loginPath]: login, [configPath]: loginProfile })
    await twice.run()
    twice.put(configPath, loginProfile)
    twice.put(loginPath, { ...login, refreshToken: 'stale' })
    expect(await twice.run()).toMatchObject({ sessions: [], profiles: ['dev'], copies: [] })
    expect(twice.disk.contents.sessions).toMatchObject([{ refreshToken: 'canary-refresh' }])
  })

  it('leaves a profile that has another source too, and takes over only what is named', async () => {
    const config = `${loginProfile}[profile both]\nlogin_session = ${arn}\nrole_arn = arn:aws:iam::1:role/x\n`
    const { run, text } = importScene({ [loginPath]: login, [configPath]: config })
    await expect(run({ only: ['x\u001b[2J'] })).rejects.toThrow('The AWS CLI keeps no sign-in "x\\u001b[2J".')
    const { profiles, preview } = await run({ only: ['dev'] })
    expect(profiles).toEqual(['dev'])
    expect(preview.found[0]?.profiles).toEqual([
      { name: 'dev', obstacle: null },
      { name: 'both', obstacle: 'has a role to assume (role_arn, config file line 6)' },
    ])
    expect(text(configPath)).toContain(`[profile both]\nlogin_session = ${arn}`)
  })

  it('takes login_session out of the credentials file too, before the config gets its line', async () => {
    const credentials = `[dev]\nlogin_session = ${arn}\n`
    const { run, text, undo } = importScene({
      [loginPath]: login,
      [configPath]: '[profile dev]\nregion = x\n',
      [credentialsPath]: credentials,
    })
    expect((await run()).backupPaths).toHaveLength(2)
    expect(text(credentialsPath)).toBe('[dev]\n')
    expect((await undo('credentials')).outcome).toBe('restored')
    expect(text(credentialsPath)).toBe(credentials)
  })

  it('keeps the session when the config cannot be written, and says so', async () => {
    const { run, files, disk } = importScene({ [loginPath]: login, [configPath]: loginProfile })
    files.fail = { replace: 'no-space' }
    await expect(run()).rejects.toThrow('The sign-ins are in Signet now. But the profiles were not changed:')
    expect(disk.contents.sessions).toHaveLength(1)
  })
})
