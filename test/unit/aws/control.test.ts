import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../aws/identity-center/settings.ts'
import { callPortal, pollDevice, startDevice } from '../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../aws/stand-in.ts'
import { authorizeUrl, newVerifier, refresh, signIn } from '../../aws/test-client.ts'

let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn()
})
afterEach(() => standIn.close())

async function control(
  name: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = { Authorization: `Bearer ${standIn.controlToken}` },
): Promise<[status: number, reply: unknown]> {
  const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  const reply = await fetch(`${standIn.urls.control}/${name}`, init)
  return [reply.status, await reply.json()]
}

describe('Control', () => {
  it('sets faults, adds to them and takes them back', async () => {
    const rules = [{ operation: 'token', fault: { kind: 'drop' } }]
    expect([
      await control('faults', { rules }),
      await control('faults', { rules, append: true }),
      await control('faults', { rules: [{ operation: 'token', fault: { kind: 'boom' } }] }),
      await control('faults', { rules: [] }),
    ]).toEqual([
      [200, { pending: 1 }],
      [200, { pending: 2 }],
      [400, { message: 'There is no fault of the kind "boom".' }],
      [200, { pending: 0 }],
    ])
  })

  it('moves the clock and changes its speed', async () => {
    await control('clock', { speed: 0, offsetSeconds: 3600 })
    const then = standIn.clock.now()
    await control('clock', { advanceSeconds: 60 })
    expect([standIn.clock.now() - then, Math.round((then - Date.now()) / 60_000)]).toEqual([60_000, 60])
    expect((await control('clock', { speed: -1 }))[0]).toBe(400)
  })

  it('answers the authorize page, and stops doing so', async () => {
    const url = authorizeUrl(standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? '', newVerifier().codeChallenge)
    const status = async () => (await fetch(url, { redirect: 'manual' })).status
    expect([
      await control('auto-approve', { answer: 'root' }),
      await status(),
      await control('auto-approve', { answer: null }),
      await status(),
      (await control('auto-approve', { answer: 'mallory' }))[0],
    ]).toEqual([[200, { answer: 'root' }], 302, [200, { answer: null }], 200, 400])
  })

  it('ends sessions, takes permissions and asks for nonces', async () => {
    const [mine, other] = [await signIn(standIn), await signIn(standIn, { principal: 'root' })]
    const errors: unknown[] = []
    const tryAll = async () => {
      for (const session of [mine, other]) errors.push((await refresh(standIn, session)).body.error)
    }
    expect(await control('end-sessions', { how: 'ended', principal: 'developer' })).toEqual([
      200,
      { ended: 1 },
    ])
    await control('permissions', { deny: ['signin:CreateOAuth2Token'], principal: 'root' })
    await tryAll()
    await control('permissions', { deny: [] })
    await control('dpop-nonce', { required: true })
    await tryAll()
    expect(errors).toEqual(['TOKEN_EXPIRED', 'INSUFFICIENT_PERMISSIONS', 'use_dpop_nonce', 'use_dpop_nonce'])
    expect((await control('end-sessions', { how: 'gone' }))[0]).toBe(400)
    expect((await control('permissions', { deny: ['x'] }))[0]).toBe(400)
  })

  it('answers the pages of IAM Identity Center, ends its sessions, and takes assignments', async () => {
    const device = await startDevice(standIn)
    const answered = await control('answer-device', { userCode: device.userCode, answer: 'bob' })
    const bob = (await pollDevice(device)).body
    const portal = standIn.env.AWS_ENDPOINT_URL_SSO ?? ''
    const asked = { account_id: '111122223333' }
    const roles = async () =>
      (await callPortal({ accessToken: String(bob.accessToken), portal }, '/assignment/roles', asked)).status
    expect([
      answered,
      await control('answer-device', { userCode: device.userCode }),
      await roles(),
      await control('unassign', { user: 'bob', accountId: '111122223333' }),
      await roles(),
      await control('end-sso-sessions', { user: 'bob' }),
      await roles(),
      await control('auto-approve-sso', { answer: 'deny' }),
      (await pollDevice(await startDevice(standIn))).type,
      await control('auto-approve-sso', { answer: null }),
    ]).toEqual([
      [200, { answered: true }],
      [200, { answered: false }],
      200,
      [200, {}],
      403,
      [200, { ended: 1 }],
      401,
      [200, { answer: 'deny' }],
      'AccessDeniedException',
      [200, { answer: null }],
    ])
  })

  it.each([
    ['identity-center', { portalRate: -1 }],
    ['auto-approve-sso', { answer: 'mallory' }],
    ['answer-device', { userCode: 7 }],
    ['end-sso-sessions', { user: 'mallory' }],
    ['unassign', { user: 'alice' }],
  ])('refuses %s with %j', async (name, body) => {
    expect((await control(name, body))[0]).toBe(400)
  })

  it('changes how IAM Identity Center behaves, and tells', async () => {
    const [status, settings] = await control('identity-center', { portalRate: 5, retryAfterSeconds: 2 })
    expect([status, settings]).toEqual([200, { ...defaultSettings, portalRate: 5, retryAfterSeconds: 2 }])
  })

  it('tells counters and secrets', async () => {
    await signIn(standIn)
    const [, counters] = await control('counters')
    const [, secrets] = await control('secrets')
    expect(counters).toEqual({
      operations: standIn.counters.snapshot(),
      refusals: [],
      portal: { calls: 0, maximumInFlight: 0, peakCallsPerSecond: 0 },
      faultsPending: 0,
      now: expect.stringMatching(/Z$/),
    })
    expect(secrets).toEqual({ secrets: standIn.mintedSecrets() })
    await control('reset-counters', {})
    expect(standIn.counters.calls('token')).toBe(0)
  })

  it('refuses strangers, web pages and what is no JSON', async () => {
    const good = { Authorization: `Bearer ${standIn.controlToken}` }
    expect([
      (await control('secrets', undefined, {}))[0],
      (await control('secrets', undefined, { Authorization: 'Bearer x' }))[0],
      (await control('secrets', undefined, { ...good, Origin: 'http://127.0.0.1:1' }))[0],
      (await control('nothing'))[0],
      (await control('clock'))[0],
      (await control('clock', 'text'))[0],
      (await control('clock', { speed: '1' }))[0],
    ]).toEqual([403, 403, 403, 404, 405, 400, 400])
  })
})
