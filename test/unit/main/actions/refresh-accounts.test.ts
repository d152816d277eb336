import { describe, expect, it } from 'vitest'
import { accountCache } from '../../../../main/actions/account-cache.ts'
import type { ListingProgress } from '../../../../main/actions/account-list.ts'
import { accountRefresher } from '../../../../main/actions/refresh-accounts.ts'
import { overridesFrom } from '../../../../main/aws/endpoint-overrides.ts'
import { loadEndpoints } from '../../../../main/aws/endpoints.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { ssoPortal } from '../../../../main/aws/sso-portal.ts'
import {
  ProtocolError,
  RefusalError,
  SessionError,
  UnavailableError,
} from '../../../../main/kernel/errors.ts'
import { AccountScene, corp, rolesOf } from '../../../fakes/account-scene.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { accountIdOf, never, type Organisation, organisation } from '../../../fakes/fake-portal.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'
import { MemoryLog } from '../../../fakes/memory-log.ts'
import { RandomPortal } from '../../../fakes/random-portal.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const expired = () => new SessionError('session-expired', 'The session has ended. Sign in again.')
const throttled = () => new UnavailableError('throttled', 'Too many requests.')
const minutes = 60_000

const asRoles = (org: Organisation) => Object.fromEntries(org)

describe('accountRefresher: a listing', () => {
  it('reads 1,000 accounts of 5 roles through random 429 and 500, at most 5 at once, with few saves (R17, R18)', async () => {
    const org = organisation(1_000, 5)
    const scene = new AccountScene(org)
    const random = new SeededRandom(7)
    const answered: string[] = []
    scene.portal.before = async (call) => {
      await new Promise<void>((resolve) => setImmediate(resolve))
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

describe('accountRefresher: when AWS does not answer', () => {
  it('stops at session-expired and keeps what it has; a renewed session goes on from there', async () => {
    const scene = new AccountScene(organisation(12, 1))
    let allowed = 8
    scene.portal.before = () => {
      allowed -= 1
      if (allowed < 0) throw expired()
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'session-expired' })
    expect((await scene.kept())?.listing?.remaining).toEqual([7, 8, 9, 10, 11].map(accountIdOf))
    allowed = 100
    scene.portal.calls.length = 0
    await scene.refresher.refreshAccounts(corp)
    expect(scene.portal.calls).toEqual([7, 8, 9, 10, 11].map(accountIdOf))
  })

  it.each([
    ['throttled', throttled()],
    ['server-error', new UnavailableError('server-error', 'A 500.')],
    ['network-down', new UnavailableError('network-down', 'No network.')],
    ['access-denied', new RefusalError('access-denied', 'A proxy says no.')],
    ['response-malformed', new ProtocolError('response-malformed', 'A portal page.')],
  ])('never takes %s for a sign-out, and keeps the former list (R16, R17, R18)', async (code, fault) => {
    const org = organisation(30, 2)
    const scene = new AccountScene(org)
    await scene.refresher.refreshAccounts(corp)
    scene.portal.before = (call) => {
      if (call !== 'accounts') throw fault
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code })
    expect(await scene.keptRoles()).toEqual(asRoles(org))
    expect(scene.portal.calls.length).toBeLessThan(31 + 1 + 20)
  })

  it('does not let one account that AWS will not tell of keep it from the others', async () => {
    const org = organisation(40, 2)
    const scene = new AccountScene(org)
    const odd = new Map([
      [accountIdOf(3), new RefusalError('not-found', 'No such account.')],
      [accountIdOf(7), new ProtocolError('response-malformed', 'A role name with a line end.')],
      [accountIdOf(11), new UnavailableError('server-error', 'A 500.')],
    ])
    scene.portal.before = (call) => {
      const fault = odd.get(call)
      if (fault) throw fault
    }
    const { list, unread } = await scene.refresher.refreshAccounts(corp)
    expect(unread).toBe(3)
    expect(list.accounts.filter(({ readAt }) => readAt === null).map(({ accountId }) => accountId)).toEqual([
      ...odd.keys(),
    ])
    expect([list.listing, list.readAt]).toEqual([null, scene.clock.now()])
  })

  it('does not call it a list when no account could be read', async () => {
    const scene = new AccountScene(organisation(2, 2))
    scene.portal.before = (call) => {
      if (call !== 'accounts') throw new RefusalError('access-denied', 'A proxy says no.')
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'access-denied' })
    expect((await scene.kept())?.readAt).toBeNull()
  })

  it('leaves the kept list alone when even the accounts cannot be listed', async () => {
    const scene = new AccountScene(organisation(3, 1))
    await scene.refresher.refreshAccounts(corp)
    const before = await scene.kept()
    scene.portal.before = () => {
      throw throttled()
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'throttled' })
    expect(await scene.kept()).toEqual(before)
  })

  it('gives its list although the disk is full, and says so in the log (R1)', async () => {
    const org = organisation(60, 1)
    const scene = new AccountScene(org)
    scene.files.fail = { replace: 'no-space' }
    expect(rolesOf((await scene.refresher.refreshAccounts(corp)).list)).toEqual(asRoles(org))
    expect(scene.log.lines).toContainEqual({ event: 'accounts.not-saved', fields: { code: 'no-space' } })
  })
})

describe('accountRefresher: going on after an end', () => {
  const total = 13

  it('loses nothing of what was read, wherever it was called off, and reads nothing twice', async () => {
    for (let at = 0; at <= total; at += 1) {
      const scene = new AccountScene(organisation(total, 3))
      const person = new AbortController()
      const answered: string[] = []
      scene.portal.before = async (call, signal) => {
        await new Promise<void>((resolve) => setImmediate(resolve))
        signal?.throwIfAborted()
        if (answered.length === at) person.abort(new Error('called off'))
        else answered.push(call)
      }
      const refreshing = scene.refresher.refreshAccounts(corp, { signal: person.signal })
      await expect(refreshing).rejects.toThrow('called off')
      scene.portal.before = (call) => void answered.push(call)
      const progress: ListingProgress[] = []
      const { list } = await scene.refresher.refreshAccounts(corp, {
        onProgress: (now) => progress.push(now),
      })
      expect([at, rolesOf(list)]).toEqual([at, asRoles(organisation(total, 3))])
      expect([at, [...answered].sort()]).toEqual([at, ['accounts', ...organisation(total, 3).keys()].sort()])
      expect(progress.find(({ accountsTotal }) => accountsTotal === total)?.accountsDone).toBe(
        Math.max(0, at - 1),
      )
    }
  })

  it('saves in order on a slow disk: what it ends with is what stays', async () => {
    const scene = new AccountScene(organisation(total, 1))
    let write = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      write = resolve
    })
    let saves = 0
    scene.files.beforeReplace = async () => {
      saves += 1
      if (saves === 1) await slow
    }
    scene.portal.before = () => {
      if (scene.portal.calls.length > 6) throw expired()
    }
    const refreshing = scene.refresher.refreshAccounts(corp)
    await until(() => saves === 1 && scene.portal.calls.length > 6)
    await settle()
    write()
    await expect(refreshing).rejects.toThrow(SessionError)
    expect((await scene.kept())?.listing?.remaining.length).toBe(total - 5)
  })

  it('goes on from the last save after the agent was killed', async () => {
    const scene = new AccountScene(organisation(140, 1))
    let answered = 0
    const savedAt = () => {
      const [name] = scene.files.names('/state/accounts')
      const text = name && new TextDecoder().decode(scene.files.bytes(`/state/accounts/${name}`))
      return text ? JSON.parse(text).listing?.remaining.length : undefined
    }
    scene.portal.before = async (call, signal) => {
      if (call !== 'accounts') answered += 1
      if (answered > 120) await never(signal)
    }
    scene.refresher.refreshAccounts(corp).catch(() => undefined)
    await until(() => answered > 120 && (savedAt() ?? 140) <= 70)
    scene.portal.before = () => undefined
    scene.portal.calls.length = 0
    await scene.restarted().refreshAccounts(corp)
    expect(scene.portal.calls.length).toBeGreaterThanOrEqual(20)
    expect(scene.portal.calls.length).toBeLessThanOrEqual(70)
    expect(scene.portal.calls).not.toContain('accounts')
  })

  it.each([
    ['goes on within 15 minutes', 14 * minutes, corp, false],
    ['starts anew after 15 minutes', 15 * minutes, corp, true],
    ['starts anew when the clock went back', -1 * minutes, corp, true],
    ['starts anew after another sign-in, which may be another person’s', 0, { ...corp, signedInAt: 5 }, true],
    ['starts anew at another instance', 0, { ...corp, startUrl: 'https://other.example/start' }, true],
  ])('%s', async (_title, later, session, anew) => {
    const scene = new AccountScene(organisation(10, 1))
    scene.portal.before = () => {
      if (scene.portal.calls.length > 6) throw expired()
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toThrow(SessionError)
    scene.clock.setWall(scene.clock.now() + later)
    scene.portal.before = () => undefined
    scene.portal.calls.length = 0
    await scene.refresher.refreshAccounts(session)
    expect(scene.portal.calls.length).toBe(anew ? 11 : 5)
  })

  it('compares with the last complete list, however many listings were cut short since', async () => {
    const scene = new AccountScene(organisation(3, 2))
    await scene.refresher.refreshAccounts(corp)
    const [one, two, three] = [0, 1, 2].map(accountIdOf) as [string, string, string]
    const steps: Organisation[] = [
      new Map([
        [one, ['Passing']],
        [two, ['Role0']],
      ]),
      new Map([
        [one, ['Role0', 'Role1', 'Later']],
        ['200000000000', ['Role0']],
        [three, ['Role0']],
      ]),
    ]
    for (const step of steps) {
      scene.portal.organisation = step
      scene.portal.before = (call) => {
        if (call !== 'accounts' && call !== one) throw expired()
      }
      await expect(scene.refresher.refreshAccounts(corp)).rejects.toThrow(SessionError)
      scene.clock.setWall(scene.clock.now() + 20 * minutes)
    }
    scene.portal.before = () => undefined
    expect((await scene.refresher.refreshAccounts(corp)).changes).toEqual({
      accountsAdded: ['200000000000'],
      accountsGone: [two],
      rolesAdded: [{ accountId: one, roleName: 'Later' }],
      rolesGone: [{ accountId: three, roleName: 'Role1' }],
    })
  })
})

describe('accountRefresher: several who ask', () => {
  it('reads once for two who ask at once, and both see how far it is', async () => {
    const scene = new AccountScene(organisation(9, 1))
    const seen: ListingProgress[][] = [[], []]
    const first = scene.refresher.refreshAccounts(corp, { onProgress: (now) => seen[0]?.push(now) })
    await Promise.resolve()
    const second = scene.refresher.refreshAccounts({ ...corp }, { onProgress: (now) => seen[1]?.push(now) })
    expect(await first).toBe(await second)
    expect(scene.portal.calls.length).toBe(10)
    expect(seen.map((each) => each.at(-1)?.accountsDone)).toEqual([9, 9])
  })

  it('shows who comes late how far it is at once', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const first = scene.refresher.refreshAccounts(corp)
    await held
    const seen: ListingProgress[] = []
    const second = scene.refresher.refreshAccounts(corp, { onProgress: (now) => seen.push(now) })
    await settle()
    expect(seen).toEqual([{ accountsDone: 4, accountsTotal: 9, rolesFound: 4 }])
    release()
    await Promise.all([first, second])
  })

  it('goes on for the others when one leaves, and ends when the last has left', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const [one, two] = [new AbortController(), new AbortController()]
    const first = scene.refresher.refreshAccounts(corp, { signal: one.signal })
    const second = scene.refresher.refreshAccounts(corp, { signal: two.signal })
    await held
    one.abort(new Error('one left'))
    await expect(first).rejects.toThrow('one left')
    await settle()
    expect(scene.log.lines).toEqual([])
    two.abort(new Error('two left'))
    await expect(second).rejects.toThrow('two left')
    await until(() => scene.log.lines.length > 0)
    expect(scene.log.lines).toEqual([{ event: 'accounts.listing-ended-early', fields: { count: 4 } }])
    release()
  })

  it('goes on in the background when the person who also waited has left', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const person = new AbortController()
    const waiting = scene.refresher.refreshAccounts(corp, { signal: person.signal })
    expect(scene.refresher.refreshInBackground(corp)).toBe(true)
    await held
    person.abort(new Error('left'))
    await expect(waiting).rejects.toThrow('left')
    release()
    await until(() => scene.log.lines.length > 0)
    expect((await scene.kept())?.readAt).toBe(scene.clock.now())
  })

  it('does not hammer AWS from the background: after a failure it rests a minute', async () => {
    const scene = new AccountScene(organisation(2, 1))
    scene.portal.before = () => {
      throw throttled()
    }
    expect(scene.refresher.refreshInBackground(corp)).toBe(true)
    await until(() => scene.log.lines.length === 1)
    await settle()
    expect(scene.refresher.refreshInBackground(corp)).toBe(false)
    await scene.clock.advance(60_000)
    expect(scene.refresher.refreshInBackground(corp)).toBe(true)
    await until(() => scene.log.lines.length === 2)
    expect(scene.portal.calls.length).toBe(2)
  })

  it('waits for one that is being called off to save before it starts the next', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const person = new AbortController()
    const first = scene.refresher.refreshAccounts(corp, { signal: person.signal })
    await held
    person.abort(new Error('left'))
    const second = scene.refresher.refreshAccounts(corp)
    await expect(first).rejects.toThrow('left')
    release()
    await second
    expect(scene.portal.calls.filter((call) => call === 'accounts').length).toBe(1)
  })

  it('gives up a listing when somebody signs in anew meanwhile', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const former = scene.refresher.refreshAccounts(corp)
    await held
    const latter = scene.refresher.refreshAccounts({ ...corp, signedInAt: corp.signedInAt + 1 })
    await expect(former).rejects.toMatchObject({ code: 'conflict', remedy: 'retry' })
    release()
    expect((await latter).list.signedInAt).toBe(corp.signedInAt + 1)
  })

  it('forgets a session with its listing and its file', async () => {
    const { scene, held } = heldAt(organisation(9, 1), 5)
    const refreshing = scene.refresher.refreshAccounts(corp)
    await held
    await until(() => scene.files.names('/state/accounts').length === 1)
    await Promise.all([
      expect(refreshing).rejects.toMatchObject({ code: 'session-missing' }),
      scene.refresher.forget(corp.id),
    ])
    expect(scene.files.names('/state/accounts')).toEqual([])
    await scene.refresher.forget('identity-center:unknown')
  })

  it('saves what it has when the agent ends, and starts nothing after', async () => {
    const { scene, held } = heldAt(organisation(9, 1), 5)
    const refreshing = scene.refresher.refreshAccounts(corp)
    const refused = expect(refreshing).rejects.toMatchObject({ code: 'agent-busy' })
    await held
    scene.files.beforeReplace = settle
    await scene.refresher.close()
    const kept = await scene.kept()
    await refused
    expect(kept?.listing?.remaining.length).toBe(5)
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'agent-busy' })
    expect(scene.refresher.refreshInBackground(corp)).toBe(false)
  })
})

/** A scene where every call after the first few waits until it is released. `held` resolves when nothing else goes on. */
function heldAt(org: Organisation, calls: number) {
  const scene = new AccountScene(org)
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let holding = 0
  let hold = (): void => undefined
  const held = new Promise<void>((resolve) => {
    hold = resolve
  })
  scene.portal.before = async (_call, signal) => {
    if (scene.portal.calls.length <= calls) return
    holding += 1
    if (holding === 5) hold()
    await Promise.race([released, never(signal)])
  }
  return { scene, held, release: () => release() }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await settle()
}
