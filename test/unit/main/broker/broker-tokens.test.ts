import { describe, expect, it } from 'vitest'
import { ask, minutes, outcome, seconds } from '../../../fakes/broker-scene.ts'
import { centerScene, kept, restarted, token } from '../../../fakes/center-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'

const hours = 60 * minutes

describe('createBroker, for access tokens', () => {
  it('gives the token of the sign-in until it is due, and asks AWS nothing for it, not even after a restart', async () => {
    const scene = centerScene()
    const first = `${scene.session.accessToken} eu-central-1`
    expect([await token(scene), await token(restarted(scene)), scene.center.refreshes]).toEqual([
      first,
      first,
      [],
    ])
  })

  it('renews it in the background with 15 minutes left while somebody uses the session', async () => {
    const scene = centerScene()
    await scene.clock.advance(40 * minutes)
    await token(scene)
    await scene.clock.advance(4 * minutes + 50 * seconds)
    expect(scene.center.refreshes).toHaveLength(0)
    await scene.clock.advance(30 * seconds)
    expect([scene.center.refreshes.length, kept(scene).previousRefreshToken]).toEqual([
      1,
      scene.session.refreshToken,
    ])
    await scene.clock.advance(20 * minutes)
    expect([scene.clock.scheduled, scene.center.refreshes.length]).toEqual([0, 1])
  })

  it('tries once a minute at most', async () => {
    const scene = centerScene()
    await scene.clock.advance(46 * minutes)
    scene.center.fault = 'server-error'
    for (let second = 0; second < 600; second += 1) {
      await token(scene)
      await scene.clock.advance(1 * seconds)
    }
    const gaps = scene.center.refreshes.slice(1).map(({ at }, n) => at - (scene.center.refreshes[n]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60 * seconds)
    expect(gaps.length).toBeGreaterThan(3)
  })

  it('makes the rotated token durable before anything leaves that came with it (R1)', async () => {
    const scene = centerScene()
    await scene.clock.advance(2 * hours)
    const disk = Promise.withResolvers<void>()
    scene.vault.pause = disk.promise
    const asked = outcome(scene.broker.credentials('role0'))
    await scene.clock.advance(1 * seconds)
    const after = outcome(scene.broker.credentials('role1'))
    await scene.clock.advance(1 * seconds)
    expect([scene.center.refreshes.length, scene.center.roleCalls.length, scene.notices]).toEqual([1, 0, []])
    expect(kept(scene).refreshToken).toBe(scene.session.refreshToken)
    disk.resolve()
    await settle()
    const answers = [await asked, await after].map((key) => scene.center.check(key)?.roleName)
    expect(answers).toEqual(['Role0', 'Role1'])
    expect(kept(scene).previousRefreshToken).toBe(scene.session.refreshToken)
  })

  it('uses a token that is only in memory once nothing else lives, and says that a restart loses the session (R5)', async () => {
    const scene = centerScene()
    await scene.clock.advance(2 * hours)
    scene.vault.isWritable = false
    expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
    expect(scene.notices).toMatchObject([{ kind: 'restart-loses-session' }])
    expect(scene.broker.sessions()).toMatchObject([{ durable: false }])
    scene.vault.isWritable = true
    await scene.clock.advance(2 * minutes)
    expect([kept(scene).previousRefreshToken, scene.broker.sessions()[0]?.durable]).toEqual([
      scene.session.refreshToken,
      true,
    ])
  })

  it('does not rotate what it cannot save while a role has credentials that live (R5)', async () => {
    const scene = centerScene()
    scene.center.roleSeconds = 12 * 3600
    const first = await ask(scene, 'role0')
    scene.vault.isWritable = false
    await scene.vault.update((contents) => contents).catch(() => undefined)
    for (let minute = 0; minute < 11.5 * 60; minute += 5) {
      expect(await ask(scene, 'role0')).toBe(first)
      await scene.clock.advance(5 * minutes)
    }
    expect([scene.center.refreshes, scene.notices]).toEqual([[], []])
  })

  it('asks again with the same token when a reply was lost, and goes on where AWS takes it (R21)', async () => {
    const scene = centerScene()
    await scene.clock.advance(2 * hours)
    scene.center.fault = 'lost'
    expect(await ask(scene, 'role0')).toBe('network-down')
    scene.center.fault = 'none'
    await scene.clock.advance(2 * seconds)
    expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
    const [lost, again] = scene.center.refreshes
    expect([again?.token, scene.notices, scene.center.rotations.length]).toEqual([lost?.token, [], 1])
  })

  it('says that the session has ended when AWS does not take the token of a lost reply again (R21)', async () => {
    const scene = centerScene({ prepare: (center) => Object.assign(center, { reuse: false }) })
    await scene.clock.advance(2 * hours)
    scene.center.fault = 'lost'
    expect(await ask(scene, 'role0')).toBe('network-down')
    expect(kept(scene).ended).toBeUndefined()
    scene.center.fault = 'none'
    await scene.clock.advance(2 * seconds)
    expect(await ask(scene, 'role0')).toBe('session-expired')
    expect([kept(scene).ended?.code, scene.notices.length]).toEqual(['session-expired', 1])
  })

  it('goes on with the token that another program rotated to, when the vault has it (R20)', async () => {
    const scene = centerScene({ prepare: (center) => Object.assign(center, { reuse: false }) })
    await scene.clock.advance(2 * hours)
    scene.center.latencyInMilliseconds = 1 * seconds
    const asked = outcome(scene.broker.credentials('role0'))
    await scene.clock.advance(500)
    const other = scene.center.rotateElsewhere(scene.session)
    if (!other) throw new Error('not rotated')
    await scene.vault.update((contents) => ({ ...contents, sessions: [other] }))
    await scene.clock.advance(10 * seconds)
    expect(scene.center.check(await asked)?.roleName).toBe('Role0')
    expect([scene.notices, kept(scene).previousRefreshToken]).toEqual([[], other.refreshToken])
  })

  it('holds back what only memory has, until the disk has it as the token before the one that another program rotated to (R1, R20)', async () => {
    const scene = centerScene({ roles: 3, prepare: (center) => Object.assign(center, { reuse: false }) })
    const { center, vault, session } = scene
    await scene.clock.advance(45 * minutes)
    vault.isWritable = false
    await ask(scene, 'role0')
    const ours = vault.contents().sessions.find(({ id }) => id === session.id)
    if (ours?.kind !== 'identity-center') throw new Error('not in memory')
    await ask(scene, 'role1')
    const shown = () => center.roleCalls.map(({ accessToken }) => accessToken)
    expect([ours.previousRefreshToken, shown()]).toEqual([
      session.refreshToken,
      [session.accessToken, session.accessToken],
    ])
    vault.isWritable = true
    const other = center.rotateElsewhere(ours)
    if (!other) throw new Error('not rotated')
    await vault.update((contents) => ({ ...contents, sessions: [other] }))
    await ask(scene, 'role2')
    expect([shown()[2], kept(scene).refreshToken, kept(scene).previousRefreshToken]).toEqual([
      ours.accessToken,
      other.refreshToken,
      ours.refreshToken,
    ])
    expect([center.rotations.length, scene.notices]).toEqual([2, []])
    const next = restarted(scene)
    await scene.clock.advance(2 * hours)
    expect(center.check(await ask(next, 'role0'))?.roleName).toBe('Role0')
  })

  it('lets a session whose client AWS no longer knows last as long as its access token, then ends it', async () => {
    const scene = centerScene()
    scene.center.knowsClients = false
    await scene.clock.advance(50 * minutes)
    expect(await token(scene)).toBe(`${scene.session.accessToken} eu-central-1`)
    await settle()
    expect([scene.center.refreshes.length, scene.notices, kept(scene).ended]).toEqual([1, [], undefined])
    expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
    await scene.clock.advance(11 * minutes)
    expect([await token(scene), await ask(scene, 'role1')]).toEqual(['session-expired', 'session-expired'])
    expect([kept(scene).ended?.code, scene.notices.length]).toEqual(['session-expired', 1])
  })

  it('lets AWS say when a session without a refresh token has ended, and not a clock', async () => {
    const scene = centerScene({ prepare: (center) => Object.assign(center, { givesRefreshTokens: false }) })
    scene.clock.setWall(scene.clock.now() + 24 * hours)
    expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
    expect(await token(scene)).toBe(`${scene.session.accessToken} eu-central-1`)
    await scene.clock.advance(50 * minutes)
    expect(scene.center.check(await ask(scene, 'role1'))?.roleName).toBe('Role1')
    expect([scene.notices, kept(scene).ended]).toEqual([[], undefined])
    await scene.clock.advance(11 * minutes)
    const [ended] = await Promise.all([outcome(scene.broker.credentials('role0')), scene.clock.advance(1)])
    expect([ended, scene.notices.length]).toEqual(['session-expired', 1])
    expect(kept(scene).ended?.code).toBe('session-expired')
    await scene.clock.advance(20 * minutes)
    expect([scene.clock.scheduled, scene.center.refreshes]).toEqual([0, []])
  })

  it('gives another token in the place of one that the portal refused, renewed once for all who come with it', async () => {
    const scene = centerScene()
    const { accessToken } = scene.session
    const [one, two] = await Promise.all([token(scene, accessToken), token(scene, accessToken)])
    expect([one === two, one.startsWith(accessToken), scene.center.refreshes.length]).toEqual([
      true,
      false,
      1,
    ])
    expect(await token(scene, accessToken)).toBe(one)
    expect(scene.center.refreshes).toHaveLength(1)
  })

  it('ends a session whose only token the portal refused', async () => {
    const scene = centerScene({ prepare: (center) => Object.assign(center, { givesRefreshTokens: false }) })
    expect(await token(scene, scene.session.accessToken)).toBe('session-expired')
    expect([kept(scene).ended?.code, scene.notices.length]).toEqual(['session-expired', 1])
  })

  it('tells who asks for a session that is not there, is of another kind, or has ended', async () => {
    const scene = centerScene()
    await expect(scene.broker.accessTokenOf('identity-center:other')).rejects.toMatchObject({
      code: 'session-missing',
      message: 'IAM Identity Center session other is signed out. Run: signet login --sso --session other',
    })
    scene.center.end(scene.session)
    await scene.clock.advance(2 * hours)
    await expect(scene.broker.accessTokenOf(scene.session.id)).rejects.toMatchObject({
      code: 'session-expired',
      message: 'The IAM Identity Center session corp has ended. Run: signet login --sso --session corp',
    })
    await scene.broker.close()
    await expect(scene.broker.accessTokenOf(scene.session.id)).rejects.toBeDefined()
  })

  it('shows how a session stands: when its access token ends, and when it is renewed', async () => {
    const scene = centerScene()
    await ask(scene, 'role0')
    expect(scene.broker.sessions()).toEqual([
      {
        sessionId: 'identity-center:corp',
        state: 'active',
        profiles: ['role0', 'role1', 'again'],
        expiration: scene.session.accessTokenExpiresAt,
        renewedAt: scene.session.renewedAt,
        nextRenewalAt: scene.session.accessTokenExpiresAt - 15 * minutes,
        lastFailure: undefined,
        durable: true,
      },
    ])
  })
})
