import { createHash, generateKeyPairSync } from 'node:crypto'
import { awsFiles } from '../../../../../main/actions/config/aws-files.ts'
import { undoConfig } from '../../../../../main/actions/config/undo-config.ts'
import { cliCachesCheck } from '../../../../../main/actions/import/import-check.ts'
import {
  type ImportPreview,
  type ImportRequest,
  importSessions,
} from '../../../../../main/actions/import/import-sessions.ts'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { openDoor } from '../../../../fakes/open-door.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

export const home = '/home/alice'
export const configPath = `${home}/.aws/config`
export const credentialsPath = `${home}/.aws/credentials`
export const arn = 'arn:aws:sts::111122223333:assumed-role/Admin/alice'
export const now = Date.UTC(2026, 0, 2, 3, 0, 0)
export const startUrl = 'https://d-1234567890.awsapps.com/start'
export const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')
export const loginPath = `${home}/.aws/login/cache/${hash('sha256', arn)}.json`
export const ssoPath = (origin: string) => `${home}/.aws/sso/cache/${hash('sha1', origin)}.json`
export const line = (name: string): string => `/opt/signet credential-process --profile ${name}`

export const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const login = {
  accessToken: {
    ...{ accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'canary-secret', sessionToken: 'canary-token' },
    ...{ accountId: '111122223333', expiresAt: '2026-01-02T03:10:00Z' },
  },
  clientId: 'arn:aws:signin:::devtools/same-device',
  refreshToken: 'canary-refresh',
  dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
}
export const token = {
  ...{ startUrl, region: 'us-east-1', accessToken: 'canary-access', expiresAt: '2026-01-02T04:00:00Z' },
  ...{ clientId: 'client', clientSecret: 'canary-client', registrationExpiresAt: '2026-03-02T03:00:00Z' },
  refreshToken: 'canary-sso-refresh',
}
export const registration = {
  ...{ clientId: 'client', clientSecret: 'canary-client', expiresAt: '2026-03-02T03:00:00Z' },
  ...{ scopes: ['sso:account:access'], grantTypes: ['authorization_code', 'refresh_token'] },
}
export const loginProfile = `[profile dev]\nlogin_session = ${arn}\nregion = eu-central-1\n`
export const ssoConfig =
  `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access,x:y\n` +
  '[profile shop]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\nregion = eu-west-1\n' +
  '[profile bearer]\nsso_session = corp\n'

export function importScene(
  texts: Readonly<Record<string, string | object>>,
  env: Readonly<Record<string, string>> = {},
) {
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
      door: openDoor,
      vault,
      broker: { adopt: ({ id }) => events.push(`broker has ${id}`) },
      now: () => now,
    })(
      { ...asking, only: [], dryRun: false, isConfirmed: true, relay: ['/opt/signet'], ...changes },
      prompts,
      (preview) => void shown.push(preview),
    )
  const undo = (file: 'config' | 'credentials' = 'config', answer = 'yes') =>
    undoConfig({
      ...{ files, awsFiles: config, backupFolder: '/state/backups', vault },
      door: openDoor,
      preferences: memoryPreferences(),
    })(
      { ...asking, file, number: 1, dryRun: false, isConfirmed: false },
      new ScriptedPrompts(answer),
      () => undefined,
    )
  const check = () => cliCachesCheck(dependencies).look(asking, new AbortController().signal)
  const text = (path: string) => new TextDecoder().decode(files.bytes(path))
  return { run, undo, check, events, files, disk, vault, shown, put, text }
}
