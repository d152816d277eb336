import { describe, expect, it } from 'vitest'
import { SessionError } from '../../../../main/kernel/errors.ts'
import { ask, minutes, outcome, seconds } from '../../../fakes/broker-scene.ts'
import { account, centerScene, kept, restarted } from '../../../fakes/center-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'

const hours = 60 * minutes

describe('createBroker, for roles', () => {
  it('answers profiles of the same account and role with the same credentials, and others with their own', async () => {
    const scene = centerScene()
    const [zero, one, again] = [
      await ask(scene, 'role0'),
      await ask(scene, 'role1'),
      await ask(scene, 'again'),
    ]
    expect([scene.center.check(zero), scene.center.check(one), again]).toMatchObject([
      { accountId: account, roleName: 'Role0' },
      { accountId: account, roleName: 'Role1' },
      zero,
    ])
    expect([scene.center.roleCalls.length, scene.center.refreshes.length]).toEqual([2, 0])
    expect(scene.broker.peek('again')?.credentials).toMatchObject({ accessKeyId: zero, accountId: account })
  })

  it('keeps accounts apart where the role has the same name (P5)', async () => {
    const scene = centerScene()
    const other = { session: scene.session.id, accountId: '444455556666', roleName: 'Role0' }
    await scene.vault.update((contents) => ({
      ...contents,
      profiles: { ...contents.profiles, other },
    }))
    const asks = [await ask(scene, 'role0'), await ask(scene, 'other'), await ask(scene, 'again')]
    expect(asks.map((key) => scene.center.check(key)?.accountId)).toEqual([account, '444455556666', account])
  })

  it('asks once for each of 50 cold roles, and refreshes the access token once, for 20 who ask for each at once (R28)', async () => {
    const scene = centerScene({ roles: 50 })
    await scene.clock.advance(2 * hours)
    scene.center.latencyInMilliseconds = 100
    const asks = Array.from({ length: 1000 }, (_, at) => outcome(scene.broker.credentials(`role${at % 50}`)))
    await settle()
    await scene.clock.advance(2 * seconds)
    const answers = await Promise.all(asks)
    const right = answers.every((key, at) => scene.center.check(key)?.roleName === `Role${at % 50}`)
    expect([
      right,
      new Set(answers).size,
      scene.center.roleCalls.length,
      scene.center.refreshes.length,
    ]).toEqual([true, 50, 50, 1])
  })

  it('renews a role in use when a third of its hour is left, and the access token ahead of it, so that nobody waits', async () => {
    const scene = centerScene()
    const seen = new Set<string>()
    for (let minute = 0; minute < 3 * 60; minute += 1) {
      const peeked = scene.broker.peek('role0')?.credentials.accessKeyId
      if (minute > 0) expect(peeked).toBeDefined()
      const key = await ask(scene, 'role0')
      seen.add(key)
      expect(scene.center.check(key)?.lifeInMilliseconds).toBeGreaterThan(15 * minutes)
      await scene.clock.advance(1 * minutes)
    }
    // Every 40 minutes credentials, every 45 an access token.
    expect([seen.size, scene.center.roleCalls.length, scene.center.refreshes.length]).toEqual([5, 5, 4])
    expect(scene.center.mostRefreshesInFlight).toBe(1)
  })

  it('leaves all alone that nobody asks for, and keeps no timer (R11)', async () => {
    const scene = centerScene()
    await ask(scene, 'role0')
    await scene.clock.advance(20 * minutes)
    expect(scene.clock.scheduled).toBe(0)
    await scene.clock.advance(5 * hours)
    expect([scene.clock.scheduled, scene.center.roleCalls.length, scene.center.refreshes.length]).toEqual([
      0, 1, 0,
    ])
  })

  it.each(['down', 'throttled', 'server-error', 'malformed', 'forbidden', 'lost'] as const)(
    'serves what it has to 30 seconds before its end when AWS cannot be asked (%s), and never says "sign in" (R13, R17, R18)',
    async (fault) => {
      const scene = centerScene()
      const first = await ask(scene, 'role0')
      scene.center.fault = fault
      const seen: string[] = []
      for (let left = 3600; left > 0; left -= 10) {
        seen.push(await ask(scene, 'role0'))
        await scene.clock.advance(10 * seconds)
      }
      expect([seen.lastIndexOf(first), new Set(seen.slice(0, 357)).size]).toEqual([356, 1])
      expect(seen.slice(357)).not.toContain('session-expired')
      expect([scene.notices, kept(scene).ended]).toEqual([[], undefined])
      const gaps = scene.center.roleCalls
        .slice(2)
        .map(({ at }, n) => at - (scene.center.roleCalls[n + 1]?.at ?? 0))
      expect(Math.min(...gaps.slice(0, -3))).toBeGreaterThanOrEqual(60 * seconds)
      scene.center.fault = 'none'
      await scene.clock.advance(15 * minutes)
      expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
    },
  )

  it('shares a failure once with all who wait, then rests, and says once until when (R29)', async () => {
    const scene = centerScene()
    await scene.clock.advance(2 * hours)
    scene.center.fault = 'down'
    const asks = await Promise.allSettled([1, 2, 3].map(() => scene.broker.credentials('role0')))
    const reasons = asks.map((asked) => asked.status === 'rejected' && asked.reason)
    expect(new Set(reasons).size).toBe(1)
    expect(reasons[0]).toMatchObject({
      code: 'network-down',
      message: expect.stringMatching(/^AWS cannot be reached\. Signet tries again in \d+ seconds?\.$/),
    })
    const again = await outcome(scene.broker.credentials('again'))
    expect([again, scene.center.refreshes.length, scene.center.roleCalls.length]).toEqual([
      'network-down',
      1,
      0,
    ])
  })

  it('rests as long as a throttling portal asks (R17)', async () => {
    const scene = centerScene()
    scene.center.portalFault = 'throttled'
    scene.center.retryAfterSeconds = 120
    expect(await ask(scene, 'role0')).toBe('throttled')
    for (let second = 0; second < 119; second += 1) {
      await ask(scene, 'role0')
      await scene.clock.advance(1 * seconds)
    }
    expect(scene.center.roleCalls).toHaveLength(1)
    await scene.clock.advance(2 * seconds)
    expect(scene.center.roleCalls).toHaveLength(2)
  })

  it('refuses one role that is not assigned, asks about it again after a minute, and leaves the rest alone', async () => {
    const scene = centerScene()
    scene.center.unassigned.add(`${account}/Role1`)
    expect([await ask(scene, 'role1'), await ask(scene, 'role1')]).toEqual([
      'role-not-assigned',
      'role-not-assigned',
    ])
    expect(scene.center.roleCalls).toHaveLength(1)
    expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
    expect([scene.notices, kept(scene).ended, scene.broker.sessions()[0]?.state]).toEqual([
      [],
      undefined,
      'active',
    ])
    scene.center.unassigned.clear()
    await scene.clock.advance(61 * seconds)
    expect(scene.center.check(await ask(scene, 'role1'))?.roleName).toBe('Role1')
  })

  it('refreshes the access token once for all when the portal does not take it, and asks again with the new one', async () => {
    const scene = centerScene({ roles: 20 })
    // What the vault has is over at AWS, though no clock here says so.
    scene.clock.setWall(scene.clock.now() - 3 * hours)
    await scene.clock.advance(2 * hours)
    scene.center.latencyInMilliseconds = 50
    const asks = Array.from({ length: 20 }, (_, at) => outcome(scene.broker.credentials(`role${at}`)))
    await settle()
    await scene.clock.advance(5 * seconds)
    const answers = await Promise.all(asks)
    expect(answers.map((key) => scene.center.check(key)?.roleName)).toEqual(
      answers.map((_, at) => `Role${at}`),
    )
    expect([scene.center.refreshes.length, scene.center.roleCalls.length]).toEqual([1, 40])
  })

  it('ends the session when the portal refuses a refreshed token too, and says so once to everyone', async () => {
    const scene = centerScene({ roles: 3 })
    scene.center.portalRefusesAll = true
    const asks = await Promise.all(['role0', 'role1', 'role2'].map((name) => ask(scene, name)))
    expect([asks, scene.center.refreshes.length]).toEqual([Array(3).fill('session-expired'), 1])
    expect(kept(scene).ended?.code).toBe('session-expired')
    expect(scene.notices).toMatchObject([
      { kind: 'session-ended', profiles: ['role0', 'role1', 'role2', 'again'], code: 'session-expired' },
    ])
    expect(restarted(scene).broker.sessions()).toMatchObject([
      { state: 'ended', expiration: undefined, lastFailure: 'session-expired' },
    ])
    const calls = scene.center.roleCalls.length
    await expect(scene.broker.credentials('role0')).rejects.toMatchObject({
      code: 'session-expired',
      remedy: 'sign-in',
      message: 'The IAM Identity Center session corp has ended. Run: signet login --sso --session corp',
    })
    expect(scene.center.roleCalls).toHaveLength(calls)
  })

  it('lets credentials of a role live to their end after the session has ended, as AWS does, and gives no others', async () => {
    const scene = centerScene()
    const first = await ask(scene, 'role0')
    scene.center.end(scene.session)
    expect(await ask(scene, 'role1')).toBe('session-expired')
    expect(scene.notices).toHaveLength(1)
    const calls = [scene.center.roleCalls.length, scene.center.refreshes.length]
    await scene.clock.advance(58 * minutes)
    expect(await ask(scene, 'role0')).toBe(first)
    await scene.clock.advance(2 * minutes)
    expect([await ask(scene, 'role0'), scene.broker.peek('role0')]).toEqual(['session-expired', undefined])
    expect([scene.center.roleCalls.length, scene.center.refreshes.length]).toEqual(calls)
    await scene.clock.advance(20 * minutes)
    expect([scene.clock.scheduled, scene.notices.length]).toEqual([0, 1])
    const next = restarted(scene)
    expect(await ask(next, 'role0')).toBe('session-expired')
    expect(next.broker.sessions()).toMatchObject([{ state: 'ended', nextRenewalAt: undefined }])
  })

  it('forgets the roles of a session that was signed out, and gives up what is under way', async () => {
    const scene = centerScene()
    await ask(scene, 'role0')
    scene.center.latencyInMilliseconds = 1 * seconds
    const asked = outcome(scene.broker.credentials('role1'))
    await scene.clock.advance(500)
    scene.broker.forget(scene.session.id)
    await scene.vault.update((contents) => ({ ...contents, sessions: [], profiles: {} }))
    await scene.clock.advance(5 * seconds)
    expect([await asked, await ask(scene, 'role0'), scene.broker.peek('again')]).toEqual([
      'session-missing',
      'session-missing',
      undefined,
    ])
  })

  it('tells who waits for a role at once that its session was signed out', async () => {
    const scene = centerScene()
    scene.center.portalFault = 'hang'
    const asked = outcome(scene.broker.credentials('role0'))
    await settle()
    scene.broker.forget(scene.session.id)
    await scene.vault.update((contents) => ({ ...contents, sessions: [], profiles: {} }))
    await settle()
    expect(await asked).toBe('session-missing')
    expect(scene.clock.scheduled).toBe(0)
  })

  it('drops the credentials of a role that no profile is served by any more', async () => {
    const scene = centerScene()
    await ask(scene, 'role1')
    const { profiles } = scene.vault.contents()
    const { role1, ...others } = profiles
    await scene.vault.update((contents) => ({ ...contents, profiles: others }))
    await ask(scene, 'role0')
    await scene.vault.update((contents) => ({ ...contents, profiles }))
    await ask(scene, 'role1')
    expect(scene.center.roleCalls).toHaveLength(3)
    expect(role1).toBeDefined()
  })

  it('starts anew with another sign-in of the same name', async () => {
    const scene = centerScene()
    const first = await ask(scene, 'role0')
    const session = scene.center.signIn('corp')
    await scene.vault.update((contents) => ({ ...contents, sessions: [session] }))
    scene.broker.adopt(session)
    const second = await ask(scene, 'role0')
    expect([second === first, scene.center.check(second)?.session, scene.center.refreshes.length]).toEqual([
      false,
      'corp 4',
      0,
    ])
  })

  it('keeps no credentials of a role in the vault, and nothing in memory that a lock does not drop', async () => {
    const scene = centerScene()
    await ask(scene, 'role0')
    expect(JSON.stringify(scene.disk.contents)).not.toMatch(/ASIA|secret-of|token-of/)
    scene.vault.lock()
    scene.broker.lock()
    expect(await ask(scene, 'role0')).toBe('vault-locked')
    await scene.vault.open()
    await ask(scene, 'role0')
    expect(scene.center.roleCalls).toHaveLength(2)
  })

  it('tells a profile without a role what it lacks', async () => {
    const scene = centerScene()
    await scene.vault.update((contents) => ({
      ...contents,
      profiles: { bare: { session: scene.session.id } },
    }))
    await expect(scene.broker.credentials('bare')).rejects.toMatchObject({
      code: 'profile-unknown',
      remedy: 'fix-config',
    })
  })

  it('serves nothing that ended while the clocks jumped or the machine slept (P5, R9)', async () => {
    const scene = centerScene()
    for (const jump of [3 * hours, -5 * hours, 24 * hours, -24 * hours]) {
      scene.clock.setWall(scene.clock.now() + jump)
      expect(scene.center.check(await ask(scene, 'role0'))?.lifeInMilliseconds).toBeGreaterThan(0)
      await scene.clock.suspend(50 * minutes)
      expect(scene.center.check(await ask(scene, 'role0'))?.lifeInMilliseconds).toBeGreaterThan(0)
    }
  })

  it('frees the key after 3 minutes from a portal that never answers (R29)', async () => {
    const scene = centerScene()
    scene.center.portalFault = 'deaf'
    expect(await ask(scene, 'role0', 16 * seconds)).toBe('timed-out')
    scene.center.portalFault = 'none'
    await scene.clock.advance(3 * minutes)
    expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
  })

  it('keeps the portal free for who waits while a thousand roles are renewed', async () => {
    const scene = centerScene({ roles: 1001 })
    scene.center.portalPerSecond = 10
    scene.center.latencyInMilliseconds = 100
    for (let at = 0; at < 1000; at += 1) {
      void outcome(scene.broker.credentials(`role${at}`))
      if (at % 10 === 9) await scene.clock.advance(1 * seconds)
    }
    await scene.clock.advance(20 * seconds)
    expect(scene.center.roleCalls).toHaveLength(1000)
    // When the machine wakes, all of them are due at once.
    await scene.clock.suspend(50 * minutes)
    await scene.clock.advance(6 * seconds)
    const waiting = outcome(scene.broker.credentials('role1000'))
    await scene.clock.advance(3 * seconds)
    expect(scene.center.check(await waiting)?.roleName).toBe('Role1000')
    for (let second = 0; second < 120; second += 1) {
      for (let at = 0; at < 1000; at += 1) scene.broker.peek(`role${at}`)
      await scene.clock.advance(1 * seconds)
    }
    const renewed = scene.center.roleCalls.slice(1000).map(({ role }) => role)
    expect([new Set(renewed).size, renewed.length]).toEqual([1001, 1001])
    await scene.clock.advance(40 * minutes)
    expect([scene.clock.scheduled, scene.notices]).toEqual([0, []])
  })

  it('never lets a token or a key into the log, a notice or a state', async () => {
    const scene = centerScene()
    await ask(scene, 'role0')
    scene.center.end(scene.session)
    await ask(scene, 'role1')
    const shown = JSON.stringify([scene.log.lines, scene.notices, scene.broker.sessions()])
    expect(shown).toContain('session-ended')
    expect(shown).not.toMatch(/ASIA|secret|access-\d|refresh-\d/)
  })

  it('ends a wait when the caller goes away, and goes on for the others', async () => {
    const scene = centerScene()
    scene.center.latencyInMilliseconds = 1 * seconds
    const caller = new AbortController()
    const gone = scene.broker.credentials('role0', { signal: caller.signal })
    const stays = outcome(scene.broker.credentials('again'))
    caller.abort(new SessionError('session-missing', 'left'))
    await expect(gone).rejects.toThrow('left')
    await scene.clock.advance(5 * seconds)
    expect([scene.center.check(await stays)?.roleName, scene.center.roleCalls.length]).toEqual(['Role0', 1])
  })
})
