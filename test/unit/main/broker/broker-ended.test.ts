import { describe, expect, it } from 'vitest'
import { ask, brokerScene, minutes, renewed, startBroker } from '../../../fakes/broker-scene.ts'
import { signInsOf } from '../../../fakes/memory-vault.ts'

describe('createBroker, ended sessions', () => {
  it.each([
    ['session-expired', 'session-expired', /has ended/],
    ['credentials-changed', 'credentials-changed', /have changed/],
    ['invalid-request', 'session-expired', /revoked/],
  ] as const)(
    'ends the session on %s: durably, with one notice, and never again upstream (R20)',
    async (refusal, code, words) => {
      const scene = await renewed()
      scene.signin.end(scene.session, refusal)
      await scene.clock.advance(6 * minutes)
      const { length } = scene.signin.calls
      const [asked] = await Promise.allSettled([scene.broker.credentials('dev')])
      expect(asked).toMatchObject({
        reason: {
          code,
          remedy: 'sign-in',
          message: expect.stringMatching(/Run: signet login --profile dev$/),
        },
      })
      expect((asked as { reason?: Error }).reason?.message).toMatch(words)
      expect(scene.broker.sessions()).toMatchObject([
        { state: 'ended', lastFailure: refusal, expiration: undefined },
      ])
      for (let hour = 0; hour < 8; hour += 1) {
        await ask(scene)
        await scene.clock.advance(60 * minutes)
      }
      expect([scene.signin.calls.length, scene.clock.scheduled]).toEqual([length, 0])
      expect(scene.notices).toMatchObject([
        { kind: 'session-ended', sessionId: scene.session.id, profiles: ['dev', 'test'], code: refusal },
      ])
      const [kept] = signInsOf(scene.vault.disk.contents)
      expect([kept?.ended?.code, kept?.id, kept?.refreshToken !== undefined]).toEqual([
        refusal,
        scene.session.id,
        true,
      ])
      expect(scene.broker.sessions()).toMatchObject([
        { state: 'ended', lastFailure: refusal, expiration: undefined },
      ])

      const restarted = startBroker({ ...scene, disk: scene.vault.disk })
      expect([await ask(restarted), scene.signin.calls.length, scene.notices.length]).toEqual([
        code,
        length,
        1,
      ])
    },
  )

  it('serves again after a new sign-in, and ends that one with a notice of its own', async () => {
    const scene = await renewed()
    scene.signin.end(scene.session, 'session-expired')
    await scene.clock.advance(6 * minutes)
    const again = scene.signin.signIn('ann')
    await scene.vault.update((contents) => ({ ...contents, sessions: [again] }))
    scene.broker.adopt(again)
    const { length } = scene.signin.calls
    expect([await ask(scene), scene.signin.calls.length]).toEqual([again.credentials?.accessKeyId, length])
    scene.signin.end(again, 'credentials-changed')
    await scene.clock.advance(6 * minutes)
    expect(scene.notices.map(({ code }) => code)).toEqual(['session-expired', 'credentials-changed'])
  })

  it('gives each waiting caller the name of its own profile', async () => {
    const scene = brokerScene()
    scene.signin.end(scene.session, 'session-expired')
    const asks = await Promise.allSettled(['dev', 'test'].map((profile) => scene.broker.credentials(profile)))
    expect(asks).toMatchObject([
      { reason: { message: expect.stringMatching(/--profile dev$/) } },
      { reason: { message: expect.stringMatching(/--profile test$/) } },
    ])
  })

  it('is not ended by faults, whatever they are (R15, R17, R18)', async () => {
    const scene = await renewed()
    for (const fault of [
      'down',
      'lost',
      'throttled',
      'server-error',
      'malformed',
      'forbidden',
      'hang',
    ] as const) {
      scene.signin.fault = fault
      await ask(scene, 'dev', 6 * minutes)
    }
    scene.signin.fault = 'none'
    await ask(scene, 'dev', 1 * minutes)
    await scene.clock.advance(20 * minutes)
    expect(scene.signin.check(await ask(scene))?.sessionId).toBe(scene.session.id)
    expect(scene.notices).toEqual([])
  })

  it('outlives a reply that was lost after the token was rotated (R21)', async () => {
    const scene = await renewed()
    scene.signin.fault = 'lost'
    await scene.clock.advance(6 * minutes)
    scene.signin.fault = 'none'
    await scene.clock.advance(2 * minutes)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })
})
