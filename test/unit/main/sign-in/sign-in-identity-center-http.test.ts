import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Endpoints, loadEndpoints } from '../../../../main/aws/endpoints.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { type SsoOidcClient, ssoOidcClient } from '../../../../main/aws/sso-oidc.ts'
import { resolveStartUrl } from '../../../../main/aws/start-url.ts'
import { nodeClock } from '../../../../main/hosts/node/clock.ts'
import { type NodeHttp, nodeHttp } from '../../../../main/hosts/node/http.ts'
import { nodeRandom } from '../../../../main/hosts/node/random.ts'
import { nodeRedirectReceiver } from '../../../../main/hosts/node/redirect-receiver.ts'
import type { SignInStep } from '../../../../main/sign-in/flow.ts'
import type {
  IdentityCenterDeps,
  IdentityCenterRequest,
} from '../../../../main/sign-in/identity-center-flow.ts'
import { signInIdentityCenter } from '../../../../main/sign-in/sign-in-identity-center.ts'
import {
  type IdentityCenterSession,
  identityCenterSessionSchema,
} from '../../../../main/vault/session-record.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { isPortOpen } from '../../../fakes/port-open.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'
import { startUrl } from './identity-center-world.ts'

const regions = ['us-east-1', 'eu-west-1']
const clock = nodeClock()
let aws: StandIn
let http: NodeHttp
let ssoOidc: SsoOidcClient
let time: ReturnType<typeof serverTime>

// AWS's clock is 20 minutes ahead of this machine's. Every poll's spacing is judged, the second one's too.
beforeAll(async () => {
  aws = await startStandIn({ regions, clockOffsetSeconds: 1_200, identityCenter: { deviceFreePolls: 1 } })
  http = nodeHttp({ env: {} })
  time = serverTime(clock)
  const byRegion = new Map<string, Endpoints>()
  for (const region of regions) {
    const override = new URL(aws.urls.ssoOidc[region] ?? '')
    byRegion.set(region, await loadEndpoints('sso-oidc', { 'sso-oidc': override }))
  }
  const endpoints: Endpoints = (query) => {
    const found = byRegion.get(query.region)
    if (!found) throw new Error(`no stand-in in ${query.region}`)
    return found(query)
  }
  ssoOidc = ssoOidcClient({ http, endpoints, serverTime: time, random: nodeRandom(), clock })
})
beforeEach(() => aws.faults.clear())
afterAll(async () => {
  await http.close()
  await aws.close()
})

function world(browser = new ScriptedBrowser()) {
  const steps: SignInStep[] = []
  const deps: IdentityCenterDeps = {
    ssoOidc,
    resolveStartUrl: (address, options) => resolveStartUrl(address, { http, clock }, options),
    serverTime: time,
    clock,
    random: nodeRandom(),
    browser,
    redirectReceiver: nodeRedirectReceiver(),
  }
  const start = (request: Partial<IdentityCenterRequest> = {}) =>
    signInIdentityCenter(
      { flow: 'authorization-code', name: 'shop', startUrl, region: 'us-east-1', ...request },
      deps,
      (step) => steps.push(step),
    )
  return { steps, start }
}

type Visit = (page: URL) => Promise<unknown>

/** A browser whose person does this on the page that is opened. */
function personAt(visit: Visit) {
  const visits: Promise<unknown>[] = []
  const browser = new ScriptedBrowser((page) => Boolean(visits.push(visit(page))))
  return { ...world(browser), atHome: () => Promise.all(visits) }
}

const allow: Visit = async (page) => (await fetch(await aws.approveSso(page))).text()

function sessionOf(outcome: Awaited<ReturnType<typeof signInIdentityCenter>>): IdentityCenterSession {
  if (outcome.kind !== 'signed-in') throw new Error(outcome.kind)
  return identityCenterSessionSchema.parse(outcome.session)
}

/** Whether the portal takes the session, and the session can be renewed. */
async function expectToWork(session: IdentityCenterSession): Promise<void> {
  const accounts = await fetch(new URL('/assignment/accounts', aws.urls.sso[session.region]), {
    headers: { 'x-amz-sso_bearer_token': session.accessToken },
  })
  const registration = session.registrations[session.flow]
  if (!registration || !session.refreshToken) throw new Error('the session cannot be renewed')
  const { region, refreshToken } = session
  const renewed = await ssoOidc.refresh({ region, registration, refreshToken })
  expect([accounts.status, typeof renewed.accessToken]).toEqual([200, 'string'])
}

// The limit only ends a run that hangs.
describe('signInIdentityCenter, over real sockets', { timeout: 60_000 }, () => {
  it('browser: yields a session that the portal takes and that renews; its registration serves again', async () => {
    const pages: unknown[] = []
    const person = personAt(async (page) => pages.push(await allow(page)))
    const session = sessionOf(await person.start())
    await person.atHome()
    expect(String(pages[0])).toContain('<h1>Signed in</h1>')
    // By AWS's clock, 20 minutes ahead of ours.
    const left = session.accessTokenExpiresAt - aws.clock.now()
    expect([left > 3_500_000, left <= 3_600_000]).toEqual([true, true])

    const again = personAt(allow)
    const second = sessionOf(await again.start({ former: session }))
    expect([second.registrations, again.steps.some(({ kind }) => kind === 'registering')]).toEqual([
      session.registrations,
      false,
    ])
    await expectToWork(second)
  })

  it('browser: a person who says no ends it', async () => {
    const person = personAt(async (page) => (await fetch(await aws.denySso(page))).text())
    await expect(person.start()).rejects.toMatchObject({ code: 'sign-in-denied', remedy: 'sign-in' })
    await person.atHome()
  })

  it('browser: cancelled, the port is closed, and a second try works (R26)', async () => {
    const stop = new AbortController()
    let port = 0
    const person = personAt(async (page) => {
      port = Number(new URL(page.searchParams.get('redirect_uri') ?? '').port)
      const open = await isPortOpen(port)
      stop.abort()
      return open
    })
    expect(await person.start({ signal: stop.signal })).toEqual({ kind: 'cancelled' })
    expect([await person.atHome(), await isPortOpen(port)]).toEqual([[true], false])
    expect(sessionOf(await personAt(allow).start()).kind).toBe('identity-center')
  })

  it('device: waits while nobody confirms, over faults of AWS and the network, and never polls too soon', async () => {
    aws.faults.set([
      { operation: 'create-token', fault: { kind: 'reply', status: 500 } },
      { operation: 'create-token', fault: { kind: 'drop' } },
    ])
    aws.counters.reset()
    const person = personAt(async (page) => {
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      await aws.approveDevice(page)
    })
    const session = sessionOf(await person.start({ flow: 'device' }))
    await person.atHome()
    const kinds = person.steps.map(({ kind }) => kind)
    const polls = aws.counters.snapshot()['create-token']
    expect([kinds, aws.faults.pending, polls?.outcomes]).toEqual([
      ['preparing', 'registering', 'showing-code', 'opening-browser', 'signed-in'],
      0,
      expect.objectContaining({ AuthorizationPendingException: expect.any(Number) }),
    ])
    expect(polls?.outcomes).not.toHaveProperty('SlowDownException')
    await expectToWork(session)
  })

  it('device: the code that is shown is the one to type on the page', async () => {
    const { start, steps } = world(new ScriptedBrowser(() => true, false))
    const outcome = start({ flow: 'device' })
    let shown: Extract<SignInStep, { kind: 'showing-code' }> | undefined
    while (!shown) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      shown = steps.find((step) => step.kind === 'showing-code')
    }
    await aws.approveDevice(shown.userCode)
    expect(sessionOf(await outcome)).toMatchObject({ flow: 'device' })
  })

  it('device: a person who says no ends it', async () => {
    const person = personAt((page) => aws.denyDevice(page))
    await expect(person.start({ flow: 'device' })).rejects.toMatchObject({
      code: 'sign-in-denied',
      remedy: 'sign-in',
    })
  })

  it('device: tells what to do when AWS says that the code has expired', async () => {
    const person = personAt(async () =>
      aws.faults.set([
        { operation: 'create-token', fault: { kind: 'exception', name: 'ExpiredTokenException' } },
      ]),
    )
    await expect(person.start({ flow: 'device' })).rejects.toMatchObject({
      code: 'sign-in-expired',
      remedy: 'sign-in',
    })
  })

  it('device: cancelled while a poll is on its way', async () => {
    const stop = new AbortController()
    aws.faults.set([{ operation: 'create-token', fault: { kind: 'hang' } }])
    const { start, steps } = world()
    const outcome = start({ flow: 'device', signal: stop.signal })
    while (aws.faults.pending > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    expect([await outcome, steps.map(({ kind }) => kind)]).toEqual([
      { kind: 'cancelled' },
      ['preparing', 'registering'],
    ])
  })

  it('registers anew, once, when AWS does not know the registration', async () => {
    const session = sessionOf(await personAt(allow).start())
    const unknown = { clientId: 'gone', clientSecret: 'gone', expiresAt: Number.MAX_SAFE_INTEGER }
    const former = { ...session, registrations: { device: unknown } }
    const person = personAt((page) => aws.approveDevice(page))
    const renewed = sessionOf(await person.start({ flow: 'device', former }))
    expect(renewed.registrations.device?.clientId).not.toBe('gone')
    expect(person.steps.filter(({ kind }) => kind === 'registering')).toHaveLength(1)
  })

  it('names the region when the instance is at home in another', async () => {
    const device = world()
    await expect(device.start({ flow: 'device', region: 'eu-west-1' })).rejects.toMatchObject({
      code: 'invalid-request',
      remedy: 'fix-config',
      message: expect.stringMatching(/region/),
    })
  })
})
