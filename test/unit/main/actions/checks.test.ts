import { describe, expect, it } from 'vitest'
import {
  keyStoreCheck,
  overridesCheck,
  plainCachesCheck,
  reachabilityCheck,
  vaultCheck,
} from '../../../../main/actions/checks.ts'
import { diagnose } from '../../../../main/actions/diagnose.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { UnavailableError, VaultError } from '../../../../main/kernel/errors.ts'
import type { VaultView } from '../../../../preload/contract/views.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'

const asking = { env: { HOME: '/home/alice' }, cwd: '/' }
const { signal } = new AbortController()

const door = (changes: Partial<VaultView> = {}, enter = async () => undefined) => ({
  view: (): VaultView => ({
    state: 'open',
    key: 'key-store',
    path: '/v',
    durable: true,
    notices: [],
    ...changes,
  }),
  enter,
})

const verdicts = async (check: Parameters<typeof diagnose>[0][number]) =>
  (await diagnose([check])(asking, signal)).map(({ subject, verdict }) => [subject, verdict])

describe('vaultCheck', () => {
  it.each([
    ['an open vault', {}, [['vault', 'ok']]],
    ['no vault yet', { state: 'absent' }, [['vault', 'note']]],
    ['a vault that is not saved', { durable: false }, [['vault', 'problem']]],
    [
      'damage that was set aside',
      { notices: ['x'] },
      [
        ['vault', 'ok'],
        ['vault', 'warning'],
      ],
    ],
  ] satisfies [string, Partial<VaultView>, string[][]][])('judges %s', async (_, view, expected) => {
    expect(await verdicts(vaultCheck(door(view)))).toEqual(expected)
  })

  it('is a finding itself when the vault cannot be opened', async () => {
    const locked = vaultCheck(
      door({ state: 'locked' }, async () => {
        throw new VaultError('vault-locked', 'Locked. Run `signet unlock`.', 'unlock')
      }),
    )
    expect(await diagnose([locked])(asking, signal)).toEqual([
      { subject: 'vault', verdict: 'problem', text: 'Locked. Run `signet unlock`.', advice: null },
    ])
  })
})

describe('keyStoreCheck', () => {
  const absent = () => Promise.reject<string | undefined>(new VaultError('key-store-absent', 'None here.'))

  it.each([
    ['an entry', async () => 'AGE-SECRET-KEY-1', 'key-store', 'ok'],
    ['no entry', async () => undefined, 'key-store', 'ok'],
    ['no key store, and a vault that needs one', absent, 'key-store', 'warning'],
    ['no key store, and a vault with a passphrase', absent, 'passphrase', 'note'],
  ] satisfies [string, () => Promise<string | undefined>, 'key-store' | 'passphrase', string][])(
    'judges %s',
    async (_, read, key, verdict) => {
      expect(await verdicts(keyStoreCheck({ read }, door({ key })))).toEqual([['key store', verdict]])
    },
  )

  it('shows nothing of the entry (T23)', async () => {
    const check = keyStoreCheck({ read: async () => 'AGE-SECRET-KEY-1CNRY' }, door())
    expect(JSON.stringify(await diagnose([check])(asking, signal))).not.toContain('CNRY')
  })
})

describe('reachabilityCheck', () => {
  const scene = (secondsBehind: number) => {
    const clock = new FakeClock()
    const date = new Date(clock.now() + secondsBehind * 1000).toUTCString()
    return reachabilityCheck({
      http: { send: async () => ({ status: 404, headers: { date }, body: new Uint8Array() }) },
      serverTime: serverTime(clock),
      regions: () => ['eu-central-1'],
      baseUrl: (region) => new URL(`https://${region}.signin.example`),
    })
  }

  it.each([
    [0, 'ok'],
    [30, 'note'],
    [3600, 'warning'],
    [-3600, 'warning'],
  ])('compares clocks: %d s is %s (R10)', async (seconds, verdict) => {
    expect(await verdicts(scene(seconds))).toEqual([
      ['AWS Sign-In', 'ok'],
      ['clock', verdict],
    ])
  })

  it('says why AWS cannot be reached', async () => {
    const check = reachabilityCheck({
      http: {
        send: async () => {
          throw new UnavailableError('network-down', 'No way to eu-central-1.signin.example.')
        },
      },
      serverTime: serverTime(new FakeClock()),
      regions: () => ['eu-central-1'],
      baseUrl: (region) => new URL(`https://${region}.signin.example`),
    })
    expect(await diagnose([check])(asking, signal)).toEqual([
      {
        subject: 'AWS Sign-In',
        verdict: 'problem',
        text: 'No way to eu-central-1.signin.example.',
        advice: null,
      },
    ])
  })
})

describe('overridesCheck', () => {
  it('shows each replaced endpoint (T11)', async () => {
    expect(await verdicts(overridesCheck({}))).toEqual([['endpoints', 'ok']])
    expect(await verdicts(overridesCheck({ signin: 'http://127.0.0.1:1/' }))).toEqual([
      ['endpoints', 'warning'],
    ])
  })
})

describe('plainCachesCheck', () => {
  it('counts the AWS CLI’s readable sign-ins, by name only', async () => {
    const files = new MemoryFiles()
    files.put('/home/alice/.aws/login/cache/a.json', new Uint8Array())
    files.put('/home/alice/.aws/sso/cache/b.json', new Uint8Array())
    files.put('/home/alice/.aws/sso/cache/c.txt', new Uint8Array())
    const found = await diagnose([plainCachesCheck(files, undefined)])(asking, signal)
    expect(found.map(({ verdict, text }) => [verdict, text.slice(0, 6)])).toEqual([
      ['warning', '1 file'],
      ['warning', '1 file'],
    ])
  })

  it('has nothing to say where there are none', async () => {
    expect(await verdicts(plainCachesCheck(new MemoryFiles(), undefined))).toEqual([['AWS CLI caches', 'ok']])
  })
})
