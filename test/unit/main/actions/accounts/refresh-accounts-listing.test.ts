import { describe, expect, it } from 'vitest'
import { accountCache } from '../../../../../main/actions/accounts/account-cache.ts'
import type { ListingProgress } from '../../../../../main/actions/accounts/account-list.ts'
import { accountRefresher } from '../../../../../main/actions/accounts/refresh-accounts.ts'
import { overridesFrom } from '../../../../../main/aws/endpoint-overrides.ts'
import { loadEndpoints } from '../../../../../main/aws/endpoints.ts'
import { serverTime } from '../../../../../main/aws/server-time.ts'
import { ssoPortal } from '../../../../../main/aws/sso-portal.ts'
import { UnavailableError } from '../../../../../main/kernel/errors.ts'
import { AccountScene, corp, rolesOf } from '../../../../fakes/account-scene.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { accountIdOf, organisation } from '../../../../fakes/fake-portal.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'
import { RandomPortal } from '../../../../fakes/random-portal.ts'
import { SeededRandom } from '../../../../fakes/seeded-random.ts'
import { asRoles, expired, throttled } from '../refresh-scene.ts'

describe('accountRefresher: a listing', () => {
  it('reads 1,000 accounts of 5 roles through random 429 and 500, at most 5 at once, with few saves (R17, R18)', async () => {
    const org = organisation(1_000, 5)
    const scene = new AccountScene(org)
    const random = new SeededRandom(7)
    const answered: string[] = []
    scene.portal.before = async (call) => {
      // A save goes through another thread: a portal that answers at once would be done before it.
      await new Promise<void>((resolve) =>
        answered.length % 25 === 0 ? setTimeout(resolve, 5) : setImmediate(resolve),
      )
      const luck = random.unit()
      if (call !== 'accounts' && luck < 0.06) throw throttled()
      if (call !== 'accounts' && luck < 0.12) throw new UnavailableError('server-error', 'A 503.')
      answered.push(call)
    }
    const { list, changes, unread } = await scene.refresher.refreshAccounts(corp)
    expect([rolesOf(list), changes, unread]).toEqual([asRoles(org), undefined, 0])
    expect(new Set(answered).size).toBe(answered.length)
    expect(scene.portal.mostInFlight).toBe(5)
    expect(scene.portal.calls.length).toBeGreaterThan(1_050)
    const saves = scene.files.changes.filter((change) => change.startsWith('replace'))
    expect(saves.length).toBeGreaterThan(10)
    expect(saves.length).toBeLessThanOrEqual(23)
    expect(await scene.keptRoles()).toEqual(asRoles(org))
  })

  it('reads 1,000 accounts of 5 roles from a 20-per-second portal over the real client (R17)', async () => {
    const clock = new FakeClock()
    const http = new RandomPortal(clock, {
      accounts: 1_000,
      rolesPerAccount: 5,
      perSecond: 20,
      throttled: 0.05,
      failing: 0.03,
      retryAfter: 'seconds',
      latencyInMilliseconds: 100,
      seed: 3,
    })
    const random = new SeededRandom(5)
    const portal = ssoPortal({
      http,
      clock,
      random,
      serverTime: serverTime(clock),
      endpoints: await loadEndpoints('sso', overridesFrom({})),
    })
    const files = new MemoryFiles()
    const log = new MemoryLog()
    const cache = accountCache({ files, log, folder: '/accounts' })
    const accessTokenOf = async () => ({ region: 'us-east-1', accessToken: 'token-1' })
    const { refreshAccounts } = accountRefresher({ portal, accessTokenOf, cache, clock, log })
    let ended = false
    const refreshed = refreshAccounts(corp).finally(() => {
      ended = true
    })
    while (!ended) await clock.advance(1_000)
    const { list, unread } = await refreshed
    expect([list.accounts.length, list.accounts.flatMap(({ roles }) => roles).length, unread]).toEqual([
      1_000, 5_000, 0,
    ])
    expect(http.count(429)).toBeGreaterThan(20)
  })

  it('tells how far it is: accounts as they are found, then each one done, never backwards', async () => {
    const scene = new AccountScene(organisation(230, 2))
    const seen: ListingProgress[] = []
    await scene.refresher.refreshAccounts(corp, { onProgress: (progress) => seen.push(progress) })
    expect(seen.slice(0, 4)).toEqual([
      { accountsDone: 0, accountsTotal: 100, rolesFound: 0 },
      { accountsDone: 0, accountsTotal: 200, rolesFound: 0 },
      { accountsDone: 0, accountsTotal: 230, rolesFound: 0 },
      { accountsDone: 0, accountsTotal: 230, rolesFound: 0 },
    ])
    expect(seen.slice(4)).toEqual(
      Array.from({ length: 230 }, (_, index) => ({
        accountsDone: index + 1,
        accountsTotal: 230,
        rolesFound: 2 * (index + 1),
      })),
    )
  })

  it('says what is new and what is gone since the last complete list', async () => {
    const [one, two, three, four] = [0, 1, 2, 3].map(accountIdOf) as [string, string, string, string]
    const before = new Map([
      [one, ['Admin', 'Read']],
      [two, ['Read']],
      [three, ['Read', 'Admin']],
    ])
    const scene = new AccountScene(before)
    await scene.refresher.refreshAccounts(corp)
    scene.portal.organisation = new Map([
      [four, ['Read']],
      [three, ['Admin', 'Read']],
      [one, ['Billing', 'Read']],
    ])
    const { changes, list } = await scene.refresher.refreshAccounts(corp)
    expect(changes).toEqual({
      accountsAdded: [four],
      accountsGone: [two],
      rolesAdded: [{ accountId: one, roleName: 'Billing' }],
      rolesGone: [{ accountId: one, roleName: 'Admin' }],
    })
    expect(rolesOf(list)).toEqual({
      [four]: ['Read'],
      [three]: ['Admin', 'Read'],
      [one]: ['Billing', 'Read'],
    })
  })

  it('uses an access token that was renewed while AWS was being asked', async () => {
    const scene = new AccountScene(organisation(20, 1))
    let current = 'token-1'
    scene.accessTokenOf = async () => ({ region: 'eu-central-1', accessToken: current })
    scene.portal.before = (call) => {
      if (scene.portal.accesses.at(-1)?.accessToken === 'token-1' && call === accountIdOf(9)) {
        current = 'token-2'
        throw expired()
      }
    }
    const { list } = await scene.refresher.refreshAccounts(corp)
    expect(list.accounts.every(({ readAt }) => readAt !== null)).toBe(true)
    expect(scene.portal.accesses.at(-1)?.accessToken).toBe('token-2')
  })
})
