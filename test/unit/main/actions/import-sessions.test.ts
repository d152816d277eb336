import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../../../main/actions/aws-files.ts'
import { cliCachesCheck } from '../../../../main/actions/import-check.ts'
import {
  type ImportPreview,
  type ImportRequest,
  importSessions,
} from '../../../../main/actions/import-sessions.ts'
import { undoConfig } from '../../../../main/actions/undo-config.ts'
import { FileError } from '../../../../main/kernel/ports/files.ts'
import type { Prompts } from '../../../../main/kernel/ports/prompts.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'
import { MemoryVault, memoryDisk } from '../../../fakes/memory-vault.ts'
import { ScriptedPrompts } from '../../../fakes/scripted-prompts.ts'

const home = '/home/alice'
const configPath = `${home}/.aws/config`
const credentialsPath = `${home}/.aws/credentials`
const arn = 'arn:aws:sts::111122223333:assumed-role/Admin/alice'
const now = Date.UTC(2026, 0, 2, 3, 0, 0)
const startUrl = 'https://d-1234567890.awsapps.com/start'
const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')
const loginPath = `${home}/.aws/login/cache/${hash('sha256', arn)}.json`
const ssoPath = (origin: string) => `${home}/.aws/sso/cache/${hash('sha1', origin)}.json`
const line = (name: string): string => `/opt/signet credential-process --profile ${name}`

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const login = {
  accessToken: {
    ...{ accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'canary-secret', sessionToken: 'canary-token' },
    ...{ accountId: '111122223333', expiresAt: '2026-01-02T03:10:00Z' },
  },
  clientId: 'arn:aws:signin:::devtools/same-device',
  refreshToken: 'canary-refresh',
  dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
}
const token = {
  ...{ startUrl, region: 'us-east-1', accessToken: 'canary-access', expiresAt: '2026-01-02T04:00:00Z' },
  ...{ clientId: 'client', clientSecret: 'canary-client', registrationExpiresAt: '2026-03-02T03:00:00Z' },
  refreshToken: 'canary-sso-refresh',
}
const registration = {
  ...{ clientId: 'client', clientSecret: 'canary-client', expiresAt: '2026-03-02T03:00:00Z' },
  ...{ scopes: ['sso:account:access'], grantTypes: ['authorization_code', 'refresh_token'] },
}
const loginProfile = `[profile dev]\nlogin_session = ${arn}\nregion = eu-central-1\n`
const ssoConfig =
  `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access,x:y\n` +
  '[profile shop]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\nregion = eu-west-1\n' +
  '[profile bearer]\nsso_session = corp\n'

function scene(texts: Readonly<Record<string, string | object>>, env: Readonly<Record<string, string>> = {}) {
  const events: string[] = []
  const files = new MemoryFiles()
  const put = (path: string, text: string | object) =>
    files.put(path, new TextEncoder().encode(typeof text === 'string' ? text : JSON.stringify(text)))
  for (const [path, text] of Object.entries(texts)) put(path, text)
  const disk = memoryDisk()
  disk.onWritten = () => events.push('vault durable')
  files.beforeReplace = async () => void events.push('file replaced')
  const vault = new MemoryVault(disk)
  const clock = new FakeClock()
  // Nobody moves the clock here: what waits for it goes on at once.
  const schedule = (_delay: number, task: () => void) => {
    events.push('waited')
    queueMicrotask(task)
    return () => undefined
  }
  const config = awsFiles({
    ...{ files, lock: { acquire: async () => () => undefined }, clock },
    ...{ homeFolder: undefined, backupFolder: '/state/backups' },
  })
  const asking = { env: { HOME: home, ...env }, cwd: '/work' }
  const dependencies = { files, clock: { schedule }, homeFolder: undefined, awsFiles: config }
  const shown: ImportPreview[] = []
  const run = (changes: Partial<ImportRequest> = {}, prompts: Prompts = {}) =>
    importSessions({
      ...dependencies,
      door: { enter: async () => undefined },
      vault,
      broker: { adopt: ({ id }) => events.push(`broker has ${id}`) },
      now: () => now,
    })(
      { ...asking, only: [], dryRun: false, isConfirmed: true, relay: ['/opt/signet'], ...changes },
      prompts,
      (preview) => void shown.push(preview),
    )
  const undo = (file: 'config' | 'credentials' = 'config', answer = 'yes') =>
    undoConfig({ files, awsFiles: config, backupFolder: '/state/backups' })(
      { ...asking, file, dryRun: false, isConfirmed: false },
      new ScriptedPrompts(answer),
      () => undefined,
    )
  const check = () => cliCachesCheck(dependencies).look(asking, new AbortController().signal)
  const text = (path: string) => new TextDecoder().decode(files.bytes(path))
  return { run, undo, check, events, files, disk, vault, shown, put, text }
}

describe('importSessions, AWS Sign-In', () => {
  it('takes the session into the vault first, then gives its profiles our line, and only reads the cache', async () => {
    const { run, events, disk, text, files } = scene({
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
    expect(events).toEqual(['vault durable', `broker has ${arn}`, 'file replaced', 'file replaced'])
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
    const { run, check } = scene({
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
    const { run, events, disk, shown } = scene({ [loginPath]: login, [configPath]: loginProfile })
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
      const { run } = scene({ [loginPath]: file, [configPath]: config }, env)
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
    const { run } = scene(
      { [`${home}/elsewhere/${hash('sha256', arn)}.json`]: login, [configPath]: loginProfile },
      { AWS_LOGIN_CACHE_DIRECTORY: '~/elsewhere' },
    )
    expect((await run()).sessions).toEqual([arn])
  })

  it('says why it leaves a session: unknown principal, over, kept already', async () => {
    const other = `${home}/.aws/login/cache/${'0'.repeat(64)}.json`
    const unknown = scene({ [other]: login, [configPath]: '' }, { AWS_REGION: 'us-east-1' })
    expect((await unknown.run()).preview.found).toMatchObject([{ state: 'principal-unknown', profiles: [] }])
    const over = { ...login, accessToken: { ...login.accessToken, expiresAt: '2026-01-01T15:00:00Z' } }
    const ended = scene({ [loginPath]: over, [configPath]: loginProfile })
    expect(await ended.run()).toMatchObject({
      outcome: 'nothing',
      preview: { found: [{ state: 'ended' }], diffs: [] },
    })
    const twice = scene({ [loginPath]: login, [configPath]: loginProfile })
    await twice.run()
    twice.put(configPath, loginProfile)
    twice.put(loginPath, { ...login, refreshToken: 'stale' })
    expect(await twice.run()).toMatchObject({ sessions: [], profiles: ['dev'], copies: [] })
    expect(twice.disk.contents.sessions).toMatchObject([{ refreshToken: 'canary-refresh' }])
  })

  it('leaves a profile that has another source too, and takes over only what is named', async () => {
    const config = `${loginProfile}[profile both]\nlogin_session = ${arn}\nrole_arn = arn:aws:iam::1:role/x\n`
    const { run, text } = scene({ [loginPath]: login, [configPath]: config })
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
    const { run, text, undo } = scene({
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
    const { run, files, disk } = scene({ [loginPath]: login, [configPath]: loginProfile })
    files.fail = { replace: 'no-space' }
    await expect(run()).rejects.toThrow('The sign-ins are in Signet now. But the profiles were not changed:')
    expect(disk.contents.sessions).toHaveLength(1)
  })
})

describe('importSessions, hostile and damaged files', () => {
  const folder = `${home}/.aws/sso/cache`
  const damaged = {
    [`${folder}/a.json`]: '',
    [`${folder}/b.json`]: '{"accessToken": "canary',
    [`${folder}/c.json`]: '{"a": }',
    [`${folder}/d.json`]: '[1]',
    [`${folder}/e.json`]: { accessToken: 'canary', expiresAt: 'never' },
    [`${folder}/f.json`]: { accessToken: 'canary', expiresAt: '2026-01-02T03:10:00Z' },
    [`${home}/.aws/login/cache/g.json`]: { ...login, dpopKey: 'canary' },
    [`${folder}/notes.txt`]: 'not looked at',
  }

  it('names each and leaves it out; the others are taken over all the same', async () => {
    const { run } = scene({ ...damaged, [loginPath]: login, [configPath]: loginProfile })
    const { preview, sessions } = await run()
    expect(sessions).toEqual([arn])
    expect(Object.fromEntries(preview.skipped.map(({ path, fault }) => [path.at(-6), fault]))).toEqual({
      ...{
        a: 'torn',
        b: 'torn',
        c: 'not-json',
        d: 'foreign',
        e: 'incomplete',
        f: 'foreign',
        g: 'key-unusable',
      },
    })
  })

  it('looks again at a file that is being written', async () => {
    const { run, files, put, events } = scene({ [configPath]: loginProfile })
    put(loginPath, JSON.stringify(login).slice(0, 100))
    const read = files.read.bind(files)
    let looks = 0
    files.read = async (path) => {
      if (path === loginPath) looks += 1
      if (looks === 3) put(loginPath, login)
      return read(path)
    }
    expect((await run()).sessions).toEqual([arn])
    expect(events.filter((event) => event === 'waited')).toHaveLength(2)
  })

  it('goes on when a folder cannot be read', async () => {
    const { run, files } = scene({ [configPath]: loginProfile })
    files.fail = { list: 'not-allowed' }
    expect((await run()).preview.skipped.map(({ fault }) => fault)).toEqual(['unreadable', 'unreadable'])
  })

  it('goes on when one file cannot be read', async () => {
    const { run, files } = scene({ [loginPath]: login, [ssoPath('x')]: token, [configPath]: loginProfile })
    const read = files.read.bind(files)
    files.read = async (path) => {
      if (path === ssoPath('x')) throw new FileError('not-allowed', path)
      return read(path)
    }
    const { sessions, preview } = await run()
    expect([sessions, preview.skipped]).toEqual([[arn], [{ path: ssoPath('x'), fault: 'unreadable' }]])
  })

  it('doctor names each too, and what could be taken over', async () => {
    const { check } = scene({ ...damaged, [loginPath]: login, [configPath]: loginProfile })
    const findings = await check()
    expect(findings.map(({ verdict, text }) => [verdict, text.replace(/.*\//, '')])).toEqual([
      ['warning', 'g.json has a key that cannot be used'],
      ['warning', 'a.json is empty or cut short'],
      ['warning', 'b.json is empty or cut short'],
      ['warning', 'c.json is damaged'],
      ['note', 'd.json is not a sign-in of the AWS CLI'],
      ['warning', 'e.json has no whole sign-in in it'],
      ['note', 'f.json is not a sign-in of the AWS CLI'],
      ['note', '1 sign-in that Signet could take over'],
    ])
    expect(await scene({}).check()).toEqual([])
  })
})

describe('importSessions, IAM Identity Center', () => {
  const registrationPath = `${home}/.aws/sso/cache/${'0'.repeat(40)}.json`

  it('tells what there is: by sso-session, by start URL, and without any profile', async () => {
    const legacyUrl = 'https://legacy.awsapps.com/start'
    const legacy = `[profile old]\nsso_start_url = ${legacyUrl}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Admin\n`
    const { accessToken, expiresAt } = token
    const { run } = scene({
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
    const { run } = scene({ [ssoPath('corp')]: token, [configPath]: config })
    expect((await run()).preview.found).toMatchObject([{ state: 'start-url-invalid' }])
  })

  it('takes over the tokens, the registration and the profiles', async () => {
    const { run, disk, text, undo } = scene({
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

describe('undoConfig', () => {
  it('brings the last backup back after a yes, and back again', async () => {
    const { run, undo, text } = scene({ [loginPath]: login, [configPath]: loginProfile })
    await run()
    const imported = text(configPath)
    expect((await undo('config', 'no')).outcome).toBe('declined')
    expect(text(configPath)).toBe(imported)
    expect((await undo()).outcome).toBe('restored')
    expect(text(configPath)).toBe(loginProfile)
    expect((await undo()).outcome).toBe('restored')
    expect(text(configPath)).toBe(imported)
  })

  it('says that there is no backup', async () => {
    await expect(scene({ [configPath]: loginProfile }).undo()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('undoes nothing when another program writes while the person thinks', async () => {
    const { run, files, put, text } = scene({ [loginPath]: login, [configPath]: loginProfile })
    await run()
    const config = awsFiles({
      ...{ files, lock: { acquire: async () => () => undefined }, clock: new FakeClock() },
      ...{ homeFolder: undefined, backupFolder: '/state/backups' },
    })
    const ask = async () => {
      put(configPath, '[profile theirs]\n')
      return 'yes'
    }
    const undone = undoConfig({ files, awsFiles: config, backupFolder: '/state/backups' })(
      { env: { HOME: home }, cwd: '/', file: 'config', dryRun: false, isConfirmed: false },
      { ask },
      () => undefined,
    )
    await expect(undone).rejects.toMatchObject({ code: 'config-changed' })
    expect(text(configPath)).toBe('[profile theirs]\n')
  })
})
