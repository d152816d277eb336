import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../main/kernel/errors.ts'
import { brokerScene, minutes, seconds, startBroker } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { memoryDisk } from '../../../fakes/memory-vault.ts'

type Scene = ReturnType<typeof brokerScene>

/** Outcome of an ask in one word: the key id, or the code of the error. */
async function outcome(asked: Promise<{ readonly credentials: { readonly accessKeyId: string } }>) {
  try {
    return (await asked).credentials.accessKeyId
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

async function ask({ broker, clock }: Pick<Scene, 'broker' | 'clock'>, profile = 'dev', patience = 0) {
  const asked = outcome(broker.credentials(profile))
  await clock.advance(patience)
  return asked
}

/** Ann's first credentials, 900 seconds old at most. */
async function renewed(options = {}) {
  const scene = brokerScene(options)
  const first = await ask(scene)
  return { ...scene, first }
}

/** Ann has just signed in, and nobody has asked for anything in the minutes since. */
async function adopted(age: number) {
  const scene = brokerScene()
  const { vault, broker, session } = scene
  await vault.update((contents) => ({ ...contents, sessions: [session] }))
  broker.adopt(session)
  await scene.clock.advance(age * minutes)
  return { ...scene, first: session.credentials?.accessKeyId }
}

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

describe('createBroker, renewing ahead', () => {
  it('renews a key in use when 10 minutes are left, so that nobody waits', async () => {
    const scene = await renewed()
    await scene.clock.advance(4 * minutes + 59 * seconds)
    expect(scene.signin.calls).toHaveLength(1)
    await scene.clock.advance(2 * seconds)
    expect(scene.signin.calls).toHaveLength(2)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })

  it('leaves a key alone that nobody asked for in 15 minutes, keeps no timer, and renews it on the next ask', async () => {
    const scene = await renewed()
    await scene.clock.advance(16 * minutes)
    const { length } = scene.signin.calls
    expect(scene.clock.scheduled).toBe(0)
    await scene.clock.advance(10 * 60 * minutes)
    expect([scene.signin.calls.length, scene.clock.scheduled]).toEqual([length, 0])
    const next = await ask(scene)
    expect([scene.signin.calls.length, scene.signin.check(next)?.lifeInMilliseconds]).toEqual([
      length + 1,
      900_000,
    ])
  })

  it('serves at once with 6 minutes left, and starts the renewal behind it', async () => {
    const scene = await adopted(9)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).toBe(scene.first)
    await settle()
    expect(scene.signin.calls).toHaveLength(1)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })

  it('keeps 30 seconds between tries while something valid is there', async () => {
    const scene = await renewed()
    scene.signin.fault = 'server-error'
    await scene.clock.advance(5 * minutes)
    for (let second = 0; second < 120; second += 1) {
      await ask(scene)
      await scene.clock.advance(1 * seconds)
    }
    const gaps = scene.signin.calls.slice(1).map(({ at }, n, all) => at - (all[n - 1]?.at ?? -Infinity))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30 * seconds)
    expect(gaps.length).toBeGreaterThanOrEqual(3)
  })

  it.each([1, 10, 29, 60, 300])('makes no storm of credentials that live %i seconds (R9)', async (life) => {
    const scene = brokerScene()
    scene.signin.expiresInSeconds = life
    for (let second = 0; second < 600; second += 1) {
      const answer = await ask(scene)
      const given = scene.signin.check(answer)
      if (given) expect(given.lifeInMilliseconds).toBeGreaterThan(0)
      await scene.clock.advance(1 * seconds)
    }
    // One for each 30 seconds, and one more.
    expect(scene.signin.calls.length).toBeLessThanOrEqual(22)
    expect(scene.signin.calls.length).toBeGreaterThanOrEqual(4)
  })
})

describe('createBroker, waiting', () => {
  it('waits for the renewal with 5 minutes or less left', async () => {
    const scene = await adopted(10)
    scene.signin.latencyInMilliseconds = 2 * seconds
    expect(scene.broker.peek('dev')).toBeUndefined()
    const answer = await ask(scene, 'dev', 10 * seconds)
    expect(scene.signin.check(answer)?.lifeInMilliseconds).toBeGreaterThan(890 * seconds)
  })

  it.each(['down', 'throttled', 'server-error', 'malformed', 'forbidden'] as const)(
    'falls back on the old ones when the renewal fails (%s), until 30 seconds are left (R13, R17, R18)',
    async (fault) => {
      const scene = await renewed()
      scene.signin.fault = fault
      const seen: (string | undefined)[] = []
      for (let left = 900; left > 0; left -= 5) {
        seen.push((await ask(scene)) === scene.first ? scene.first : 'refused')
        await scene.clock.advance(5 * seconds)
      }
      expect([seen.lastIndexOf(scene.first), seen.indexOf('refused')]).toEqual([173, 174])
      expect(scene.notices).toEqual([])
    },
  )

  it('falls back on the old ones after 15 seconds, and lets later callers not wait behind the same renewal', async () => {
    const scene = await adopted(10)
    scene.signin.latencyInMilliseconds = 8 * seconds
    const asked = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(14 * seconds)
    expect(await Promise.race([asked, settle().then(() => 'waits')])).toBe('waits')
    await scene.clock.advance(1500)
    expect(await asked).toBe(scene.first)
    expect(await ask(scene)).toBe(scene.first)
    await scene.clock.advance(1 * seconds)
    expect([(await ask(scene)) === scene.first, scene.signin.calls.length]).toEqual([false, 1])
  })

  it('says it was late after 15 seconds when there is nothing else, and keeps what comes later', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 10 * seconds
    expect(await ask(scene, 'dev', 16 * seconds)).toBe('timed-out')
    await scene.clock.advance(10 * seconds)
    expect(scene.broker.peek('dev')).toBeDefined()
    expect(scene.signin.calls).toHaveLength(1)
  })

  it('frees the key after 30 seconds from a client that never answers (R29)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'deaf'
    expect(await ask(scene, 'dev', 29 * seconds)).toBe('timed-out')
    scene.signin.fault = 'none'
    await scene.clock.advance(10 * seconds)
    expect(scene.broker.peek('dev')).toBeDefined()
  })

  it('detaches a caller that aborts, and goes on with the renewal', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 1 * seconds
    const caller = new AbortController()
    const gone = scene.broker.credentials('dev', { signal: caller.signal })
    const stays = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(500)
    caller.abort(new Error('left'))
    await expect(gone).rejects.toThrow('left')
    await scene.clock.advance(5 * seconds)
    expect([scene.signin.calls.length, scene.signin.check(await stays)?.sessionId]).toEqual([
      1,
      scene.session.id,
    ])
    await expect(scene.broker.credentials('dev', { signal: caller.signal })).rejects.toThrow('left')

    const old = await adopted(10)
    old.signin.latencyInMilliseconds = 1 * seconds
    const other = new AbortController()
    const asked = old.broker.credentials('dev', { signal: other.signal })
    other.abort(new Error('left too'))
    await expect(asked).rejects.toThrow('left too')
  })
})

describe('createBroker, resting', () => {
  it('shares a failure once with all who wait, then rests and says until when (R29)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'down'
    const asks = await Promise.allSettled([1, 2, 3].map(() => scene.broker.credentials('dev')))
    const reasons = asks.map((settled) => (settled.status === 'rejected' ? settled.reason : undefined))
    expect(new Set(reasons).size).toBe(1)
    expect(reasons[0]).toMatchObject({
      code: 'network-down',
      remedy: 'retry',
      message: expect.stringMatching(/cannot be reached\. Signet tries again in \d+ seconds?\.$/),
    })
    const again = await Promise.allSettled([scene.broker.credentials('test')])
    expect(again).toMatchObject([{ reason: { code: 'network-down', remedy: 'retry' } }])
    expect(scene.signin.calls).toHaveLength(1)
  })

  it('rests 1 to 60 seconds with full jitter, and stops trying when nobody asks any more (R13)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'down'
    await ask(scene)
    await scene.clock.advance(14 * minutes)
    const gaps = scene.signin.calls.slice(1).map(({ at }, n) => at - (scene.signin.calls[n]?.at ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60.2 * seconds)
    expect(gaps.length).toBeGreaterThan(14)
    expect(gaps.length).toBeLessThan(60)
    await scene.clock.advance(2 * minutes)
    expect(scene.clock.scheduled).toBe(0)
  })

  it('honours Retry-After, five minutes at most (R17)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'throttled'
    scene.signin.retryAfterSeconds = 100
    expect(await ask(scene)).toBe('throttled')
    scene.signin.fault = 'none'
    await scene.clock.advance(99 * seconds)
    const [refused] = await Promise.allSettled([scene.broker.credentials('dev')])
    expect(refused).toMatchObject({ reason: { code: 'throttled', retryAfterSeconds: 1 } })
    expect(scene.signin.calls).toHaveLength(1)
    await scene.clock.advance(2 * seconds)
    expect(scene.signin.calls).toHaveLength(2)

    const long = brokerScene()
    long.signin.fault = 'throttled'
    long.signin.retryAfterSeconds = 86_400
    await ask(long)
    long.signin.fault = 'none'
    await long.clock.advance(301 * seconds)
    expect(long.broker.peek('dev')).toBeDefined()
  })

  it('rests a minute or more when a permission is missing, keeps the session, and shows it', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'forbidden'
    expect(await ask(scene)).toBe('insufficient-permissions')
    await scene.clock.advance(59 * seconds)
    expect([await ask(scene), scene.signin.calls.length]).toEqual(['insufficient-permissions', 1])
    expect(scene.broker.sessions()).toMatchObject([
      { state: 'waiting', lastFailure: 'insufficient-permissions' },
    ])
    scene.signin.fault = 'none'
    await scene.clock.advance(3 * minutes)
    expect(scene.broker.peek('dev')).toBeDefined()
    expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: undefined }])
    expect([scene.notices, scene.vault.contents().sessions[0]?.ended]).toEqual([[], undefined])
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('tries soon after the network is back, once (seed %i)', async (seed) => {
    const scene = brokerScene({ seed })
    scene.signin.fault = 'down'
    await ask(scene)
    await scene.clock.advance(5 * minutes)
    const before = scene.signin.calls.length
    scene.signin.fault = 'none'
    scene.broker.resume()
    scene.broker.resume()
    await scene.clock.advance(10 * seconds)
    expect([scene.signin.calls.length, scene.broker.peek('dev') !== undefined]).toEqual([before + 1, true])
  })

  it('does not hammer a network that comes and goes', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'down'
    await ask(scene)
    await scene.clock.advance(5 * minutes)
    const before = scene.signin.calls.length
    for (let time = 0; time < 600; time += 1) {
      scene.broker.resume()
      await scene.clock.advance(100)
    }
    expect(scene.signin.calls.length - before).toBeLessThanOrEqual(13)
  })

  it('does not cut short a rest that AWS asked for when the network is back', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'throttled'
    scene.signin.retryAfterSeconds = 200
    await ask(scene)
    scene.broker.resume()
    await scene.clock.advance(100 * seconds)
    expect(scene.signin.calls).toHaveLength(1)
  })
})

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
      const kept = scene.vault.disk.contents.sessions[0]
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

describe('createBroker, the order of things', () => {
  it('makes the rotated token durable before the credentials leave (R1)', async () => {
    const scene = brokerScene()
    const disk = Promise.withResolvers<void>()
    scene.vault.pause = disk.promise
    const asked = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(1 * seconds)
    expect(await Promise.race([asked, settle().then(() => 'waits')])).toBe('waits')
    expect(scene.broker.peek('dev')).toBeUndefined()
    expect(scene.vault.disk.contents.sessions[0]?.refreshToken).toBe(scene.session.refreshToken)
    disk.resolve()
    await settle()
    const kept = scene.vault.disk.contents.sessions[0]
    expect([kept?.credentials?.accessKeyId, kept?.previousRefreshToken]).toEqual([
      await asked,
      scene.session.refreshToken,
    ])
  })

  it('keeps new tokens in memory when the vault is unwritable, and serves the old credentials meanwhile (R4, R5)', async () => {
    const scene = await renewed()
    scene.vault.isWritable = false
    await scene.clock.advance(5 * minutes + 30 * seconds)
    expect([scene.signin.calls.length, await ask(scene), scene.notices]).toEqual([2, scene.first, []])
    expect(scene.broker.sessions()).toMatchObject([{ durable: false }])
    scene.vault.isWritable = true
    await scene.clock.advance(1 * minutes)
    expect(scene.vault.status().durable).toBe(true)
    expect(await ask(scene)).not.toBe(scene.first)
    expect(scene.vault.disk.contents.sessions[0]?.credentials?.accessKeyId).toBe(await ask(scene))
    expect([scene.notices, scene.broker.sessions()[0]?.durable]).toEqual([[], true])
  })

  it('serves the new ones from memory once the old are gone, and says once that a restart loses the session (R5)', async () => {
    const scene = await renewed()
    scene.vault.isWritable = false
    await scene.clock.advance(14 * minutes + 25 * seconds)
    expect(await ask(scene)).toBe(scene.first)
    await scene.clock.advance(10 * seconds)
    const fromMemory = await ask(scene)
    await ask(scene, 'test')
    expect(scene.signin.check(fromMemory)?.lifeInMilliseconds).toBeGreaterThan(0)
    expect(fromMemory).not.toBe(scene.first)
    expect(scene.notices).toMatchObject([{ kind: 'restart-loses-session', profiles: ['dev', 'test'] }])
  })

  it('tells of each time that the disk fails, once', async () => {
    const scene = await renewed()
    for (const time of [1, 2]) {
      scene.vault.isWritable = false
      await scene.clock.advance(14 * minutes + 40 * seconds)
      await ask(scene)
      await ask(scene)
      expect(scene.notices).toHaveLength(time)
      scene.vault.isWritable = true
      await scene.clock.advance(1 * minutes)
      await ask(scene)
    }
  })

  it('saves again within seconds, also when nobody asks (R4)', async () => {
    const scene = brokerScene()
    scene.vault.isWritable = false
    await ask(scene)
    scene.vault.isWritable = true
    await scene.clock.advance(2 * seconds)
    expect(scene.vault.status().durable).toBe(true)
  })

  it('lets no late write of older credentials take the place of newer ones', async () => {
    const scene = await renewed()
    const disk = Promise.withResolvers<void>()
    scene.vault.pause = disk.promise
    await scene.clock.advance(21 * minutes)
    await ask(scene, 'dev', 11 * seconds)
    expect(scene.signin.calls).toHaveLength(3)
    scene.vault.disk.onWritten = () => {
      scene.vault.isWritable = false
    }
    disk.resolve()
    await settle()
    await scene.clock.advance(4 * minutes)
    const answer = await ask(scene)
    expect(scene.signin.check(answer)?.lifeInMilliseconds).toBeGreaterThan(8 * minutes)
    expect(scene.signin.calls).toHaveLength(3)
  })

  it('does not rotate ahead what it could not save, and goes on trying to save (R5)', async () => {
    const scene = await renewed()
    scene.vault.isWritable = false
    await expect(scene.vault.update((contents) => ({ ...contents }))).rejects.toThrow()
    await scene.clock.advance(9 * minutes)
    let looks = 0
    const { schedule } = scene.clock
    scene.clock.schedule = (...planned) => {
      looks += 1
      return schedule.apply(scene.clock, planned)
    }
    await ask(scene)
    await scene.clock.advance(60 * seconds)
    expect(looks).toBeLessThan(30)
    await scene.clock.advance(60 * seconds)
    expect([await ask(scene), scene.signin.calls.length]).toEqual([scene.first, 1])
    expect(scene.vault.saves).toBeGreaterThan(2)
    scene.vault.isWritable = true
    await scene.clock.advance(2 * minutes)
    expect(scene.signin.calls).toHaveLength(2)
  })

  it('rotates for a caller who needs it though it cannot be saved (R5)', async () => {
    const scene = await renewed()
    scene.vault.isWritable = false
    await expect(scene.vault.update((contents) => ({ ...contents }))).rejects.toThrow()
    await scene.clock.advance(16 * minutes)
    const answer = await ask(scene)
    expect([scene.signin.check(answer)?.lifeInMilliseconds, scene.notices.length]).toEqual([900_000, 1])
  })

  it('counts a write that hangs as not possible for now, and believes it when it comes through after all (R5)', async () => {
    const scene = await renewed()
    const disk = Promise.withResolvers<void>()
    scene.vault.pause = disk.promise
    await scene.clock.advance(6 * minutes)
    expect([await ask(scene), scene.broker.sessions()[0]?.durable]).toEqual([scene.first, false])
    await scene.clock.advance(9 * minutes)
    const fromMemory = await ask(scene)
    expect([fromMemory === scene.first, scene.notices.length]).toEqual([false, 1])
    disk.resolve()
    await settle()
    expect(scene.broker.sessions()[0]?.durable).toBe(true)
  })

  it('does not bring back a session that was signed out while it was renewed', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 1 * seconds
    const asked = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(1500)
    await scene.vault.update((contents) => ({ ...contents, sessions: [] }))
    scene.broker.forget(scene.session.id)
    expect(await asked).toBe('session-missing')
    await scene.clock.advance(1 * minutes)
    expect([scene.vault.disk.contents.sessions, scene.broker.sessions(), scene.log.lines]).toEqual([
      [],
      [],
      [],
    ])
  })

  it('says nothing of the end of a session that was signed out while AWS refused it', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 1 * seconds
    scene.signin.end(scene.session, 'session-expired')
    const asked = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(1500)
    await scene.vault.update((contents) => ({ ...contents, sessions: [] }))
    await scene.clock.advance(1 * seconds)
    expect([await asked, scene.notices]).toEqual(['session-missing', []])
  })

  it('hands over nothing of a sign-in whose write is under way', async () => {
    const scene = await renewed()
    const bob = scene.signin.signIn('bob')
    const disk = Promise.withResolvers<void>()
    scene.vault.pause = disk.promise
    const written = scene.vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions, bob],
      profiles: { ...contents.profiles, ops: { session: bob.id } },
    }))
    expect(scene.broker.peek('ops')).toBeUndefined()
    disk.resolve()
    await written
    scene.broker.adopt(bob)
    expect(scene.broker.peek('ops')?.credentials.accessKeyId).toBe(bob.credentials?.accessKeyId)
  })

  it('keeps newer credentials when an older sign-in is handed over once more', async () => {
    const scene = await adopted(9)
    scene.broker.peek('dev')
    await settle()
    scene.broker.adopt(scene.session)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })

  it('does not overwrite a new sign-in with the renewal of the one before', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 1 * seconds
    const asked = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(1500)
    const again = scene.signin.signIn('ann')
    await scene.vault.update((contents) => ({ ...contents, sessions: [again] }))
    scene.broker.adopt(again)
    expect(await asked).toBe(again.credentials?.accessKeyId)
    await scene.clock.advance(1 * minutes)
    expect(scene.vault.disk.contents.sessions).toEqual([again])
  })
})

describe('createBroker, clocks', () => {
  it('does not believe a wall clock that was set back (R9, P5)', async () => {
    const scene = await renewed()
    scene.signin.fault = 'down'
    scene.clock.setWall(scene.clock.now() - 3_600_000)
    await scene.clock.advance(14 * minutes + 25 * seconds)
    expect(await ask(scene)).toBe(scene.first)
    await scene.clock.advance(10 * seconds)
    expect(await ask(scene)).toBe('network-down')
  })

  it('renews when the wall clock was set ahead, once, and does not storm when it goes on jumping (R9)', async () => {
    const scene = await renewed()
    for (let jump = 0; jump < 60; jump += 1) {
      scene.clock.setWall(scene.clock.now() + 86_400_000)
      await ask(scene)
      await scene.clock.advance(1 * seconds)
    }
    expect(scene.signin.calls.length).toBeLessThanOrEqual(4)
    await scene.clock.advance(1 * minutes)
    expect(scene.signin.check(await ask(scene))?.lifeInMilliseconds).toBeGreaterThan(0)
  })

  it('counts suspend: credentials that ended in sleep are not served on waking (R11)', async () => {
    const scene = await renewed()
    scene.signin.fault = 'down'
    await scene.clock.suspend(8 * 60 * minutes)
    expect(await ask(scene)).toBe('network-down')
  })

  it('renews what was in use once within 30 seconds of waking, spread out (R11)', async () => {
    const scene = brokerScene()
    const others = ['bob', 'cid', 'dan', 'eve'].map((name) => scene.signin.signIn(name))
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions, ...others],
      profiles: Object.assign(
        { ...contents.profiles },
        ...others.map(({ id }) => ({ [id]: { session: id } })),
      ),
    }))
    await Promise.all(['dev', ...others.map(({ id }) => id)].map((profile) => ask(scene, profile)))
    await scene.clock.advance(10 * seconds)
    for (const sleep of [1, 2]) {
      const before = scene.signin.calls.length
      await scene.clock.suspend(sleep * 60 * minutes)
      const woken = scene.clock.elapsed()
      await scene.clock.advance(30 * seconds)
      const renewals = scene.signin.calls.slice(before)
      expect(renewals.map(({ sessionId }) => sessionId).toSorted()).toEqual(
        [scene.session.id, ...others.map(({ id }) => id)].toSorted(),
      )
      expect(new Set(renewals.map(({ at }) => at)).size).toBe(5)
      expect(Math.max(...renewals.map(({ at }) => at - woken))).toBeLessThanOrEqual(10 * seconds)
    }
  })

  it('leaves alone, while other keys are in use, the one that is not', async () => {
    const scene = await renewed()
    const bob = scene.signin.signIn('bob')
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions, bob],
      profiles: { ...contents.profiles, ops: { session: bob.id } },
    }))
    for (let quarter = 0; quarter < 8; quarter += 1) {
      await ask(scene, 'ops')
      await scene.clock.advance(10 * minutes)
    }
    const calls = scene.signin.calls.filter(({ sessionId }) => sessionId === scene.session.id)
    expect(calls.length).toBeLessThanOrEqual(4)
  })

  it('lets a second caller join a renewal that came early (R9, R28)', async () => {
    const scene = await renewed()
    scene.clock.setWall(scene.clock.now() + 86_400_000)
    scene.signin.latencyInMilliseconds = 1 * seconds
    const asks = ['dev', 'test'].map((profile) => outcome(scene.broker.credentials(profile)))
    await settle()
    asks.push(outcome(scene.broker.credentials('dev')))
    await scene.clock.advance(3 * seconds)
    expect([new Set(await Promise.all(asks)).size, scene.signin.calls.length]).toEqual([1, 2])
    expect(scene.signin.check(String(await asks[0]))?.sessionId).toBe(scene.session.id)
  })

  it('notices within 30 seconds of waking that time has passed, though its timer slept on (R11)', async () => {
    const scene = await renewed()
    scene.clock.setWall(scene.clock.now() + 8 * 60 * minutes)
    await scene.clock.advance(30 * seconds)
    expect(scene.signin.calls).toHaveLength(2)
  })

  it('does not trust stored credentials before AWS has told its time (P5)', async () => {
    const scene = await renewed()
    const { disk } = scene.vault
    await scene.clock.advance(20 * minutes)
    await scene.broker.close()
    scene.clock.setWall(scene.clock.now() - 60 * minutes)
    scene.signin.fault = 'down'
    const restarted = startBroker({ ...scene, disk })
    expect(await ask(restarted)).toBe('network-down')
  })

  it('falls back on stored credentials after a restart once a throttle has told AWS the time', async () => {
    const scene = await renewed()
    const { signin, clock } = scene
    await clock.advance(2 * minutes)
    await scene.broker.close()
    signin.fault = 'throttled'
    const restarted = startBroker({ clock, signin, disk: scene.vault.disk })
    expect(await ask(restarted)).toBe(scene.first)
    await clock.advance(12 * minutes + 25 * seconds)
    expect(await ask(restarted)).toBe(scene.first)
    await clock.advance(10 * seconds)
    expect(await ask(restarted)).toBe('throttled')
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
      ['profile-unknown', 'fix-config'],
      ['session-missing', 'sign-in'],
      ['profile-unknown', 'fix-config'],
      ['profile-unknown', 'fix-config'],
      ['profile-unknown', 'fix-config'],
      ['profile-unknown', 'fix-config'],
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
    expect(scene.vault.disk.contents.sessions[0]?.credentials?.accessKeyId).toBe(await asked)
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
    expect([await ask(scene), scene.broker.sessions()]).toEqual(['profile-unknown', []])
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: [scene.session],
      profiles: { dev: { session: scene.session.id } },
    }))
    scene.broker.adopt(scene.session)
    expect([await ask(scene), scene.signin.calls]).toEqual([scene.session.credentials?.accessKeyId, []])
  })
})
