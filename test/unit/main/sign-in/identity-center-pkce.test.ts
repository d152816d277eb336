import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RefusalError } from '../../../../main/kernel/errors.ts'
import type { RedirectReceiver } from '../../../../main/kernel/ports/redirect-receiver.ts'
import { FakeRedirectReceiver } from '../../../fakes/fake-redirect-receiver.ts'
import { FakeSsoOidc, someSsoTokens } from '../../../fakes/fake-sso-oidc.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'
import { redirectTo } from './flow-world.ts'
import { identityCenterWorld, startUrl } from './identity-center-world.ts'

describe('signInWithPkce', () => {
  it('walks from the registration over the page to the tokens', async () => {
    const world = identityCenterWorld()
    const outcome = world.start()
    const page = await world.page()
    expect(world.receiver.openPorts).toEqual([41_001])
    expect(world.receiver.request(redirectTo(page, { code: 'ABC-123' })).status).toBe(200)
    expect(await outcome).toMatchObject({ kind: 'signed-in', movedFrom: undefined })

    const [redeemed] = world.ssoOidc.redeeming
    const codeVerifier = redeemed?.codeVerifier ?? ''
    const challenge = createHash('sha256').update(codeVerifier).digest('base64url')
    const state = page.searchParams.get('state') ?? ''
    expect(page.href).toBe(
      'https://oidc.eu-central-1.amazonaws.com/authorize?response_type=code&client_id=client-1' +
        `&redirect_uri=http%3A%2F%2F127.0.0.1%3A41001%2Foauth%2Fcallback&state=${state}` +
        `&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge=${challenge}`,
    )
    expect([state, codeVerifier]).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[\w.~-]{43,128}$/),
    ])
    const scopes = ['sso:account:access']
    const flow = 'authorization-code'
    const region = 'eu-central-1'
    expect([world.ssoOidc.registering, world.ssoOidc.redeeming]).toEqual([
      [{ region, clientName: 'Signet', scopes, flow, issuerUrl: startUrl }],
      [
        {
          region,
          registration: { clientId: 'client-1', clientSecret: 'secret-1', expiresAt: expect.any(Number) },
          code: 'ABC-123',
          redirectUri: 'http://127.0.0.1:41001/oauth/callback',
          codeVerifier,
        },
      ],
    ])
    const until = world.clock.now() + 600_000
    expect(world.steps).toEqual([
      { kind: 'preparing', method: flow, because: undefined, name: 'shop', startUrl, region },
      { kind: 'registering', region },
      { kind: 'opening-browser', url: page, until },
      { kind: 'waiting-for-browser', url: page, until, opened: true },
      { kind: 'exchanging' },
      { kind: 'signed-in', name: 'shop', startUrl, region },
    ])
    expect([world.browser.opened, world.clock.scheduled]).toEqual([[page], 0])
  })

  it('asks for the scopes it is told, and takes a code as long as they come', async () => {
    const code = 'x'.repeat(6_000)
    const world = identityCenterWorld()
    const outcome = world.start({ scopes: ['sso:account:access', 'codewhisperer:completions'] })
    const page = await world.page()
    expect(page.search).toContain('&scopes=sso%3Aaccount%3Aaccess%20codewhisperer%3Acompletions&')
    world.receiver.request(redirectTo(page, { code }))
    expect((await outcome).kind).toBe('signed-in')
    expect(world.ssoOidc.redeeming[0]?.code).toBe(code)
  })

  it('draws a new state and verifier for every sign-in', async () => {
    const random = new SeededRandom()
    const drawn = []
    for (let time = 0; time < 3; time += 1) {
      const world = identityCenterWorld({ random })
      const outcome = world.start()
      const page = await world.page()
      world.receiver.request(redirectTo(page, { code: 'ABC' }))
      await outcome
      drawn.push(page.searchParams.get('state'), world.ssoOidc.redeeming[0]?.codeVerifier)
    }
    expect(new Set(drawn).size).toBe(6)
  })

  it('has closed the port before it redeems the code (T10)', async () => {
    let portsThen: readonly number[] | undefined
    const ssoOidc = new FakeSsoOidc({
      redeemCode: async () => {
        portsThen = world.receiver.openPorts
        return someSsoTokens
      },
    })
    const world = identityCenterWorld({ ssoOidc })
    const outcome = world.start()
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    await outcome
    expect(portsThen).toEqual([])
  })

  it('goes on waiting through everything that is not the answer, and takes one answer (T10)', async () => {
    const world = identityCenterWorld()
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
    ]
    expect(replies.map(({ status }) => status)).toEqual([404, 400, 400, 400, 405, 421, 200, 410])
    expect((await outcome).kind).toBe('signed-in')
    expect(world.ssoOidc.redeeming.map(({ code }) => code)).toEqual(['RIGHT'])
  })

  const refusals = [
    ['access_denied', 'sign-in-denied', 'sign-in'],
    ['invalid_scope', 'sign-in-denied', 'sign-in'],
    ['server_error', 'server-error', 'retry'],
    ['unauthorized_client', 'registration-invalid', 'sign-in'],
  ] as const
  for (const [error, code, remedy] of refusals) {
    it(`ends as ${code} on ${error}, with AWS's words made safe, and asks for no tokens`, async () => {
      const world = identityCenterWorld()
      const outcome = world.start()
      world.receiver.request(redirectTo(await world.page(), { error, error_description: 'no\u001b[2J way' }))
      await expect(outcome).rejects.toMatchObject({
        code,
        remedy,
        message: expect.stringMatching(
          new RegExp(`\\(${error}: no \\[2J way\\).*Nothing was stored.*Sign in again`),
        ),
      })
      expect([world.ssoOidc.redeeming, world.receiver.openPorts, world.clock.scheduled]).toEqual([[], [], 0])
    })
  }

  it('gives up after 10 minutes, frees the port, and names the device code; a second try works (R26)', async () => {
    const world = identityCenterWorld()
    const outcome = world.start()
    const failure = expect(outcome).rejects.toMatchObject({
      code: 'sign-in-expired',
      remedy: 'sign-in',
      message: expect.stringMatching(/10 minutes.*Nothing was stored.*start URL.*region.*--use-device-code/),
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

  it('redeems no code for somebody who turned away while the port closed (R26)', async () => {
    const stop = new AbortController()
    const receiver = new FakeRedirectReceiver()
    const redirectReceiver: RedirectReceiver = {
      async open(answer) {
        const open = await receiver.open(answer)
        return { port: open.port, close: () => open.close().then(() => stop.abort()) }
      },
    }
    const world = identityCenterWorld({ redirectReceiver })
    const outcome = world.start({ signal: stop.signal })
    receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    expect([await outcome, world.ssoOidc.calls, world.kinds().at(-1)]).toEqual([
      { kind: 'cancelled' },
      ['registerClient'],
      'waiting-for-browser',
    ])
  })

  it('tries three ports, then names the device code, and starts none by itself (R27, T12)', async () => {
    const world = identityCenterWorld()
    world.receiver.failures = 3
    await expect(world.start()).rejects.toMatchObject({
      code: 'loopback-unavailable',
      message: expect.stringMatching(/3 times.*--use-device-code/),
      cause: expect.objectContaining({ message: 'listen EADDRINUSE' }),
    })
    expect([world.receiver.attempts, world.browser.opened, world.ssoOidc.calls]).toEqual([
      3,
      [],
      ['registerClient'],
    ])
  })

  it('shows the address and waits where no browser can be started, or none is wanted', async () => {
    const shown = []
    for (const [browser, openBrowser] of [
      [new ScriptedBrowser(() => true, false), true],
      [new ScriptedBrowser(() => false), true],
      [new ScriptedBrowser(), false],
    ] as const) {
      const world = identityCenterWorld({ browser })
      const outcome = world.start({ openBrowser })
      const page = await world.page()
      shown.push([world.steps.at(-1), browser.opened.length])
      world.receiver.request(redirectTo(page, { code: 'ABC' }))
      await outcome
    }
    const waiting = expect.objectContaining({ kind: 'waiting-for-browser', opened: false })
    expect(shown).toEqual([
      [waiting, 0],
      [waiting, 1],
      [waiting, 0],
    ])
  })

  it('passes on what redeeming the code fails with, once the port is free', async () => {
    const refusal = new RefusalError('access-denied', 'no')
    const ssoOidc = new FakeSsoOidc({ redeemCode: async () => Promise.reject(refusal) })
    const world = identityCenterWorld({ ssoOidc })
    const outcome = world.start()
    const failure = expect(outcome).rejects.toBe(refusal)
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    await failure
    expect(world.receiver.openPorts).toEqual([])
  })

  it('opens no page that is neither https nor on this machine (T11)', async () => {
    const ssoOidc = new FakeSsoOidc({}, 'http://oidc.eu-central-1.amazonaws.com')
    const world = identityCenterWorld({ ssoOidc })
    await expect(world.start()).rejects.toMatchObject({ code: 'endpoint-invalid' })
    expect([world.browser.opened, world.receiver.openPorts, world.clock.scheduled]).toEqual([[], [], 0])
  })

  it('ends and frees the port when whoever listens to the steps throws', async () => {
    for (const kind of ['registering', 'opening-browser', 'waiting-for-browser', 'exchanging']) {
      const world = identityCenterWorld()
      const outcome = world.start({}, (step) => {
        if (step.kind === kind) throw new Error('the window is gone')
      })
      const failure = expect(outcome).rejects.toThrow('the window is gone')
      if (kind === 'exchanging') {
        world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
      }
      await failure
      expect([world.receiver.openPorts, world.clock.scheduled]).toEqual([[], 0])
    }
  })
})
