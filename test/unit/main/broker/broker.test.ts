import { describe, expect, it } from 'vitest'
import { ask, brokerScene, minutes, outcome, renewed, seconds } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { memoryDisk, signInsOf } from '../../../fakes/memory-vault.ts'

describe('createBroker', () => {
  it('renews once, then answers every profile of the session from memory', async () => {
    const scene = brokerScene()
    const answers = [await ask(scene), await ask(scene, 'test'), await ask(scene)]
    expect(new Set(answers).size).toBe(1)
    expect(scene.signin.check(answers[0] ?? '')).toEqual({
      sessionId: scene.session.id,
      lifeInMilliseconds: 900 * seconds,
    })
    expect(scene.signin.calls).toHaveLength(1)
    expect(scene.broker.peek('test')?.credentials).toMatchObject({
      accessKeyId: answers[0],
      accountId: '111122223333',
    })
  })

  it('sends 200 callers of an expired key upstream as one (R28)', async () => {
    const scene = await renewed()
    await scene.clock.advance(40 * minutes)
    const { length } = scene.signin.calls
    scene.signin.latencyInMilliseconds = 300
    const asks = Array.from({ length: 200 }, (_, n) =>
      outcome(scene.broker.credentials(n % 2 ? 'dev' : 'test')),
    )
    await scene.clock.advance(1 * seconds)
    const answers = new Set(await Promise.all(asks))
    expect([answers.size, scene.signin.calls.length]).toEqual([1, length + 1])
    expect(answers.has(scene.first)).toBe(false)
  })
})

describe('createBroker, who is asked for what', () => {
  it('names the next command for every profile it cannot serve', async () => {
    const scene = brokerScene()
    await scene.vault.update((contents) => ({
      ...contents,
      profiles: { ...contents.profiles, gone: { session: 'arn:aws:iam::111122223333:user/gone' } },
    }))
    const names = ['nobody', 'gone', 'constructor', '__proto__', "it's mine", 'two\nlines']
    const asks = await Promise.allSettled(names.map((profile) => scene.broker.credentials(profile)))
    expect(
      asks.map((asked) => asked.status === 'rejected' && [asked.reason.code, asked.reason.remedy]),
    ).toEqual([
      ['session-missing', 'sign-in'],
      ['session-missing', 'sign-in'],
      ['session-missing', 'sign-in'],
      ['session-missing', 'sign-in'],
      ['session-missing', 'sign-in'],
      ['session-missing', 'sign-in'],
    ])
    const commands = asks.map(
      (asked) => asked.status === 'rejected' && asked.reason.message.split('un: ').at(-1),
    )
    expect(commands).toEqual([
      'signet login --profile nobody',
      'signet login --profile gone',
      'signet login --profile constructor',
      'signet login --profile __proto__',
      "signet login --profile 'it'\\''s mine'",
      "signet login --profile 'two?lines'",
    ])
    expect([scene.signin.calls, scene.clock.scheduled, scene.notices]).toEqual([[], 0, []])
  })

  it('follows a profile to its new session at once (P5)', async () => {
    const scene = await renewed()
    const bob = scene.signin.signIn('bob')
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions, bob],
      profiles: { ...contents.profiles, dev: { session: bob.id } },
    }))
    expect(scene.signin.check(await ask(scene))?.sessionId).toBe(bob.id)
    expect(scene.signin.check(await ask(scene, 'test'))?.sessionId).toBe(scene.session.id)
  })

  it('passes on that the vault is locked, and forgets what it held', async () => {
    const scene = await renewed()
    scene.vault.lock()
    expect([await ask(scene), scene.broker.peek('dev'), scene.broker.sessions()]).toEqual([
      'vault-locked',
      undefined,
      [],
    ])
    await scene.vault.open()
    scene.signin.fault = 'down'
    expect(scene.broker.sessions()).toHaveLength(1)
    await scene.clock.advance(16 * minutes)
    expect(await ask(scene)).toBe('network-down')
  })

  it('drops the session and its timer when it is forgotten, and everything when the vault is locked', async () => {
    const scene = await renewed()
    await scene.vault.update((contents) => ({ ...contents, sessions: [] }))
    scene.broker.forget(scene.session.id)
    expect([await ask(scene), scene.broker.peek('dev')]).toEqual(['session-missing', undefined])
    const untold = await renewed()
    await untold.vault.update((contents) => ({ ...contents, sessions: [] }))
    expect([await ask(untold), untold.broker.peek('dev')]).toEqual(['session-missing', undefined])
    const other = await renewed()
    other.vault.lock()
    other.broker.lock()
    expect(other.clock.scheduled).toBe(0)
  })

  it('gives no more answers and leaves no timer once it is closed, and keeps the renewal under way', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 1 * seconds
    const asked = outcome(scene.broker.credentials('dev'))
    await settle()
    const closed = scene.broker.close()
    expect([await ask(scene), scene.broker.peek('dev')]).toEqual(['agent-busy', undefined])
    expect(await Promise.race([closed.then(() => 'closed'), settle().then(() => 'waits')])).toBe('waits')
    await scene.clock.advance(2 * seconds)
    await closed
    expect(scene.broker.peek('dev')).toBeUndefined()
    expect(signInsOf(scene.vault.disk.contents)[0]?.credentials?.accessKeyId).toBe(await asked)
    await scene.clock.advance(60 * minutes)
    expect([scene.broker.peek('dev'), scene.clock.scheduled, scene.signin.calls.length]).toEqual([
      undefined,
      0,
      1,
    ])
  })

  it('closes within 5 seconds though a renewal hangs', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'deaf'
    scene.broker.credentials('dev').catch(() => undefined)
    const closed = scene.broker.close().then(() => 'closed')
    await scene.clock.advance(5 * seconds)
    expect(await Promise.race([closed, settle().then(() => 'hangs')])).toBe('closed')
  })

  it('shows how sessions stand, without a secret (T15)', async () => {
    const scene = await renewed()
    const now = scene.signin.now()
    const [state] = scene.broker.sessions()
    expect(state).toEqual({
      sessionId: scene.session.id,
      state: 'active',
      profiles: ['dev', 'test'],
      expiration: expect.closeTo(now + 900_000, -4),
      renewedAt: expect.closeTo(now, -4),
      nextRenewalAt: expect.closeTo(now + 300_000, -4),
      lastFailure: undefined,
      durable: true,
    })
    scene.signin.latencyInMilliseconds = 10 * seconds
    await scene.clock.advance(5 * minutes + 5 * seconds)
    expect(scene.broker.sessions()).toMatchObject([{ state: 'renewing', nextRenewalAt: undefined }])
    scene.signin.fault = 'down'
    await scene.clock.advance(20 * seconds)
    const shown = JSON.stringify([scene.broker.sessions(), scene.log.lines, scene.notices])
    expect(shown).toContain('waiting')
    expect(shown).not.toMatch(/refresh-|secret-|token-of|ASIA/)
  })

  it('starts empty and serves what is signed in later', async () => {
    const scene = brokerScene({ disk: memoryDisk() })
    expect([await ask(scene), scene.broker.sessions()]).toEqual(['session-missing', []])
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: [scene.session],
      profiles: { dev: { session: scene.session.id } },
    }))
    scene.broker.adopt(scene.session)
    expect([await ask(scene), scene.signin.calls]).toEqual([scene.session.credentials?.accessKeyId, []])
  })
})
