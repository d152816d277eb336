import { describe, expect, it } from 'vitest'
import {
  keyStoreCheck,
  overridesCheck,
  reachabilityCheck,
  vaultCheck,
} from '../../../../main/actions/upkeep/checks.ts'
import { defaultCheck } from '../../../../main/actions/upkeep/default-check.ts'
import { type Check, diagnose } from '../../../../main/actions/upkeep/diagnose.ts'
import { configCheck, diagnoseConfig } from '../../../../main/actions/upkeep/diagnose-config.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { problemTexts } from '../../../../main/config/problem-texts.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import type { ConfigFileKind } from '../../../../main/config/sections.ts'
import { UnavailableError, VaultError } from '../../../../main/kernel/errors.ts'
import { type FindingView, findingViewSchema, type VaultView } from '../../../../preload/contract/views.ts'
import { adviceParts, commandsIn } from '../../../../renderer/features/config/mends.ts'
import { spokenFinding } from '../../../../renderer/features/config/spoken-finding.ts'
import { sayings } from '../../../../renderer/texts/de/sayings.ts'
import { findingSayings } from '../../../../renderer/texts/de/sayings-findings.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { englishIn, idsIn } from '../../../fakes/german-sentences.ts'
import { networkScene } from '../../../fakes/network-scene.ts'
import {
  configPath,
  importScene,
  login,
  loginPath,
  loginProfile,
  registration,
  ssoPath,
} from '../../main/actions/import/import-scene.ts'
import { fileVectors } from '../../main/config/vectors.ts'

const asking = { env: { HOME: '/home/alice' }, cwd: '/' }
const { signal } = new AbortController()
const heard = new Set<string>()

/** As a German window shows them, each with the commands that the agent gave. */
function inGerman(found: readonly FindingView[]): readonly string[] {
  return found.flatMap((finding) => {
    for (const id of idsIn(finding.said ?? [])) heard.add(id)
    const { subject, text, advice } = spokenFinding(findingViewSchema.parse(finding), sayings)
    const words = adviceParts(advice ?? '').flatMap((part) => (part.kind === 'words' ? [part.text] : []))
    // The first sign-in needs no command: the window has a button for it.
    if (!finding.advice?.startsWith('The first')) {
      expect(commandsIn(advice ?? '')).toEqual(commandsIn(finding.advice ?? ''))
    }
    return [subject, text, ...words].map((one) => one.replace(/\(Auf Englisch: .*\)/s, ''))
  })
}

function filesOf(file: ConfigFileKind, text: string) {
  const texts = { config: '', credentials: '', [file]: text }
  return {
    locations: () => ({ configPath: '/home/Ada L/.aws/config', credentialsPath: '/c' }),
    read: async () => ({
      config: { text: texts.config, encoding: 'utf-8' as const },
      credentials: { text: texts.credentials, encoding: 'utf-8' as const },
      shared: readSharedConfig(texts.config, texts.credentials),
    }),
  }
}

const vault = (changes: Partial<VaultView>) =>
  vaultCheck({
    view: () => ({ state: 'open', key: 'key-store', path: '/v', durable: true, notices: [], ...changes }),
    enter: async () => undefined,
  })

function clock(secondsBehind: number | undefined): Check {
  const time = new FakeClock()
  return reachabilityCheck({
    http: {
      async send({ url }) {
        if (url.host === 'down.example') throw new UnavailableError('network-down', 'No way to there.')
        const date =
          secondsBehind === undefined
            ? []
            : [['date', new Date(time.now() + secondsBehind * 1000).toUTCString()]]
        return { status: 403, headers: Object.fromEntries(date), body: new Uint8Array() }
      },
    },
    serverTime: serverTime(time),
    hosts: async () => [
      { subject: 'AWS Sign-In', url: new URL('https://up.example') },
      { subject: 'access portal', url: new URL('https://down.example') },
    ],
  })
}

const state = { previous: null, since: 1, warnings: [] }

describe('what doctor finds, in German', () => {
  it.each(fileVectors)('says all of it of $name', async ({ file, text }) => {
    expect(englishIn(inGerman(await diagnoseConfig(filesOf(file, text))(asking)))).toEqual([])
  })

  it('says which of two sources wins where', async () => {
    const config = '[profile a]\ncredential_process = /x\nlogin_session = arn:aws:iam::1:user/u\n'
    const [, text] = inGerman(await diagnoseConfig(filesOf('config', config))(asking))
    expect(text?.split('\n')).toEqual([
      'Profil a hat 2 Quellen für Zugangsdaten: eine Anmeldung der AWS CLI (login_session, Datei config, Zeile 3), einen Prozess für Zugangsdaten (credential_process, Datei config, Zeile 2).',
      'SDKs:    JavaScript nimmt einen Prozess für Zugangsdaten. Die SDKs sind sich nicht einig.',
      'AWS CLI: Nimmt eine Anmeldung der AWS CLI.',
    ])
  })

  it('has words for every kind of problem, with its name', () => {
    for (const kind of Object.keys(problemTexts) as (keyof typeof problemTexts)[]) {
      const values = { kind, subject: 'NAME', commands: [] }
      const said = findingSayings['config-problem'](
        { ...values, sources: [], javascript: '', awsCli: '' },
        String,
      )
      const fix = findingSayings['config-fix'](values, String)
      const { problem } = problemTexts[kind]
      expect([kind, said.includes('NAME'), englishIn([said, fix])]).toEqual([
        kind,
        problem('NAME').includes('NAME'),
        [],
      ])
    }
  })

  it('says what every check has to say', async () => {
    const missing = () => Promise.reject(new UnavailableError('network-down', 'No way to there.'))
    const found = await diagnose([
      ...[vault({}), vault({ state: 'absent' }), vault({ durable: false, key: 'passphrase' })],
      keyStoreCheck({ read: async () => 'AGE-SECRET-KEY-1' }, { view: vaultView }),
      keyStoreCheck({ read: async () => undefined }, { view: vaultView }),
      ...[clock(0), clock(30), clock(-600), clock(undefined)],
      keyStoreCheck(
        { read: () => Promise.reject(new VaultError('key-store-absent', 'None.')) },
        { view: () => ({ ...vaultView(), state: 'absent', key: null }) },
      ),
      ...[networkScene(), networkScene({ isDamaged: true, proxy: { url: 'http://gate:1' } })],
      networkScene({ proxy: { url: 'http://gate:1' }, added: [{ from: '/a', isGone: true }] }),
      networkScene({
        env: { HTTP_PROXY: 'http://gate:1' },
        added: [{ from: '/a', mode: 0o666, isOther: true }],
      }),
      networkScene({ added: [{ from: '/a', endsAt: 0 }] }),
      ...[overridesCheck({}), overridesCheck({ signin: 'http://127.0.0.1:1/' }, { signin: 'SIGNET_X' })],
      defaultCheck(async () => ({ ...state, profile: 'my shop', isFollowed: false })),
      defaultCheck(async () => ({ ...state, profile: 'my shop', isFollowed: true })),
      configCheck(filesOf('config', '[profile a]\nregion = x\n')),
      configCheck(filesOf('config', '[profile a]\nRegion = x\n')),
      { subject: 'vault', look: missing },
    ])(asking, signal)
    for (const kept of [{ [loginPath]: login }, { [loginPath]: '{' }, { [ssoPath('a')]: registration }, {}]) {
      const scene = importScene({ [configPath]: loginProfile, ...kept })
      expect(englishIn(inGerman(await scene.check()))).toEqual([])
    }
    expect(englishIn(inGerman(found))).toEqual([])
  })

  it('has heard every saying by now', () => {
    // A file that cannot be read needs a real disk.
    expect(englishIn([findingSayings['cli-cache-owner']({}, String)])).toEqual([])
    expect(Object.keys(findingSayings).filter((id) => !heard.has(id))).toEqual(['cli-cache-owner'])
  })
})

function vaultView(): VaultView {
  return { state: 'open', key: 'key-store', path: '/v', durable: true, notices: [] }
}
