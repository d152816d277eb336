import { createPrivateKey } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planImport } from '../../main/actions/import/import-plan.ts'
import { scanCliCaches } from '../../main/actions/import/import-scan.ts'
import { credentialProcess } from '../../main/config/credential-process.ts'
import { editProfiles } from '../../main/config/edit-profiles.ts'
import { changesOf, planGeneratedProfiles } from '../../main/config/generated-profiles.ts'
import { readSharedConfig } from '../../main/config/profiles.ts'
import { createFiles } from '../../main/hosts/node/files.ts'
import { startStandIn } from '../aws/stand-in.ts'
import { refresh, signIn } from '../aws/test-client.ts'
import { Botocore, botocoreAbsence } from '../fakes/botocore.ts'
import { writeLoginHome } from './login-session-files.ts'
import { runProgram } from './outside-program.ts'

const absence = botocoreAbsence()
const why = absence ? ` (skipped: ${absence})` : ''
const arn = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'
const startUrl = 'https://d-1234567890.awsapps.com/start'

const found = async (home: string, config: string) => {
  const schedule = (delayInMilliseconds: number, task: () => void) => {
    const timer = setTimeout(task, delayInMilliseconds)
    return () => clearTimeout(timer)
  }
  const clock = { schedule }
  const asking = { env: { HOME: home }, cwd: '/' }
  const shared = readSharedConfig(config, '')
  const caches = await scanCliCaches({ files: createFiles(), clock, homeFolder: undefined }, asking, shared)
  return { caches, plan: planImport(caches, { sessions: [], env: {}, now: Date.now() }) }
}

describe.skipIf(absence)(`files that the real botocore writes${why}`, () => {
  const script = `
import datetime, os, sys
from botocore.utils import JSONFileCache, SSOTokenLoader
cache = JSONFileCache(sys.argv[1])
later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
token = {'startUrl': sys.argv[2], 'region': 'us-east-1', 'accessToken': 'access', 'expiresAt': later,
         'clientId': 'client', 'clientSecret': 'secret', 'registrationExpiresAt': later, 'refreshToken': 'refresh'}
SSOTokenLoader(cache).save_token(sys.argv[2], token, session_name='corp')
old = {key: token[key] for key in ('startUrl', 'region', 'accessToken', 'expiresAt')}
SSOTokenLoader(cache).save_token('https://old.awsapps.com/start', dict(old, startUrl='https://old.awsapps.com/start'))
cache['botocore-client-id-us-east-1'] = {'clientId': 'client', 'clientSecret': 'secret', 'expiresAt': later}
`
  let home: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'import-'))
  })
  afterAll(() => rm(home, { recursive: true, force: true }))

  it('are found by the names that profiles give them, and read whole', async () => {
    const folder = join(home, '.aws', 'sso', 'cache')
    await mkdir(folder, { recursive: true })
    const wrote = await runProgram('/usr/bin/python3', ['-c', script, folder, startUrl], {})
    expect([wrote.stderr, await readdir(folder)]).toEqual(['', expect.objectContaining({ length: 3 })])
    const config =
      `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n` +
      '[profile shop]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n' +
      '[profile old]\nsso_start_url = https://old.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = Admin\n'
    const { caches, plan } = await found(home, config)
    expect(caches.skipped).toEqual([])
    expect(
      plan
        .map(({ view: { name, state, isRefreshable, profiles } }) => [name, state, isRefreshable, profiles])
        .sort(),
    ).toEqual([
      ['corp', 'ready', true, [{ name: 'shop', obstacle: null }]],
      ['old', 'ready', false, [{ name: 'old', obstacle: null }]],
    ])
    expect(plan.find(({ view }) => view.name === 'corp')?.record).toMatchObject({
      ...{ kind: 'identity-center', flow: 'device', accessToken: 'access', refreshToken: 'refresh' },
      registrations: { device: { clientId: 'client', clientSecret: 'secret' } },
    })
  })
})

describe('a login session that the AWS SDK for JavaScript has renewed', () => {
  it('is read whole, and AWS renews it again for its key', async () => {
    const standIn = await startStandIn()
    const session = await signIn(standIn)
    const home = await writeLoginHome(session, arn, 60)
    try {
      const { HOME = '' } = home.env
      const env = { ...standIn.env, ...home.env }
      const client = await runProgram(process.execPath, ['test/interop/clients/js-login.ts'], env)
      expect([client.code, client.stderr]).toEqual([0, ''])
      const { plan } = await found(HOME, `[profile dev]\nlogin_session = ${arn}\nregion = us-east-1\n`)
      const record = plan[0]?.record
      expect(plan[0]?.view).toMatchObject({
        name: arn,
        state: 'ready',
        profiles: [{ name: 'dev', obstacle: null }],
      })
      if (record?.kind !== 'signin') throw new Error('no session')
      expect(record.refreshToken).not.toBe(session.refreshToken)
      const { dpopKey, refreshToken } = record
      const privateKey = createPrivateKey({ key: { ...dpopKey }, format: 'jwk' })
      const { kty, crv, x, y } = dpopKey
      const key = { privateKey, jwk: { kty, crv, x, y }, sec1: '' }
      expect((await refresh(standIn, { ...session, refreshToken, key })).status).toBe(200)
    } finally {
      await standIn.close()
      await home.remove()
    }
  }, 30_000)
})

describe.skipIf(absence)(`profiles from roles, to the real botocore${why}`, () => {
  it('are what was meant, whatever the accounts are called (T25)', async () => {
    const names = [
      'prod',
      'Größe',
      'x]\n[default',
      '"q"',
      '../..',
      '\u202eabc',
      'default',
      '%(x)s',
      '#',
      '= :',
      'a;b',
      '',
    ]
    const roles = names.flatMap((accountName, index) =>
      ['Admin', 'Read=Only,x', '[y]'].map((roleName) => ({
        ...{ accountId: String(100_000_000_000 + index), accountName, roleName },
      })),
    )
    const before = '[default]\nregion = eu-west-1\n\n[profile mine]\nsso_session = x\n'
    const shared = readSharedConfig(before, '')
    const settings = {
      credentialProcess: (name: string) =>
        credentialProcess(['/opt/my tools/signet', 'credential-process', '--profile', name], 'posix'),
      ...{ region: 'us-east-1', isRegionAsked: false },
    }
    const plan = planGeneratedProfiles({
      ...{ session: { id: 'identity-center:corp', name: 'corp' }, roles, template: '{account_name}/{role}' },
      ...{ filter: undefined, shared, bindings: {}, settings },
    })
    const text = editProfiles(before, 'config', changesOf(plan, shared, settings, { prune: false }))
    const botocore = new Botocore()
    try {
      const read = await botocore.read(new TextEncoder().encode(text))
      const expected = plan.added.map(({ name }) => [
        name,
        { credential_process: settings.credentialProcess(name), region: 'us-east-1' },
      ])
      expect(plan.added).toHaveLength(roles.length)
      expect(read.profiles).toEqual({
        ...Object.fromEntries(expected),
        ...{ default: { region: 'eu-west-1' }, mine: { sso_session: 'x' } },
      })
      for (const { name } of plan.added.slice(0, 6)) {
        expect(await botocore.split(settings.credentialProcess(name))).toEqual([
          ...['/opt/my tools/signet', 'credential-process', '--profile', name],
        ])
      }
    } finally {
      await botocore.close()
    }
  })
})
