import { describe, expect, it } from 'vitest'
import type { DeviceAuthorization, DevicePoll } from '../../../../main/aws/sso-oidc.ts'
import { RefusalError, SessionError, UnavailableError } from '../../../../main/kernel/errors.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { FakeSsoOidc, someDevice, someSsoTokens } from '../../../fakes/fake-sso-oidc.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'
import { identityCenterWorld, startUrl } from './identity-center-world.ts'

const tokens: DevicePoll = { kind: 'tokens', tokens: someSsoTokens }
const networkDown = new UnavailableError('network-down', 'no network')

/** What a poll comes to: an answer, an error, or for ever nothing. */
type Scripted = DevicePoll['kind'] | Error | 'hangs'

/** A device flow whose polls answer as written, the last for ever; with the moment of each, in seconds. */
function deviceWorld(script: readonly Scripted[], authorization: Partial<DeviceAuthorization> = {}) {
  const polledAt: number[] = []
  const ssoOidc = new FakeSsoOidc({
    startDeviceAuthorization: async () => ({ ...someDevice, ...authorization }),
    pollDevice: () => {
      polledAt.push(world.clock.elapsed() / 1000)
      const answer = script[Math.min(polledAt.length, script.length) - 1] ?? 'pending'
      if (answer === 'hangs') return new Promise(() => undefined)
      if (answer instanceof Error) return Promise.reject(answer)
      return Promise.resolve(answer === 'tokens' ? tokens : { kind: answer })
    },
  })
  const world = identityCenterWorld({ ssoOidc })
  return {
    ...world,
    polledAt,
    device: (request: Parameters<typeof world.start>[0] = {}, onStep?: Parameters<typeof world.start>[1]) =>
      world.start({ flow: 'device', ...request }, onStep),
  }
}

describe('signInWithDeviceCode', () => {
  it('walks from the registration over the code to the tokens', async () => {
    const world = deviceWorld(['pending', 'pending', 'tokens'])
    const outcome = world.device({ because: 'over-ssh' })
    await settle()
    await world.clock.advance(10_000)
    expect((await outcome).kind).toBe('signed-in')
    const region = 'eu-central-1'
    const scopes = ['sso:account:access']
    const registration = { clientId: 'client-1', clientSecret: 'secret-1', expiresAt: expect.any(Number) }
    expect([world.ssoOidc.registering, world.ssoOidc.starting, world.ssoOidc.polling]).toEqual([
      [{ region, clientName: 'Signet', scopes, flow: 'device', issuerUrl: undefined }],
      [{ region, registration, startUrl }],
      Array.from({ length: 3 }, () => ({ region, registration, deviceCode: 'device-1' })),
    ])
    const until = world.clock.now() - world.clock.elapsed() + 600_000
    const complete = new URL(someDevice.verificationUriComplete ?? '')
    expect(world.steps).toEqual([
      { kind: 'preparing', method: 'device', because: 'over-ssh', name: 'shop', startUrl, region },
      { kind: 'registering', region },
      {
        kind: 'showing-code',
        userCode: 'ABCD-EFGH',
        verificationUri: new URL(someDevice.verificationUri),
        verificationUriComplete: complete,
        until,
      },
      { kind: 'opening-browser', url: complete, until },
      { kind: 'signed-in', name: 'shop', startUrl, region },
    ])
    expect([world.browser.opened, world.polledAt, world.clock.scheduled]).toEqual([[complete], [0, 1, 2], 0])
    expect(world.receiver.attempts).toBe(0)
  })

  it('shows no code to a client that gets its tokens straight away', async () => {
    const world = deviceWorld(['tokens'])
    expect((await world.device()).kind).toBe('signed-in')
    expect([world.kinds(), world.browser.opened, world.clock.scheduled]).toEqual([
      ['preparing', 'registering', 'signed-in'],
      [],
      0,
    ])
  })

  it('opens the browser only when the code has been shown (T12)', async () => {
    const seen: string[] = []
    const browser = new ScriptedBrowser(() => Boolean(seen.push('browser')))
    const ssoOidc = new FakeSsoOidc({
      pollDevice: async () => {
        seen.push('poll')
        return seen.length < 5 ? { kind: 'pending' } : tokens
      },
    })
    const world = identityCenterWorld({ browser, ssoOidc })
    const outcome = world.start({ flow: 'device' }, (step) => seen.push(step.kind))
    await settle()
    await world.clock.advance(60_000)
    await outcome
    const opened = seen.indexOf('browser')
    expect([opened > 0, seen.slice(0, opened)]).toEqual([
      true,
      ['preparing', 'registering', 'poll', 'showing-code', 'opening-browser'],
    ])
  })

  it('opens no browser where none is wanted or there is no screen', async () => {
    for (const [browser, openBrowser] of [
      [new ScriptedBrowser(() => true, false), true],
      [new ScriptedBrowser(), false],
    ] as const) {
      const world = identityCenterWorld({
        browser,
        ssoOidc: new FakeSsoOidc({ pollDevice: async () => ({ kind: 'pending' }) }),
      })
      const stop = new AbortController()
      const outcome = world.start({ flow: 'device', openBrowser, signal: stop.signal })
      await settle()
      expect([world.kinds().at(-1), browser.opened]).toEqual(['showing-code', []])
      stop.abort()
      await outcome
    }
  })

  it('waits for the interval, and goes on through a browser that never starts', async () => {
    const ssoOidc = new FakeSsoOidc({ pollDevice: async () => ({ kind: 'pending' }) })
    const world = identityCenterWorld({
      ssoOidc,
      browser: new ScriptedBrowser(() => new Promise(() => undefined)),
    })
    const outcome = world.start({ flow: 'device' })
    const failure = expect(outcome).rejects.toMatchObject({ code: 'sign-in-expired' })
    await settle()
    await world.clock.advance(600_000)
    await failure
    expect(world.ssoOidc.polling).toHaveLength(600)
  })

  it('adds five seconds for good when it is told to slow down', async () => {
    const world = deviceWorld([
      'pending',
      'slow-down',
      'pending',
      'slow-down',
      'pending',
      'pending',
      'tokens',
    ])
    const outcome = world.device()
    await settle()
    await world.clock.advance(120_000)
    await outcome
    expect(world.polledAt).toEqual([0, 1, 7, 13, 24, 35, 46])
  })

  it('goes on through faults of the network and of AWS while the code lives', async () => {
    const world = deviceWorld([
      networkDown,
      new UnavailableError('server-error', 'fault'),
      new UnavailableError('throttled', 'busy', { retryAfterSeconds: 9 }),
      new UnavailableError('timed-out', 'slow'),
      new UnavailableError('timed-out', 'slow'),
      'pending',
      'tokens',
    ])
    const outcome = world.device()
    await settle()
    await world.clock.advance(120_000)
    expect((await outcome).kind).toBe('signed-in')
    expect(world.polledAt).toEqual([0, 1, 2, 11, 13, 17, 18])
    expect(world.kinds()).toContain('showing-code')
  })

  const ends: readonly (readonly [what: string, error: Error])[] = [
    ['the person refuses', new SessionError('sign-in-denied', 'refused')],
    ['AWS says that the code has expired', new SessionError('sign-in-expired', 'expired')],
    ['AWS refuses the request', new RefusalError('invalid-request', 'wrong')],
    ['the certificate is not trusted', new UnavailableError('tls-untrusted', 'intercepted')],
    ['the client is not known', new RefusalError('registration-invalid', 'unknown')],
    ['the product fails', new TypeError('a mistake')],
  ]
  for (const [what, error] of ends) {
    it(`stops at once when ${what}`, async () => {
      const world = deviceWorld(['pending', error])
      const outcome = world.device()
      const failure = expect(outcome).rejects.toBe(error)
      await settle()
      await world.clock.advance(10_000)
      await failure
      expect([world.polledAt, world.clock.scheduled]).toEqual([[0, 1], 0])
    })
  }

  it('gives up when the code ends, and says what to do (R26)', async () => {
    const world = deviceWorld(['pending'], { expiresInSeconds: 300, intervalSeconds: 5 })
    const outcome = world.device()
    const failure = expect(outcome).rejects.toMatchObject({
      code: 'sign-in-expired',
      remedy: 'sign-in',
      message: expect.stringMatching(/within 5 minutes\. Nothing was stored.*new code.*start URL/),
    })
    await settle()
    await world.clock.advance(300_000)
    await failure
    expect([world.polledAt.at(-1), world.polledAt.length, world.clock.scheduled]).toEqual([295, 60, 0])
  })

  it('says so when it could not reach AWS at the end', async () => {
    const world = deviceWorld(['pending', networkDown], { expiresInSeconds: 60 })
    const outcome = world.device()
    const failure = expect(outcome).rejects.toMatchObject({
      code: 'sign-in-expired',
      message: expect.stringMatching(/within 1 minute\. At the end Signet could not reach AWS/),
      cause: networkDown,
    })
    await settle()
    await world.clock.advance(60_000)
    await failure
  })

  it('cuts off a poll that hangs when the code ends (R26)', async () => {
    for (const signal of [undefined, new AbortController().signal]) {
      const world = deviceWorld(['pending', 'hangs'])
      const outcome = world.device(signal ? { signal } : {})
      const failure = expect(outcome).rejects.toMatchObject({ code: 'sign-in-expired' })
      await settle()
      await world.clock.advance(600_000)
      await failure
      expect(world.clock.scheduled).toBe(0)
    }
  })

  it('sends no poll after a sleep that the code did not outlive (R26)', async () => {
    const world = deviceWorld(['pending'], { expiresInSeconds: 60 })
    const outcome = world.device()
    const failure = expect(outcome).rejects.toMatchObject({ code: 'sign-in-expired' })
    await settle()
    await world.clock.suspend(60_000)
    await failure
    expect(world.polledAt).toEqual([0])
  })

  it('is cancelled at any moment, and leaves no timer (R26)', async () => {
    const ended = []
    for (const moment of ['before', 'registering', 'in the first poll', 'showing-code', 'opening-browser']) {
      const stop = new AbortController()
      const world = deviceWorld([moment === 'in the first poll' ? 'hangs' : 'pending'])
      if (moment === 'before') stop.abort()
      const outcome = world.device({ signal: stop.signal }, ({ kind }) => {
        if (kind === moment) stop.abort()
      })
      await settle()
      if (moment === 'in the first poll') stop.abort()
      ended.push([moment, await outcome, world.clock.scheduled])
    }
    expect(ended).toEqual(ended.map(([moment]) => [moment, { kind: 'cancelled' }, 0]))
  })

  it('is cancelled between two polls and in one, and polls no more (R26)', async () => {
    for (const [script, moment] of [
      [['pending'], 4_500],
      [['pending', 'hangs'], 1_500],
      [[networkDown], 3_000],
    ] as const) {
      const stop = new AbortController()
      const world = deviceWorld(script)
      const outcome = world.device({ signal: stop.signal })
      await settle()
      await world.clock.advance(moment)
      const polls = world.polledAt.length
      stop.abort()
      expect(await outcome).toEqual({ kind: 'cancelled' })
      await world.clock.advance(600_000)
      expect([world.polledAt.length, world.clock.scheduled]).toEqual([polls, 0])
    }
  })

  it('shows no code to somebody who turned away during the first poll', async () => {
    const stop = new AbortController()
    const ssoOidc = Object.assign(new FakeSsoOidc(), {
      pollDevice: async () => {
        stop.abort()
        return { kind: 'pending' }
      },
    })
    const world = identityCenterWorld({ ssoOidc })
    expect(await world.start({ flow: 'device', signal: stop.signal })).toEqual({ kind: 'cancelled' })
    expect([world.kinds(), world.browser.opened]).toEqual([['preparing', 'registering'], []])
  })

  it('hands over tokens that AWS has already given, though it was cancelled meanwhile', async () => {
    const stop = new AbortController()
    const ssoOidc = new FakeSsoOidc()
    const world = identityCenterWorld({
      ssoOidc: Object.assign(ssoOidc, {
        pollDevice: async () => {
          stop.abort()
          return tokens
        },
      }),
    })
    expect((await world.start({ flow: 'device', signal: stop.signal })).kind).toBe('signed-in')
  })

  const addresses: readonly (readonly [address: string, openable: boolean])[] = [
    ['https://device.sso.eu-central-1.amazonaws.com/', true],
    ['http://127.0.0.1:8080/device', true],
    ['http://device.sso.eu-central-1.amazonaws.com/', false],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['ms-msdt:/id', false],
    ['https://aws@evil.example/', false],
    ['\\\\host\\share', false],
    ['', false],
  ]
  for (const [address, allowed] of addresses) {
    it(`${allowed ? 'takes' : 'neither shows nor opens'} the address ${JSON.stringify(address)} (T17)`, async () => {
      const plain = deviceWorld(['pending'], { verificationUri: address, verificationUriComplete: '' })
      const complete = deviceWorld(['pending'], { verificationUriComplete: address })
      const stop = new AbortController()
      const ends = [plain, complete].map((world) =>
        world.device({ signal: stop.signal }).then(
          ({ kind }) => kind,
          ({ code }: { code: string }) => code,
        ),
      )
      await settle()
      stop.abort()
      const opened = [plain, complete].map(({ browser }) => browser.opened.map(({ href }) => href))
      const shown = [plain, complete].map(({ steps }) =>
        JSON.stringify(steps).includes(JSON.stringify(address)),
      )
      expect([await Promise.all(ends), opened, address === '' || shown]).toEqual([
        [allowed ? 'cancelled' : 'response-malformed', 'cancelled'],
        allowed ? [[address], [address]] : [[], [someDevice.verificationUri]],
        address === '' || [allowed, allowed],
      ])
    })
  }

  it('is never faster than allowed, over 2,000 random walks through the whole flow', async () => {
    const random = new SeededRandom(12)
    const early = []
    let polls = 0
    for (let walk = 0; walk < 2_000; walk += 1) {
      const intervalSeconds = 1 + Math.floor(random.unit() * 9)
      const script = Array.from({ length: 12 }, (): Scripted => {
        const draw = random.unit()
        if (draw < 0.2) return 'slow-down'
        return draw < 0.4 ? networkDown : 'pending'
      })
      const world = deviceWorld([...script, 'tokens'], { intervalSeconds, expiresInSeconds: 100 })
      const outcome = world.device().catch(() => undefined)
      await settle()
      await world.clock.advance(100_000)
      await outcome
      polls += world.polledAt.length
      let least = intervalSeconds
      for (const [index, at] of world.polledAt.entries()) {
        const before = world.polledAt[index - 1]
        if (before !== undefined && (at - before < least || at >= 100)) early.push([walk, index, at - before])
        if (script[index] === 'slow-down') least += 5
      }
      if (world.clock.scheduled > 0) early.push([walk, 'timer left'])
    }
    expect([early, polls > 10_000]).toEqual([[], true])
  })

  it('ends when whoever listens to the steps throws', async () => {
    for (const kind of ['showing-code', 'opening-browser', 'signed-in']) {
      const world = deviceWorld(kind === 'signed-in' ? ['tokens'] : ['pending'])
      const outcome = world.device({}, (step) => {
        if (step.kind === kind) throw new Error('the window is gone')
      })
      await expect(outcome).rejects.toThrow('the window is gone')
      expect(world.clock.scheduled).toBe(0)
    }
  })
})
