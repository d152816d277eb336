import { describe, expect, it } from 'vitest'
import type { ListingProgress } from '../../../../../main/actions/accounts/account-list.ts'
import { SessionError } from '../../../../../main/kernel/errors.ts'
import { AccountScene, corp, rolesOf } from '../../../../fakes/account-scene.ts'
import { settle } from '../../../../fakes/fake-clock.ts'
import { accountIdOf, never, type Organisation, organisation } from '../../../../fakes/fake-portal.ts'
import { asRoles, expired, until } from '../refresh-scene.ts'

const minutes = 60_000

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
