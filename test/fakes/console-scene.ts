import { awsFiles } from '../../main/actions/config/aws-files.ts'
import type { OpenConsoleRequest } from '../../main/actions/console/console-request.ts'
import { openConsole } from '../../main/actions/console/open-console.ts'
import { sessionBrowsers } from '../../main/actions/sessions/session-browsers.ts'
import { loadEndpoints } from '../../main/aws/endpoints.ts'
import { federation } from '../../main/aws/federation.ts'
import { serverTime } from '../../main/aws/server-time.ts'
import type { GrantRequest } from '../../main/broker/grant-request.ts'
import type { HttpResponse } from '../../main/kernel/ports/http.ts'
import type { Prompts } from '../../main/kernel/ports/prompts.ts'
import type { ProfileBinding, ProfilePolicy, SessionRecord } from '../../main/vault/session-record.ts'
import { FakeBrowsers } from './fake-browsers.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { jsonReply } from './fake-http.ts'
import { FakeRedirectReceiver } from './fake-redirect-receiver.ts'
import { MemoryFiles } from './memory-files.ts'
import { memoryPreferences } from './memory-preferences.ts'
import { MemoryVault, memoryDisk } from './memory-vault.ts'
import { ScriptedBrowser } from './scripted-browser.ts'
import { SeededRandom } from './seeded-random.ts'
import { identityCenterSession, signInSession } from './session-records.ts'

const rules = await loadEndpoints('signin')

const roleArn = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'
const rootArn = 'arn:aws:iam::777788889999:root'
const signedIn = (principalArn: string): SessionRecord =>
  signInSession({ id: principalArn, principalArn, accountId: principalArn.split(':')[4] ?? '' })
const center = identityCenterSession('corp', { startUrl: 'https://d-1234567890.awsapps.com/start/#/' })
const user: SessionRecord = {
  ...{ kind: 'iam-user', id: 'iam-user:AKIA1', accessKeyId: 'AKIA1', secretAccessKey: 'canary' },
  ...{ region: 'eu-west-1', signedInAt: 1, renewedAt: 1 },
}
const bindings: Readonly<Record<string, ProfileBinding>> = {
  dev: { session: roleArn },
  root: { session: rootArn },
  corp: { session: center.id, accountId: '444455556666', roleName: 'Read Only' },
  keys: { session: user.id },
  deploy: { source: 'keys', roleArn: 'arn:aws:iam::444455556666:role/Deploy' },
  leaf: { source: 'deploy', roleArn: 'arn:aws:iam::777788889999:role/Leaf' },
}

export interface ConsoleSceneOptions {
  readonly config?: string
  readonly policies?: Readonly<Record<string, ProfilePolicy>>
  /** What federation answers, in order; a token where left out. */
  readonly answers?: readonly HttpResponse[]
  readonly browser?: ScriptedBrowser | undefined
  /** In place of the address that federation makes. */
  readonly loginUrl?: URL
  /** The browser fetches the page. */
  readonly comes?: boolean
}

/** One profile of each kind, a federation endpoint, and a browser that comes for its page. */
export function consoleScene({
  config = '[profile chained]\nrole_arn = arn:aws:iam::444455556666:role/Deploy\nsource_profile = dev\n',
  policies,
  answers = [],
  comes = true,
  ...options
}: ConsoleSceneOptions = {}) {
  const clock = new FakeClock()
  const files = new MemoryFiles()
  files.put('/home/a/.aws/config', new TextEncoder().encode(config))
  const disk = memoryDisk([signedIn(roleArn), signedIn(rootArn), center, user], bindings)
  if (policies) disk.contents = { ...disk.contents, policies }
  const vault = new MemoryVault(disk)
  const preferences = memoryPreferences(files, clock)
  const redirectReceiver = new FakeRedirectReceiver()
  const sentTo: (string | undefined)[] = []
  const visit = (url: URL) => {
    if (comes && url.hostname === '127.0.0.1')
      sentTo.push(redirectReceiver.request(url.pathname).headers.location)
    return true
  }
  const browser = options.browser ?? new ScriptedBrowser(visit)
  const browsers = new FakeBrowsers(visit)
  const asked: GrantRequest[] = []
  const programs: (string | undefined)[] = []
  const urls: URL[] = []
  const script = [...answers]
  const http = {
    async send({ url }: { readonly url: URL }) {
      urls.push(url)
      return script.shift() ?? jsonReply(200, { SigninToken: 'CANARY-token' })
    },
  }
  const time = serverTime(clock)
  const made = federation({ http, serverTime: time, clock, random: new SeededRandom() }, undefined)
  const act = openConsole({
    ...{ vault, preferences, clock, redirectReceiver, random: new SeededRandom() },
    door: {
      enter: async () => undefined,
      view: () => ({ state: 'open', key: null, path: '/v', durable: true, notices: [] }),
    },
    rules: async () => rules,
    federation: options.loginUrl ? { ...made, loginUrl: () => new URL(options.loginUrl ?? '') } : made,
    grants: {
      async issue(request) {
        asked.push(request)
        const expiration = clock.now() + 3600_000
        const secrets = { secretAccessKey: 'CANARY-key', sessionToken: 'CANARY-session' }
        const credentials = { accessKeyId: 'ASIA', ...secrets, expiration, accountId: '111122223333' }
        return { credentials, sessionId: 's', renewedAt: 0 }
      },
    },
    awsFiles: awsFiles({
      ...{ files, clock, lock: { acquire: async () => () => undefined } },
      ...{ homeFolder: '/home/a', backupFolder: '/state/backups' },
    }),
    browserFor(_env, program) {
      programs.push(program)
      return browser
    },
    sessionBrowsers: sessionBrowsers({ preferences, browsers, browserFor: () => browser }),
    awsNow: () => time.now(),
    standIn: undefined,
  })
  const open = async (profile: string, changes: Partial<OpenConsoleRequest> = {}, prompts: Prompts = {}) => {
    const { signal } = new AbortController()
    const request = { profile, way: 'federation', signOutFirst: false, openBrowser: true } as const
    const opening = act({ ...request, env: {}, cwd: '/', signal, ...changes }, prompts)
    const state = { over: false }
    const watched = opening.finally(() => {
      state.over = true
    })
    watched.catch(() => undefined)
    for (let turn = 0; turn < 50 && !state.over; turn += 1) await settle()
    while (!state.over) await clock.advance(1_000)
    return watched
  }
  return {
    ...{ open, act, asked, programs, urls, sentTo, browser, browsers, clock, preferences },
    ...{ redirectReceiver, files },
  }
}
