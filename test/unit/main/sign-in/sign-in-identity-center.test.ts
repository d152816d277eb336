import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError, RefusalError, UnavailableError } from '../../../../main/kernel/errors.ts'
import { identityCenterSessionSchema } from '../../../../main/vault/session-record.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { FakeSsoOidc, someSsoTokens } from '../../../fakes/fake-sso-oidc.ts'
import { redirectTo } from './flow-world.ts'
import { formerSession, identityCenterWorld, startUrl } from './identity-center-world.ts'

const unknownClient = new RefusalError('registration-invalid', 'not known', 'sign-in')

function sessionOf(outcome: Awaited<ReturnType<ReturnType<typeof identityCenterWorld>['start']>>) {
  if (outcome.kind !== 'signed-in') throw new Error(outcome.kind)
  return identityCenterSessionSchema.parse(outcome.session)
}

describe('signInIdentityCenter', () => {
  it('yields the session as the vault keeps it', async () => {
    const world = identityCenterWorld()
    const session = sessionOf(await world.start({ flow: 'device' }))
    expect(session).toEqual({
      kind: 'identity-center',
      id: 'identity-center:shop',
      name: 'shop',
      startUrl,
      region: 'eu-central-1',
      scopes: ['sso:account:access'],
      flow: 'device',
      registrations: {
        device: { clientId: 'client-1', clientSecret: 'secret-1', expiresAt: expect.any(Number) },
      },
      accessToken: someSsoTokens.accessToken,
      accessTokenExpiresAt: someSsoTokens.expiration,
      refreshToken: someSsoTokens.refreshToken,
      signedInAt: world.serverNow(),
      renewedAt: world.serverNow(),
    })
  })

  it('has no refresh token where AWS gave none', async () => {
    const ssoOidc = new FakeSsoOidc({
      pollDevice: async () => ({ kind: 'tokens', tokens: { ...someSsoTokens, refreshToken: undefined } }),
    })
    const session = sessionOf(await identityCenterWorld({ ssoOidc }).start({ flow: 'device' }))
    expect('refreshToken' in session).toBe(false)
  })

  it('asks AWS at the address that the start URL leads to, and keeps the one that was configured', async () => {
    const vanity = 'https://sso.example.com/'
    const world = identityCenterWorld({ resolveStartUrl: async () => ({ startUrl, region: undefined }) })
    const session = sessionOf(await world.start({ flow: 'device', startUrl: vanity }))
    expect([world.ssoOidc.starting[0]?.startUrl, session.startUrl]).toEqual([startUrl, vanity])

    const outcome = world.start({ startUrl: vanity })
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    expect([world.ssoOidc.registering[1]?.issuerUrl, sessionOf(await outcome).startUrl]).toEqual([
      startUrl,
      vanity,
    ])
  })

  it('goes to the region that the start URL names, and says which was configured', async () => {
    const resolveStartUrl = async () => ({ startUrl, region: 'eu-west-1' })
    const moved = identityCenterWorld({ resolveStartUrl })
    const outcome = await moved.start({ flow: 'device' })
    expect([outcome, moved.ssoOidc.registering, moved.steps.at(-1)]).toMatchObject([
      { session: { region: 'eu-west-1' }, movedFrom: 'eu-central-1' },
      [{ region: 'eu-west-1' }],
      { kind: 'signed-in', region: 'eu-west-1' },
    ])
    const same = await identityCenterWorld({ resolveStartUrl }).start({ flow: 'device', region: 'eu-west-1' })
    expect(same).toMatchObject({ session: { region: 'eu-west-1' }, movedFrom: undefined })
  })

  it('passes on what the start URL, the registration or the region fails with, and asks for nothing more', async () => {
    const wrongUrl = new InputError('start-url-invalid', 'no')
    const wrongRegion = new RefusalError('invalid-request', 'another region', 'fix-config')
    const refuse = async () => Promise.reject(wrongRegion)
    for (const flow of ['authorization-code', 'device'] as const) {
      const lost = identityCenterWorld({ resolveStartUrl: async () => Promise.reject(wrongUrl) })
      await expect(lost.start({ flow })).rejects.toBe(wrongUrl)
      const ssoOidc = new FakeSsoOidc({ registerClient: refuse })
      await expect(identityCenterWorld({ ssoOidc }).start({ flow })).rejects.toBe(wrongRegion)
      expect([lost.ssoOidc.calls, ssoOidc.calls]).toEqual([[], ['registerClient']])
    }
    const ssoOidc = new FakeSsoOidc({ startDeviceAuthorization: refuse })
    await expect(identityCenterWorld({ ssoOidc }).start({ flow: 'device' })).rejects.toBe(wrongRegion)
  })

  it('says so when there is no such flow', async () => {
    await expect(identityCenterWorld().start({ flow: 'implicit' as 'device' })).rejects.toThrow(TypeError)
  })

  it('is cancelled at any moment of the flow with a browser, and leaves no port and no timer (R26)', async () => {
    const ends = []
    for (const moment of [
      'before',
      'preparing',
      'resolving',
      'registering',
      'opening-browser',
      'waiting-for-browser',
      'exchanging',
    ]) {
      const stop = new AbortController()
      const world = identityCenterWorld({
        resolveStartUrl: async (address) => {
          if (moment !== 'resolving') return { startUrl: address, region: undefined }
          stop.abort()
          throw new UnavailableError('network-down', 'cut off')
        },
      })
      if (moment === 'before') stop.abort()
      const outcome = world.start({ signal: stop.signal }, ({ kind }) => {
        if (kind === moment) stop.abort()
      })
      if (moment === 'exchanging') {
        world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
      }
      ends.push([moment, await outcome, world.receiver.openPorts, world.clock.scheduled])
    }
    expect(ends).toEqual(ends.map(([moment]) => [moment, { kind: 'cancelled' }, [], 0]))
  })

  it('asks nobody anything for somebody who turned away before', async () => {
    const asked: string[] = []
    const world = identityCenterWorld({
      resolveStartUrl: async (address) => {
        asked.push(address)
        return { startUrl: address, region: undefined }
      },
    })
    const outcome = await world.start({ signal: AbortSignal.abort() })
    expect([outcome, asked, world.ssoOidc.calls]).toEqual([{ kind: 'cancelled' }, [], []])
  })

  it('hands over tokens that AWS has already given, though it was cancelled meanwhile', async () => {
    const stop = new AbortController()
    const world = identityCenterWorld()
    const ssoOidc = Object.assign(world.ssoOidc, {
      redeemCode: async () => {
        stop.abort()
        return someSsoTokens
      },
    })
    const outcome = world.start({ signal: stop.signal })
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    expect([(await outcome).kind, ssoOidc.calls]).toEqual(['signed-in', ['registerClient']])
  })

  it('has no secret in a step or an error (T23)', async () => {
    const canary = { ...someSsoTokens, accessToken: 'CANARY-access', refreshToken: 'CANARY-refresh' }
    const ssoOidc = new FakeSsoOidc({
      registerClient: async () => ({ clientId: 'client', clientSecret: 'CANARY-secret', expiresAt: 9e15 }),
      redeemCode: async () => canary,
      pollDevice: async () => ({ kind: 'tokens', tokens: canary }),
    })
    const world = identityCenterWorld({ ssoOidc })
    await world.start({ flow: 'device' })
    const outcome = world.start()
    world.receiver.request(redirectTo(await world.page(), { code: 'CANARY-code' }))
    await outcome
    const refused = world.start().catch((error: unknown) => error)
    const page = await world.page(1)
    world.receiver.request('/oauth/callback?code=CANARY-other&state=CANARY-state')
    world.receiver.request(redirectTo(page, { error: 'access_denied' }))
    const seen = JSON.stringify([world.steps, String(await refused)])
    const secrets = ['CANARY', 'device-1', world.ssoOidc.redeeming[0]?.codeVerifier ?? 'no verifier']
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
  })
})

describe('signInIdentityCenter, registrations', () => {
  it('uses the one of its flow again, and never the other flow’s', async () => {
    const former = formerSession()
    const device = identityCenterWorld()
    const session = sessionOf(await device.start({ flow: 'device', former }))
    expect([device.ssoOidc.registering, device.ssoOidc.polling[0]?.registration.clientId]).toEqual([
      [],
      'former-device',
    ])
    expect([session.registrations, device.kinds()]).toEqual([
      former.registrations,
      ['preparing', 'signed-in'],
    ])

    const browser = identityCenterWorld()
    const outcome = browser.start({ former })
    const page = await browser.page()
    browser.receiver.request(redirectTo(page, { code: 'ABC' }))
    expect(sessionOf(await outcome).registrations).toEqual(former.registrations)
    expect([browser.ssoOidc.registering, page.searchParams.get('client_id')]).toEqual([[], 'former-code'])
  })

  it('makes the one that is missing and keeps the other', async () => {
    const { device } = formerSession().registrations
    const former = formerSession({ registrations: device ? { device } : {} })
    const world = identityCenterWorld()
    const outcome = world.start({ former })
    world.receiver.request(redirectTo(await world.page(), { code: 'ABC' }))
    expect(sessionOf(await outcome).registrations).toMatchObject({
      'authorization-code': { clientId: 'client-1' },
      device: { clientId: 'former-device' },
    })
  })

  it('goes by AWS’s clock for how long one still lasts', async () => {
    const world = identityCenterWorld()
    const lasting = (milliseconds: number) => {
      const registration = { clientId: 'c', clientSecret: 's', expiresAt: world.serverNow() + milliseconds }
      return formerSession({ registrations: { device: registration } })
    }
    await world.start({ flow: 'device', former: lasting(900_000) })
    await world.start({ flow: 'device', former: lasting(899_999) })
    expect(world.ssoOidc.polling.map(({ registration }) => registration.clientId)).toEqual(['c', 'client-1'])
  })

  const unfit = [
    ['another region', { region: 'us-east-1' }],
    ['another start URL', { startUrl: 'https://d-0987654321.awsapps.com/start' }],
    ['other scopes', { scopes: ['sso:account:access', 'more'] }],
  ] as const
  for (const [what, changed] of unfit) {
    it(`takes none that was made for ${what}, and keeps none of it`, async () => {
      const world = identityCenterWorld()
      const former = formerSession()
      const session = sessionOf(await world.start({ flow: 'device', former, ...changed, name: 'shop' }))
      expect([world.ssoOidc.registering.length, Object.keys(session.registrations)]).toEqual([1, ['device']])
    })
  }

  it('drops one that AWS no longer knows, registers once and starts over: device code', async () => {
    for (const failing of ['startDeviceAuthorization', 'pollDevice'] as const) {
      let times = 0
      const ssoOidc: FakeSsoOidc = new FakeSsoOidc({
        [failing]: async (request: never) => {
          times += 1
          if (times === 1) throw unknownClient
          return new FakeSsoOidc()[failing](request)
        },
      })
      const world = identityCenterWorld({ ssoOidc })
      const session = sessionOf(await world.start({ flow: 'device', former: formerSession() }))
      expect([ssoOidc.registering.length, session.registrations]).toMatchObject([
        1,
        { device: { clientId: 'client-1' }, 'authorization-code': { clientId: 'former-code' } },
      ])
    }
  })

  it('drops one that AWS no longer knows, registers once and starts over: in the browser', async () => {
    for (const refusedAt of ['the page', 'the exchange']) {
      const ssoOidc = new FakeSsoOidc({
        redeemCode: async ({ registration }) => {
          if (registration.clientId === 'former-code') throw unknownClient
          return someSsoTokens
        },
      })
      const world = identityCenterWorld({ ssoOidc })
      const outcome = world.start({ former: formerSession() })
      const first = await world.page()
      const refusal = refusedAt === 'the page' ? { error: 'unauthorized_client' } : { code: 'FIRST' }
      world.receiver.request(redirectTo(first, refusal))
      const second = await world.page(1)
      expect(world.receiver.openPorts).toEqual([41_002])
      world.receiver.request(redirectTo(second, { code: 'SECOND' }))
      const session = sessionOf(await outcome)
      expect([session.registrations['authorization-code']?.clientId, ssoOidc.registering.length]).toEqual([
        'client-1',
        1,
      ])
      const stateOf = (page: URL) => page.searchParams.get('state')
      expect([stateOf(first) === stateOf(second), world.browser.opened.length]).toEqual([false, 2])
    }
  })

  it('gives up when AWS does not know the new one either', async () => {
    const ssoOidc = new FakeSsoOidc({ startDeviceAuthorization: async () => Promise.reject(unknownClient) })
    const world = identityCenterWorld({ ssoOidc })
    await expect(world.start({ flow: 'device', former: formerSession() })).rejects.toBe(unknownClient)
    expect(ssoOidc.calls).toEqual(['startDeviceAuthorization', 'registerClient', 'startDeviceAuthorization'])
  })

  it('registers nothing anew for somebody who turned away meanwhile', async () => {
    const stop = new AbortController()
    const ssoOidc = Object.assign(new FakeSsoOidc(), {
      startDeviceAuthorization: async () => {
        stop.abort()
        throw unknownClient
      },
    })
    const world = identityCenterWorld({ ssoOidc })
    const outcome = await world.start({ flow: 'device', former: formerSession(), signal: stop.signal })
    expect([outcome, ssoOidc.calls, world.kinds()]).toEqual([{ kind: 'cancelled' }, [], ['preparing']])
  })
})

describe('device codes', () => {
  it('are never asked for by the flow with a browser, however it ends (T12)', async () => {
    const asked = []
    const endings: Record<string, (world: ReturnType<typeof identityCenterWorld>) => Promise<void> | void> = {
      'no port': ({ receiver }) => {
        receiver.failures = 3
      },
      refused: async (world) => {
        world.receiver.request(redirectTo(await world.page(), { error: 'access_denied' }))
      },
      late: async (world) => {
        await world.page()
        await world.clock.advance(600_000)
      },
      'unknown client': async (world) => {
        world.receiver.request(redirectTo(await world.page(), { error: 'unauthorized_client' }))
        world.receiver.request(redirectTo(await world.page(1), { error: 'unauthorized_client' }))
      },
    }
    for (const [how, end] of Object.entries(endings)) {
      const world = identityCenterWorld()
      const over = world.start({ former: formerSession() }).catch(({ code }: { code: string }) => code)
      await end(world)
      asked.push([how, await over, world.ssoOidc.calls.filter((call) => /device/i.test(call))])
    }
    expect(asked).toEqual([
      ['no port', 'loopback-unavailable', []],
      ['refused', 'sign-in-denied', []],
      ['late', 'sign-in-expired', []],
      ['unknown client', 'registration-invalid', []],
    ])
  })

  it('are asked for in one place, which only an explicit sign-in reaches (T12)', () => {
    const users = (name: string) =>
      readdirSync('main', { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.startsWith('relay'))
        .filter((file) => new RegExp(`\\b${name}\\b`).test(readFileSync(join('main', file), 'utf8')))
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => !file.startsWith('aws/'))
        .sort()
    expect([users('startDeviceAuthorization'), users('signInWithDeviceCode')]).toEqual([
      ['sign-in/identity-center-device.ts', 'sign-in/identity-center-flow.ts'],
      ['sign-in/identity-center-device.ts', 'sign-in/sign-in-identity-center.ts'],
    ])
  })

  it('leave nothing behind that polls', async () => {
    const ssoOidc = new FakeSsoOidc({ pollDevice: async () => ({ kind: 'pending' }) })
    const world = identityCenterWorld({ ssoOidc })
    const stop = new AbortController()
    const outcome = world.start({ flow: 'device', signal: stop.signal })
    await settle()
    stop.abort()
    await outcome
    await world.clock.advance(900_000)
    expect(ssoOidc.polling).toHaveLength(1)
  })
})
