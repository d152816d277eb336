import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RefusalError, UnavailableError } from '../../../../main/kernel/errors.ts'
import { signInSessionSchema } from '../../../../main/vault/session-record.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { FakeSigninClient, someTokens } from '../../../fakes/fake-signin-client.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'
import { flowWorld, redirectTo } from './flow-world.ts'

describe('signInSameDevice', () => {
  it('walks from the page to the session', async () => {
    const world = flowWorld()
    const outcome = world.start()
    const page = await world.page()
    expect(world.receiver.openPorts).toEqual([41_001])
    expect(world.receiver.request(redirectTo(page, { code: 'ABC-123' })).status).toBe(200)
    const { session } = (await outcome) as { session: unknown }

    const [[grant, proof] = []] = world.signin.calls
    const challenge = createHash('sha256').update(codeVerifierOf(grant)).digest('base64url')
    expect(Object.fromEntries(page.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'arn:aws:signin:::devtools/same-device',
      state: expect.stringMatching(/^[0-9a-f]{64}$/),
      code_challenge_method: 'SHA-256',
      scope: 'openid',
      redirect_uri: 'http://127.0.0.1:41001/oauth/callback',
      code_challenge: challenge,
    })
    expect(grant).toEqual({
      grantType: 'authorization_code',
      clientId: 'arn:aws:signin:::devtools/same-device',
      code: 'ABC-123',
      codeVerifier: expect.stringMatching(/^[\w.~-]{43,128}$/),
      redirectUri: 'http://127.0.0.1:41001/oauth/callback',
    })
    const now = world.clock.now() + 90_000
    const principalArn = 'arn:aws:sts::111122223333:assumed-role/Developer/alex'
    expect(signInSessionSchema.parse(session)).toEqual({
      kind: 'signin',
      id: principalArn,
      principalArn,
      accountId: '111122223333',
      region: 'us-east-1',
      clientId: 'arn:aws:signin:::devtools/same-device',
      tokenType: someTokens().tokenType,
      refreshToken: someTokens().refreshToken,
      dpopKey: proof?.key,
      credentials: {
        ...someTokens().accessToken,
        expiration: someTokens().expiration,
        accountId: '111122223333',
      },
      signedInAt: now,
      renewedAt: now,
    })
    const until = world.clock.now() + 600_000
    expect(world.steps).toEqual([
      { kind: 'preparing', method: 'same-device', region: 'us-east-1' },
      { kind: 'opening-browser', url: page, until },
      { kind: 'waiting-for-browser', url: page, until, opened: true },
      { kind: 'exchanging' },
      { kind: 'signed-in', principalArn, accountId: '111122223333' },
    ])
    expect([world.browser.opened, world.clock.scheduled]).toEqual([[page], 0])
  })

  it('has closed the port before it exchanges the code (T10)', async () => {
    let portsAtExchange: readonly number[] | undefined
    const signin = new FakeSigninClient(async () => {
      portsAtExchange = world.receiver.openPorts
      return someTokens()
    })
    const world = flowWorld({ signin })
    const outcome = world.start()
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    await outcome
    expect(portsAtExchange).toEqual([])
  })

  it('draws a new state, verifier and key for every sign-in', async () => {
    const random = new SeededRandom()
    const drawn = []
    for (let time = 0; time < 3; time += 1) {
      const world = flowWorld({ random })
      const outcome = world.start()
      const page = await world.page()
      world.receiver.request(redirectTo(page, { code: 'ABC' }))
      await outcome
      const [[grant, proof] = []] = world.signin.calls
      drawn.push(page.searchParams.get('state'), codeVerifierOf(grant), proof?.key.d)
    }
    expect(new Set(drawn).size).toBe(9)
  })

  it('goes on waiting through everything that is not the answer, and takes one answer (T10)', async () => {
    const world = flowWorld()
    const outcome = world.start()
    const page = await world.page()
    const right = redirectTo(page, { code: 'RIGHT' })
    const replies = [
      world.receiver.request('/favicon.ico'),
      world.receiver.request(redirectTo(page, { code: 'A', state: 'wrong' })),
      world.receiver.request('/oauth/callback?error=access_denied'),
      world.receiver.request(`${right}&code=SECOND`),
      world.receiver.request(right, { method: 'POST' }),
      world.receiver.request(right, { hosts: ['evil.example'] }),
      world.receiver.request(right),
      world.receiver.request(redirectTo(page, { code: 'AFTER' })),
      world.receiver.request(redirectTo(page, { error: 'access_denied' })),
    ]
    expect(replies.map(({ status }) => status)).toEqual([404, 400, 400, 400, 405, 421, 200, 410, 410])
    expect((await outcome).kind).toBe('signed-in')
    expect(world.signin.calls.map(([grant]) => 'code' in grant && grant.code)).toEqual(['RIGHT'])
  })

  const refusals = [
    ['access_denied', 'sign-in-denied', 'sign-in'],
    ['invalid_scope', 'sign-in-denied', 'sign-in'],
    ['server_error', 'server-error', 'retry'],
    ['temporarily_unavailable', 'server-error', 'retry'],
  ] as const
  for (const [error, code, remedy] of refusals) {
    it(`ends as ${code} on ${error}, with AWS's words made safe, and asks for no tokens`, async () => {
      const world = flowWorld()
      const outcome = world.start()
      world.receiver.request(redirectTo(await world.page(), { error, error_description: 'no\u001b[2J way' }))
      await expect(outcome).rejects.toMatchObject({
        code,
        remedy,
        message: expect.stringMatching(
          new RegExp(`\\(${error}: no \\[2J way\\).*Nothing was stored.*signet login`),
        ),
      })
      expect([world.signin.calls, world.receiver.openPorts, world.clock.scheduled]).toEqual([[], [], 0])
    })
  }

  it('gives up after 10 minutes, frees the port, and says what to try; a second try works (R26)', async () => {
    const world = flowWorld()
    const outcome = world.start()
    const failure = expect(outcome).rejects.toMatchObject({
      code: 'sign-in-expired',
      remedy: 'sign-in',
      message: expect.stringMatching(
        /10 minutes.*Nothing was stored.*signet login.*private.*signet login --remote/,
      ),
    })
    const page = await world.page()
    await world.clock.advance(599_999)
    expect(world.receiver.openPorts).toHaveLength(1)
    await world.clock.advance(1)
    await failure
    expect([world.receiver.openPorts, world.clock.scheduled]).toEqual([[], 0])
    expect(world.receiver.request(redirectTo(page, { code: 'LATE' })).status).toBe(410)

    world.steps.length = 0
    const again = world.start()
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    expect((await again).kind).toBe('signed-in')
  })

  it('takes no answer past the deadline, though the timer slept through it (R26)', async () => {
    const world = flowWorld()
    const outcome = world.start()
    const failure = expect(outcome).rejects.toMatchObject({ code: 'sign-in-expired' })
    const page = await world.page()
    const asleep = world.clock.suspend(600_000)
    expect(world.receiver.request(redirectTo(page, { code: 'LATE' })).status).toBe(410)
    await asleep
    await failure
    expect(world.signin.calls).toEqual([])
  })

  it('is cancelled at any moment, and leaves no port and no timer (R26)', async () => {
    const ends = []
    for (const moment of ['before', 'while it opens the browser', 'while it waits', 'while it exchanges']) {
      const stop = new AbortController()
      const signin = new FakeSigninClient(async () => {
        stop.abort()
        throw new UnavailableError('network-down', 'cut off')
      })
      const browser = new ScriptedBrowser(() => {
        if (moment === 'while it opens the browser') stop.abort()
        return true
      })
      const world = flowWorld({ signin, browser })
      if (moment === 'before') stop.abort()
      const outcome = world.start({ signal: stop.signal })
      if (moment === 'while it waits') {
        await world.page()
        stop.abort()
      }
      if (moment === 'while it exchanges') {
        world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
      }
      ends.push([moment, await outcome, world.receiver.openPorts, world.clock.scheduled])
    }
    expect(ends).toEqual(ends.map(([moment]) => [moment, { kind: 'cancelled' }, [], 0]))
  })

  it('hands over a session that AWS has already given, though it was cancelled meanwhile', async () => {
    const stop = new AbortController()
    const signin = new FakeSigninClient(async () => {
      stop.abort()
      return someTokens()
    })
    const world = flowWorld({ signin })
    const outcome = world.start({ signal: stop.signal })
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    expect((await outcome).kind).toBe('signed-in')
  })

  it('tries three ports and then names the way that needs none (R27)', async () => {
    const world = flowWorld()
    world.receiver.failures = 3
    await expect(world.start()).rejects.toMatchObject({
      code: 'loopback-unavailable',
      message: expect.stringMatching(/3 times.*signet login --remote/),
      cause: expect.objectContaining({ message: 'listen EADDRINUSE' }),
    })
    expect([world.receiver.attempts, world.browser.opened]).toEqual([3, []])

    world.receiver.failures = 2
    const outcome = world.start()
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    expect((await outcome).kind).toBe('signed-in')
  })

  it('shows the address and waits where no browser can be started, or none is wanted', async () => {
    const shown = []
    for (const [browser, openBrowser] of [
      [new ScriptedBrowser(() => true, false), true],
      [new ScriptedBrowser(() => false), true],
      [new ScriptedBrowser(), false],
    ] as const) {
      const world = flowWorld({ browser })
      const outcome = world.start({ openBrowser })
      await world.page()
      await settle()
      shown.push([world.steps.at(-1), browser.opened.length])
      world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
      await outcome
    }
    const waiting = expect.objectContaining({ kind: 'waiting-for-browser', opened: false })
    expect(shown).toEqual([
      [waiting, 0],
      [waiting, 1],
      [waiting, 0],
    ])
  })

  it('takes an answer that comes before the launcher has ended, and reports no step out of order', async () => {
    const launcher = Promise.withResolvers<boolean>()
    const world = flowWorld({ browser: new ScriptedBrowser(() => launcher.promise) })
    const outcome = world.start()
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    await outcome
    launcher.resolve(true)
    await settle()
    expect(world.kinds()).toEqual(['preparing', 'opening-browser', 'exchanging', 'signed-in'])
  })

  it('passes on what the exchange fails with, once the port is free', async () => {
    const refusal = new RefusalError('insufficient-permissions', 'no')
    const world = flowWorld({ signin: new FakeSigninClient(async () => Promise.reject(refusal)) })
    const outcome = world.start()
    const failure = expect(outcome).rejects.toBe(refusal)
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    await failure
    expect(world.receiver.openPorts).toEqual([])
  })

  it('does not sign anybody in without a principal', async () => {
    for (const tokens of [{ ...someTokens(), idToken: undefined }, someTokens('alex')]) {
      const world = flowWorld({ signin: new FakeSigninClient(async () => tokens) })
      const outcome = world.start()
      const failure = expect(outcome).rejects.toMatchObject({ code: 'id-token-malformed' })
      world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
      await failure
    }
  })

  it('opens no page that is neither https nor on this machine (T11)', async () => {
    const signin = new FakeSigninClient(undefined, 'http://us-east-1.signin.aws.amazon.com')
    const world = flowWorld({ signin })
    await expect(world.start()).rejects.toMatchObject({ code: 'endpoint-invalid' })
    expect([world.browser.opened, world.receiver.openPorts, world.clock.scheduled]).toEqual([[], [], 0])
  })

  it('ends and frees the port when whoever listens to the steps throws', async () => {
    for (const kind of ['opening-browser', 'waiting-for-browser', 'exchanging']) {
      const world = flowWorld()
      const outcome = world.start({}, (step) => {
        if (step.kind === kind) throw new Error('the window is gone')
      })
      const failure = expect(outcome).rejects.toThrow('the window is gone')
      const page = await world.page()
      if (kind === 'exchanging') world.receiver.request(redirectTo(page, { code: 'ABC' }))
      await failure
      expect([world.receiver.openPorts, world.clock.scheduled]).toEqual([[], 0])
    }
  })

  it('has no secret in a step or an error (T23)', async () => {
    const world = flowWorld()
    const outcome = world.start()
    world.receiver.request(redirectTo(await world.page(), { code: 'CANARY-code' }))
    await outcome
    const refused = flowWorld()
    const failure = refused.start().catch((error: unknown) => error)
    const page = await refused.page()
    refused.receiver.request('/oauth/callback?code=CANARY-other&state=CANARY-state')
    refused.receiver.request(redirectTo(page, { error: 'access_denied' }))
    const [[grant, proof] = []] = world.signin.calls
    const seen = JSON.stringify([world.steps, refused.steps, String(await failure)])
    const secrets = ['CANARY', codeVerifierOf(grant), proof?.key.d ?? 'no key']
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
  })
})

function codeVerifierOf(grant: object | undefined): string {
  return grant && 'codeVerifier' in grant ? String(grant.codeVerifier) : ''
}
