import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { IdentityCenterOptions } from '../../../aws/identity-center/identity-center.ts'
import { hostileNames, organisation } from '../../../aws/identity-center/organisation.ts'
import { callPortal, type SsoTestSession, ssoSignIn } from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

const size = 250
const accounts = organisation({ accounts: size, roles: 5, seed: 7 })

let standIn: StandIn
afterEach(() => standIn.close())

async function signedIn(identityCenter: IdentityCenterOptions = {}): Promise<SsoTestSession> {
  standIn = await startStandIn({ identityCenter: { accounts, portalRate: 0, ...identityCenter } })
  return ssoSignIn(standIn)
}

interface Page {
  readonly accountList: readonly { readonly accountId: string; readonly accountName: string }[]
  readonly nextToken: string | null
}

async function pages(
  session: SsoTestSession,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Page[]> {
  const all: Page[] = []
  let nextToken: string | null | undefined
  while (nextToken !== null) {
    const more: Record<string, string> = nextToken ? { ...parameters, next_token: nextToken } : parameters
    const { body } = await callPortal(session, '/assignment/accounts', more)
    const page = body as unknown as Page
    all.push(page)
    nextToken = page.nextToken
  }
  return all
}

describe('listing by pages', () => {
  it('gives every account once, over short and empty pages that are always the same ones', async () => {
    const session = await signedIn({ emptyPageRate: 0.4, shortPageRate: 0.4 })
    const first = await pages(session, { max_result: '10' })
    const second = await pages(session, { max_result: '10' })
    const sizes = first.map(({ accountList }) => accountList.length)
    expect(first.flatMap(({ accountList }) => accountList.map(({ accountId }) => accountId))).toEqual(
      accounts.map(({ accountId }) => accountId),
    )
    expect(second.map(({ accountList }) => accountList.length)).toEqual(sizes)
    expect([sizes.includes(0), sizes.includes(5), sizes.includes(10), Math.max(...sizes)]).toEqual([
      true,
      true,
      true,
      10,
    ])
    const empty = standIn.counters.calls('list-accounts', 'ok:empty')
    expect(empty).toBe(2 * sizes.filter((length) => length === 0).length)
  })

  it('ends whatever is left to chance', async () => {
    const session = await signedIn()
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(),
          emptyPageRate: fc.constantFrom(0, 0.5, 1),
          shortPageRate: fc.constantFrom(0, 0.5, 1),
          pageSize: fc.integer({ min: 1, max: 300 }),
        }),
        fc.option(fc.integer({ min: 20, max: 100 }), { nil: undefined }),
        async ({ pageSize, ...settings }, most) => {
          standIn.identityCenter.change({ ...settings, pageSize: Math.max(20, pageSize) })
          const all = await pages(session, most === undefined ? {} : { max_result: String(most) })
          expect(all.flatMap(({ accountList }) => accountList)).toHaveLength(size)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('takes a page token back only for the listing that gave it', async () => {
    const session = await signedIn({ pageSize: 2, emptyPageRate: 0 })
    const bob = await ssoSignIn(standIn, { user: 'bob' })
    const [first, second] = accounts.map(({ accountId }) => accountId)
    const ofRoles = await callPortal(session, '/assignment/roles', { account_id: first ?? '' })
    const next_token = String(ofRoles.body.nextToken)
    const calls = [
      await callPortal(session, '/assignment/roles', { account_id: first ?? '', next_token }),
      await callPortal(session, '/assignment/roles', { account_id: second ?? '', next_token }),
      await callPortal(session, '/assignment/accounts', { next_token }),
      await callPortal(bob, '/assignment/roles', { account_id: first ?? '', next_token }),
    ]
    expect(calls.map(({ status }) => status)).toEqual([200, 400, 400, 400])
  })

  it('gives hostile names as they are (T25)', async () => {
    const session = await signedIn()
    const names = (await pages(session)).flatMap(({ accountList }) =>
      accountList.map(({ accountName }) => accountName),
    )
    expect(names.slice(1, 1 + hostileNames.length)).toEqual(hostileNames)
    for (const [index, roleName] of hostileNames.entries()) {
      const { accountId = '' } = accounts[index + 1] ?? {}
      const { body } = await callPortal(session, '/federation/credentials', {
        account_id: accountId,
        role_name: roleName,
      })
      expect(Object.keys(body)).toEqual(['roleCredentials'])
    }
  })
})

describe('organisation', () => {
  it('is the same for the same seed, with account numbers that are all different', () => {
    const again = organisation({ accounts: size, roles: 5, seed: 7 })
    const other = organisation({ accounts: size, roles: 5, seed: 8 })
    const numbers = new Set(accounts.map(({ accountId }) => accountId))
    expect([again, numbers.size, [...numbers].every((each) => /^\d{12}$/.test(each))]).toEqual([
      accounts,
      size,
      true,
    ])
    expect(other).not.toEqual(accounts)
  })

  it('has as many roles as asked for, all different in an account', () => {
    const large = organisation({ accounts: 30, roles: 40 })
    expect(large.map(({ roles }) => new Set(roles.map(({ roleName }) => roleName)).size)).toEqual(
      Array(30).fill(40),
    )
  })
})
