import { describe, expect, it } from 'vitest'
import {
  keyStoreCheck,
  overridesCheck,
  type ReachableHost,
  reachabilityCheck,
  vaultCheck,
} from '../../../../../main/actions/upkeep/checks.ts'
import { diagnose } from '../../../../../main/actions/upkeep/diagnose.ts'
import { serverTime } from '../../../../../main/aws/server-time.ts'
import { UnavailableError, VaultError } from '../../../../../main/kernel/errors.ts'
import type { VaultView } from '../../../../../preload/contract/views.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

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

/** What the texts are made of, each found by its text. */
const said = (...texts: readonly string[]) => texts.map((text) => expect.objectContaining({ text }))
const agrees = {
  ...{ subject: 'clock', verdict: 'ok', text: 'agrees with AWS', advice: null },
  said: said('clock', 'agrees with AWS'),
}

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
      {
        ...{ subject: 'vault', verdict: 'problem', text: 'Locked. Run `signet unlock`.', advice: null },
        said: said('vault', 'Locked. Run `signet unlock`.'),
      },
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

  it('says what opens the vault instead, as long as there is none', async () => {
    const advice = async (view: Partial<VaultView>) =>
      (await diagnose([keyStoreCheck({ read: absent }, door(view))])(asking, signal)).map(
        (found) => found.advice,
      )
    expect(await advice({ state: 'absent', key: null })).toEqual([
      'Without one, a passphrase seals the vault: the first sign-in asks for it, or reads the file that SIGNET_PASSPHRASE_FILE names.',
    ])
    // A key that is in the store comes back with the store alone.
    expect(await advice({ state: 'locked' })).toEqual([null])
  })

  it('shows nothing of the entry (T23)', async () => {
    const check = keyStoreCheck({ read: async () => 'AGE-SECRET-KEY-1CNRY' }, door())
    expect(JSON.stringify(await diagnose([check])(asking, signal))).not.toContain('CNRY')
  })
})

describe('reachabilityCheck', () => {
  const signIn = { subject: 'AWS Sign-In', url: new URL('https://eu-central-1.signin.example') }
  const oidc = { subject: 'IAM Identity Center', url: new URL('https://oidc.eu-west-1.example') }
  const portal = { subject: 'access portal', url: new URL('https://portal.sso.eu-west-1.example') }
  const down = new UnavailableError('network-down', 'No way to there.')

  const scene = (hosts: readonly ReachableHost[], answers: (host: string) => number | undefined) => {
    const clock = new FakeClock()
    const asked: string[] = []
    const check = reachabilityCheck({
      http: {
        async send({ method, url }) {
          asked.push(`${method} ${url.href}`)
          const secondsBehind = answers(url.host)
          if (secondsBehind === undefined) throw down
          const date = new Date(clock.now() + secondsBehind * 1000).toUTCString()
          return { status: 403, headers: { date }, body: new Uint8Array() }
        },
      },
      serverTime: serverTime(clock),
      hosts: async () => hosts,
    })
    return { check, asked }
  }

  it.each([
    [0, 'ok'],
    [30, 'note'],
    [3600, 'warning'],
    [-3600, 'warning'],
  ])('compares clocks: %d s is %s (R10)', async (seconds, verdict) => {
    expect(await verdicts(scene([signIn], () => seconds).check)).toEqual([
      ['AWS Sign-In', 'ok'],
      ['clock', verdict],
    ])
  })

  it('asks each host once, and any answer will do', async () => {
    const { check, asked } = scene([signIn, oidc, portal], () => 0)
    expect(await diagnose([check])(asking, signal)).toEqual(
      [signIn, oidc, portal]
        .map(({ subject, url }) => ({
          ...{ subject, verdict: 'ok', text: `${url.host} answers`, advice: null },
          said: said(...(subject === 'access portal' ? [subject] : []), `${url.host} answers`),
        }))
        .concat(agrees),
    )
    expect(asked.sort()).toEqual([signIn, oidc, portal].map(({ url }) => `GET ${url.href}`).sort())
  })

  it('says of each host why it cannot be reached, and goes by the clock of the others', async () => {
    const { check } = scene([signIn, portal], (host) => (host === portal.url.host ? undefined : 0))
    expect(await diagnose([check])(asking, signal)).toEqual([
      {
        ...{ subject: 'AWS Sign-In', verdict: 'ok', text: `${signIn.url.host} answers`, advice: null },
        said: said(`${signIn.url.host} answers`),
      },
      {
        ...{ subject: 'access portal', verdict: 'problem', text: 'No way to there.', advice: null },
        said: said('access portal', 'No way to there.'),
      },
      agrees,
    ])
  })

  it('says nothing of the clock when nobody told the time', async () => {
    expect(await verdicts(scene([signIn], () => undefined).check)).toEqual([['AWS Sign-In', 'problem']])
  })
})

describe('overridesCheck', () => {
  it('shows each replaced endpoint (T11)', async () => {
    expect(await verdicts(overridesCheck({}))).toEqual([['endpoints', 'ok']])
    expect(await verdicts(overridesCheck({ signin: 'http://127.0.0.1:1/' }))).toEqual([
      ['endpoints', 'warning'],
    ])
  })

  it('names the variable of each, and what to paste', async () => {
    const urls = { sts: 'http://127.0.0.1:1/', sso: 'http://127.0.0.1:2/' }
    const variables = { sts: 'AWS_ENDPOINT_URL_STS', sso: 'AWS_ENDPOINT_URL', signin: 'AWS_ENDPOINT_URL' }
    const found = await diagnose([overridesCheck(urls, variables)])(asking, signal)
    expect(found.map(({ text, advice }) => [text, advice?.split('\n').at(-1)])).toEqual([
      [
        'AWS_ENDPOINT_URL_STS sends what is for sts to http://127.0.0.1:1/',
        'unset AWS_ENDPOINT_URL_STS; signet agent stop',
      ],
      [
        'AWS_ENDPOINT_URL sends what is for sso to http://127.0.0.1:2/',
        'unset AWS_ENDPOINT_URL; signet agent stop',
      ],
    ])
  })
})
