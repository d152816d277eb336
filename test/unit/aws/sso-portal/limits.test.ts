import { afterEach, describe, expect, it } from 'vitest'
import type { IdentityCenterOptions } from '../../../aws/identity-center/identity-center.ts'
import { callPortal, type SsoTestSession, ssoSignIn } from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

let standIn: StandIn
afterEach(() => standIn.close())

async function signedIn(identityCenter: IdentityCenterOptions = {}): Promise<SsoTestSession> {
  standIn = await startStandIn({ speed: 0, identityCenter: { emptyPageRate: 0, ...identityCenter } })
  return ssoSignIn(standIn)
}

async function statuses(session: SsoTestSession, count: number): Promise<readonly number[]> {
  const seen: number[] = []
  for (let call = 0; call < count; call += 1) {
    seen.push((await callPortal(session, '/assignment/accounts')).status)
  }
  return seen
}

const tally = (seen: readonly number[]) =>
  Object.fromEntries([200, 429, 500].map((status) => [status, seen.filter((each) => each === status).length]))

describe('the quota of the portal (R17)', () => {
  it('is 20 calls a second for the whole instance, whoever calls', async () => {
    const session = await signedIn()
    const bob = await ssoSignIn(standIn, { user: 'bob' })
    const seen = [...(await statuses(session, 15)), ...(await statuses(bob, 7))]
    standIn.clock.advance(0.1)
    const later = await statuses(session, 3)
    standIn.clock.advance(60)
    expect([tally(seen), tally(later), tally(await statuses(bob, 25))]).toEqual([
      { 200: 20, 429: 2, 500: 0 },
      { 200: 2, 429: 1, 500: 0 },
      { 200: 20, 429: 5, 500: 0 },
    ])
  })

  it('can be changed, and says when to come back if told to', async () => {
    const session = await signedIn({ portalRate: 2 })
    const over = async () => {
      await statuses(session, 2)
      const { body, headers, status } = await callPortal(session, '/assignment/accounts')
      return [status, body, headers.get('retry-after')]
    }
    const body = {
      message: 'Rate exceeded',
      __type: 'com.amazonaws.switchboard.portal#TooManyRequestsException',
    }
    const without = await over()
    standIn.identityCenter.change({ retryAfterSeconds: 4 })
    standIn.clock.advance(1)
    expect([without, await over()]).toEqual([
      [429, body, null],
      [429, body, '4'],
    ])
    standIn.identityCenter.change({ portalRate: 0 })
    expect(tally(await statuses(session, 30))).toEqual({ 200: 30, 429: 0, 500: 0 })
  })

  it('does not give more after the clock was set back', async () => {
    const session = await signedIn({ portalRate: 5 })
    await statuses(session, 5)
    standIn.clock.advance(-3600)
    expect(tally(await statuses(session, 3))).toEqual({ 200: 0, 429: 3, 500: 0 })
    standIn.clock.advance(0.2)
    expect(tally(await statuses(session, 3))).toEqual({ 200: 1, 429: 2, 500: 0 })
  })
})

describe('bad luck', () => {
  it('strikes at its rate, the same for the same seed', async () => {
    const luck = { portalRate: 0, throttleRate: 0.2, errorRate: 0.1, seed: 3 }
    const first = await statuses(await signedIn(luck), 300)
    await standIn.close()
    const second = await statuses(await signedIn(luck), 300)
    const { 429: throttled = 0, 500: failed = 0 } = tally(first)
    expect(second).toEqual(first)
    expect([Math.round(throttled / 30), Math.round(failed / 30)]).toEqual([2, 1])
  })
})

describe('the traffic figures', () => {
  it('say how many calls there were at once and in the busiest second', async () => {
    const session = await signedIn({ portalRate: 0 })
    standIn.faults.set([{ operation: 'any', times: 'always', delayInMilliseconds: 100 }])
    await Promise.all(Array.from({ length: 7 }, () => callPortal(session, '/assignment/accounts')))
    standIn.clock.advance(0.9)
    await statuses(session, 2)
    standIn.clock.advance(0.1)
    await statuses(session, 1)
    expect(standIn.identityCenter.traffic.figures()).toEqual({
      calls: 10,
      maximumInFlight: 7,
      peakCallsPerSecond: 9,
    })
    standIn.identityCenter.traffic.reset()
    expect(standIn.identityCenter.traffic.figures().calls).toBe(0)
  })
})
