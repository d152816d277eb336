import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Account, SsoPortal } from '../../../../main/aws/sso-portal.ts'
import { AppError, UnavailableError } from '../../../../main/kernel/errors.ts'
import { hostileNames } from '../../../aws/identity-center/organisation.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { type FakeAnswer, FakeHttp, jsonReply } from '../../../fakes/fake-http.ts'
import { RandomPortal } from '../../../fakes/random-portal.ts'
import { ssoRig } from '../../../fakes/sso-rig.ts'

const access = { region: 'eu-central-1', accessToken: 'aoa-1' }
const base = 'https://portal.sso.eu-central-1.amazonaws.com'
const dev: Account = { accountId: '111122223333', accountName: 'dev', emailAddress: 'dev@example.com' }
const ops: Account = { accountId: '444455556666', accountName: 'ops', emailAddress: 'ops@example.com' }
const role = { ...access, accountId: '111122223333', roleName: 'ReadOnly' }
const roleCredentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'IQoJ',
  expiration: Date.parse('2026-01-02T04:04:05Z'),
}
const ok = (body: unknown) => jsonReply(200, body)
const tooMany = (headers: Record<string, string> = {}) =>
  jsonReply(
    429,
    { message: 'm', __type: 'com.amazonaws.switchboard.portal#TooManyRequestsException' },
    headers,
  )
const fault = jsonReply(500, { message: 'm' })
const rig = (...script: FakeAnswer[]) => ssoRig(new FakeHttp(...script))
const caught = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'it went through',
    (error: unknown) => error,
  )

describe('ssoPortal', () => {
  it('lists accounts over short, empty and repeating pages, to the missing token', async () => {
    const pages: (readonly Account[])[] = []
    const { http, portal, run } = rig(
      ok({ accountList: [dev], nextToken: 'a b/c=' }),
      ok({ accountList: [], nextToken: '2' }),
      ok({ nextToken: '3' }),
      ok({ accountList: [dev, ops, ops], nextToken: null }),
    )
    const accounts = await run(portal.listAccounts(access, { onPage: (page) => pages.push(page) }))
    expect({ accounts, pages, urls: http.requests.map(({ url }) => url.href) }).toEqual({
      accounts: [dev, ops],
      pages: [[dev], [ops]],
      urls: [
        `${base}/assignment/accounts?max_result=100`,
        `${base}/assignment/accounts?max_result=100&next_token=a%20b%2Fc%3D`,
        `${base}/assignment/accounts?max_result=100&next_token=2`,
        `${base}/assignment/accounts?max_result=100&next_token=3`,
      ],
    })
  })

  it('asks by the bearer header alone: no body, no content type, nothing secret in the URL', async () => {
    const { http, portal, run } = rig(ok({ accountList: null }), ok({ roleCredentials }), jsonReply(200, ''))
    await run(portal.listAccounts(access))
    await run(portal.getRoleCredentials(role))
    await run(portal.logout(access))
    expect(http.requests.map(({ method, headers, body }) => ({ method, headers, body }))).toEqual(
      ['GET', 'GET', 'POST'].map((method) => ({
        method,
        headers: { accept: 'application/json', 'user-agent': 'signet', 'x-amz-sso_bearer_token': 'aoa-1' },
        body: undefined,
      })),
    )
    expect(http.requests.some(({ url }) => url.href.includes('aoa-1'))).toBe(false)
  })

  it('lists the role names of an account', async () => {
    const { http, portal, run } = rig(
      ok({ roleList: [{ roleName: 'ReadOnly', accountId: '111122223333' }], nextToken: 'n' }),
      ok({ roleList: [{ roleName: 'Admin' }] }),
    )
    const roles = await run(portal.listAccountRoles({ ...access, accountId: '111122223333' }))
    expect({ roles, urls: http.requests.map(({ url }) => url.search) }).toEqual({
      roles: ['ReadOnly', 'Admin'],
      urls: [
        '?account_id=111122223333&max_result=100',
        '?account_id=111122223333&max_result=100&next_token=n',
      ],
    })
  })

  it('gives credentials with the account they are for', async () => {
    const { http, portal, run } = rig(ok({ roleCredentials }))
    expect(await run(portal.getRoleCredentials(role))).toEqual({
      ...roleCredentials,
      accountId: '111122223333',
    })
    expect(http.requests[0]?.url.href).toBe(
      `${base}/federation/credentials?account_id=111122223333&role_name=ReadOnly`,
    )
  })

  it.each([
    ['Read Only', 'Read%20Only'],
    ['a/b=', 'a%2Fb%3D'],
    ['a&account_id=1', 'a%26account_id%3D1'],
  ])('encodes the role name %j (T25)', async (roleName, encoded) => {
    const { http, portal, run } = rig(ok({ roleCredentials }))
    await run(portal.getRoleCredentials({ ...role, roleName }))
    expect(http.requests[0]?.url.search).toBe(`?account_id=111122223333&role_name=${encoded}`)
  })

  it('takes a logout of a session that AWS does not know for done', async () => {
    const unknown = jsonReply(401, { __type: 'x#UnauthorizedException' })
    const { portal, run } = rig(unknown)
    expect(await run(portal.logout(access))).toBeUndefined()
  })
})

describe('ssoPortal, replies that are not as documented (R19)', () => {
  const list = (portal: SsoPortal) => portal.listAccounts(access)
  const roles = (portal: SsoPortal) => portal.listAccountRoles({ ...access, accountId: '1' })
  const get = (portal: SsoPortal) => portal.getRoleCredentials(role)
  const credentials = (wrong: object) => ({ roleCredentials: { ...roleCredentials, ...wrong } })

  it.each<[string, (portal: SsoPortal) => Promise<unknown>, unknown]>([
    ['an account without an id', list, { accountList: [{ accountName: 'a' }] }],
    ['an account id with a line break (T25)', list, { accountList: [{ accountId: '111122223333\n' }] }],
    ['accounts that are no list', list, { accountList: {} }],
    ['a token of another type', list, { accountList: [], nextToken: 1 }],
    ['a role without a name', roles, { roleList: [{}] }],
    ['an empty role name', roles, { roleList: [{ roleName: '' }] }],
    ['a role name that is too long', roles, { roleList: [{ roleName: 'x'.repeat(1025) }] }],
    ['half a sign in a role name', roles, '{"roleList":[{"roleName":"a\\ud800b"}]}'],
    ['no credentials', get, {}],
    ['a credential with a line break', get, credentials({ secretAccessKey: 'a\nb' })],
    ['an empty credential', get, credentials({ sessionToken: '' })],
    ['an end in seconds', get, credentials({ expiration: 1767326645 })],
    ['an end in words', get, credentials({ expiration: '2026-01-02T04:04:05Z' })],
    ['an end that no date has', get, credentials({ expiration: 8.64e15 + 1 })],
  ])('refuses %s', async (_, call, body) => {
    const { http, portal, run } = rig(ok(body))
    expect(await caught(run(call(portal)))).toMatchObject({ code: 'response-malformed' })
    expect(http.requests.length).toBe(1)
  })

  it('keeps role names to the letter, however hostile, and can ask by them (T25)', async () => {
    const { http, portal, run } = rig(
      ok({ roleList: hostileNames.map((roleName) => ({ roleName })) }),
      ...hostileNames.map(() => ok({ roleCredentials })),
    )
    expect(await run(roles(portal))).toEqual(hostileNames)
    for (const roleName of hostileNames) await run(portal.getRoleCredentials({ ...role, roleName }))
    const asked = http.requests.slice(1).map(({ url }) => url.searchParams.get('role_name'))
    expect(asked).toEqual(hostileNames)
  })

  it('shows names as far as they can be shown (T25)', async () => {
    const accountList = [
      { accountId: '111122223333', accountName: 'a\u001b[2J\u202eb', emailAddress: null },
      { accountId: '444455556666', accountName: 'x'.repeat(300) },
    ]
    const { portal, run } = rig(ok({ accountList }))
    expect(await run(portal.listAccounts(access))).toEqual([
      { accountId: '111122223333', accountName: 'a\ufffd[2J\ufffdb', emailAddress: '' },
      { accountId: '444455556666', accountName: 'x'.repeat(256), emailAddress: '' },
    ])
  })

  it('stops when a token comes again, or when there is no end of tokens', async () => {
    const twice = rig(ok({ nextToken: 'a' }), ok({ nextToken: 'b' }), ok({ nextToken: 'a' }))
    expect(await caught(twice.run(list(twice.portal)))).toMatchObject({ code: 'response-malformed' })
    let count = 0
    const send = async () => {
      count += 1
      return ok({ nextToken: `${count}` })
    }
    const endless = ssoRig({ send })
    expect(await caught(endless.run(list(endless.portal)))).toMatchObject({ code: 'response-malformed' })
    expect([twice.http.left, count]).toEqual([0, 1001])
  })

  it('makes an error of the house of any garbage, with none of it in sight', async () => {
    const canary = 'cAnArY'
    const garbage = fc.record({
      status: fc.oneof(fc.integer({ min: 200, max: 499 }), fc.constantFrom(200, 400, 401, 403, 404, 405)),
      text: fc.oneof(
        fc.json(),
        fc.string(),
        fc.constantFrom(
          `{"message":"${canary}","__type":"${canary}"}`,
          `{"roleCredentials":{"accessKeyId":"${canary}","expiration":1e999}}`,
          `{"roleCredentials":"${canary}"}`,
          `{"__type":"__proto__"}`,
        ),
      ),
      type: fc.constantFrom('application/json', 'text/html', ''),
    })
    await fc.assert(
      fc.asyncProperty(garbage, async ({ status, text, type }) => {
        const reply = { status, headers: { 'content-type': type }, body: new TextEncoder().encode(text) }
        const { portal, run, clock } = rig(...Array<FakeAnswer>(5).fill(reply))
        const thrown = await caught(run(get(portal)))
        expect(thrown).toBeInstanceOf(AppError)
        const { message, stack, cause } = thrown as AppError
        expect(`${message}${stack}${String(cause)}`).not.toContain(canary)
        expect(clock.scheduled).toBe(0)
      }),
      { numRuns: 300 },
    )
  })
})

describe('ssoPortal, when to try again', () => {
  it('tries lists sixteen times, and credentials five, while AWS throttles or has a fault (R17, R18)', async () => {
    for (const answer of [tooMany(), fault]) {
      const list = rig(...Array<FakeAnswer>(16).fill(answer))
      const get = rig(...Array<FakeAnswer>(5).fill(answer))
      const thrown = [
        await caught(list.run(list.portal.listAccounts(access))),
        await caught(get.run(get.portal.getRoleCredentials(role))),
      ]
      expect(thrown.every((error) => error instanceof UnavailableError)).toBe(true)
      expect([list.http.left, get.http.left, list.clock.scheduled, get.clock.scheduled]).toEqual([0, 0, 0, 0])
    }
  })

  it('gives credentials after a throttle and a fault', async () => {
    const { portal, run } = rig(tooMany(), fault, ok({ roleCredentials }))
    expect(await run(portal.getRoleCredentials(role))).toMatchObject({ accessKeyId: 'ASIAEXAMPLE' })
  })

  it.each(['network-down', 'timed-out', 'tls-untrusted'] as const)(
    'soon gives up when it is %s (R13)',
    async (code) => {
      const down = new UnavailableError(code, code)
      const list = rig(...Array<FakeAnswer>(3).fill(down))
      const get = rig(...Array<FakeAnswer>(3).fill(down))
      await caught(list.run(list.portal.listAccounts(access)))
      await caught(get.run(get.portal.getRoleCredentials(role)))
      const tries = { 'network-down': [3, 2], 'timed-out': [3, 1], 'tls-untrusted': [1, 1] }
      expect([list, get].map(({ http }) => http.requests.length)).toEqual(tries[code])
    },
  )

  it('asks once after a refusal', async () => {
    const { http, portal, run } = rig(jsonReply(401, { __type: 'x#UnauthorizedException' }))
    await caught(run(portal.listAccounts(access)))
    expect(http.requests.length).toBe(1)
  })

  it.each([
    ['20', 20_000],
    ['Fri, 02 Jan 2026 03:04:25 GMT', 20_000],
  ])(
    'leaves the portal alone for a Retry-After of %j; who waits for credentials is told (R17)',
    async (header, least) => {
      const { http, clock, portal, run } = rig(tooMany({ 'retry-after': header }), ok({ accountList: [dev] }))
      const list = portal.listAccounts(access)
      await clock.advance(0)
      await clock.advance(1000)
      const refused = await caught(portal.getRoleCredentials(role))
      expect(refused).toMatchObject({ code: 'throttled', retryAfterSeconds: 20, remedy: 'retry' })
      expect(http.requests.length).toBe(1)
      expect(await run(list)).toEqual([dev])
      expect(clock.elapsed()).toBeGreaterThanOrEqual(least)
    },
  )

  it('keeps no timer and sends nothing after an abort, wherever it was (R17)', async () => {
    for (const elapsed of [0, 100, 5_000]) {
      const reason = new Error('cancelled')
      const controller = new AbortController()
      const http = new FakeHttp(tooMany({ 'retry-after': '60' }))
      const { clock, portal } = ssoRig(http)
      const call = caught(portal.listAccounts(access, { signal: controller.signal }))
      await clock.advance(0)
      await clock.advance(elapsed)
      controller.abort(reason)
      expect(await call).toBe(reason)
      await clock.advance(600_000)
      expect([http.requests.length, clock.scheduled]).toEqual([1, 0])
    }
  })

  it('ends at once when an abort comes with the reply', async () => {
    const reason = new Error('cancelled')
    const controller = new AbortController()
    const { portal } = rig(() => {
      controller.abort(reason)
      return tooMany()
    })
    expect(await caught(portal.listAccounts(access, { signal: controller.signal }))).toBe(reason)
  })

  it('takes sessions in turns, so that none waits behind the thousand accounts of another', async () => {
    const asked: (string | undefined)[] = []
    const { portal, run } = ssoRig({
      send: async ({ headers }) => {
        asked.push(headers['x-amz-sso_bearer_token'])
        return ok({ roleList: [] })
      },
    })
    const list = (accessToken: string) =>
      portal.listAccountRoles({ region: access.region, accessToken, accountId: '111122223333' })
    const all = [...Array.from({ length: 50 }, () => list('first')), list('second')]
    await run(Promise.all(all))
    expect(asked.indexOf('second')).toBeLessThan(8)
  })

  it('refuses a region that is none before anything is asked (T11)', async () => {
    const http = new FakeHttp()
    const { portal } = ssoRig(http)
    expect(await caught(portal.listAccounts({ ...access, region: 'a b' }))).toBeInstanceOf(Error)
    expect(http.requests.length).toBe(0)
  })
})

describe('ssoPortal, a whole organisation', () => {
  const servers = fc.record({
    throttled: fc.integer({ min: 0, max: 15 }).map((percent) => percent / 100),
    failing: fc.constant(0.05),
    retryAfter: fc.constantFrom('never' as const, 'seconds' as const, 'date' as const),
    latencyInMilliseconds: fc.integer({ min: 1, max: 800 }),
    seed: fc.nat(),
  })

  it('lists 1,000 accounts with 5 roles each off a portal of 20 per second, whatever its luck (R17)', async () => {
    await fc.assert(
      fc.asyncProperty(servers, async (luck) => {
        const clock = new FakeClock()
        const organisation = { accounts: 1000, rolesPerAccount: 5, perSecond: 20 }
        const http = new RandomPortal(clock, { ...organisation, ...luck })
        const { portal, run } = ssoRig(http, clock, luck.seed)
        const perAccount: Promise<string[]>[] = []
        const onPage = (page: readonly Account[]): void => {
          for (const { accountId } of page) perAccount.push(portal.listAccountRoles({ ...access, accountId }))
        }
        const listing = portal.listAccounts(access, { onPage })
        const [accounts, roles] = await run(listing.then(async (all) => [all, await Promise.all(perAccount)]))
        if (process.env.SIGNET_SHOW_REFUSALS) {
          const seconds = Math.round(clock.elapsed() / 1000)
          process.stdout.write(
            `${JSON.stringify(luck)}: ${seconds} s, ${http.sent.length} calls, ${http.count(429)} × 429, ${http.count(500)} × 500\n`,
          )
        }
        expect({
          accounts: accounts.length,
          roles: roles.flat().length,
          duringPause: http.duringPause,
          timers: clock.scheduled,
        }).toEqual({ accounts: 1000, roles: 5000, duringPause: 0, timers: 0 })
        expect(http.mostInFlight).toBeLessThanOrEqual(5)
      }),
      { numRuns: 12 },
    )
  })
})
