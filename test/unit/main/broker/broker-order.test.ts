import { describe, expect, it } from 'vitest'
import { adopted, ask, brokerScene, minutes, outcome, renewed, seconds } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { signInsOf } from '../../../fakes/memory-vault.ts'

describe('createBroker, the order of things', () => {
  it('makes the rotated token durable before the credentials leave (R1)', async () => {
    const scene = brokerScene()
    const disk = Promise.withResolvers<void>()
    scene.vault.pause = disk.promise
    const asked = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(1 * seconds)
    expect(await Promise.race([asked, settle().then(() => 'waits')])).toBe('waits')
    expect(scene.broker.peek('dev')).toBeUndefined()
    expect(signInsOf(scene.vault.disk.contents)[0]?.refreshToken).toBe(scene.session.refreshToken)
    disk.resolve()
    await settle()
    const [kept] = signInsOf(scene.vault.disk.contents)
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
    expect(signInsOf(scene.vault.disk.contents)[0]?.credentials?.accessKeyId).toBe(await ask(scene))
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
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).toBe(fromMemory)
    expect(scene.signin.check(fromMemory)?.lifeInMilliseconds).toBeGreaterThan(0)
    expect(fromMemory).not.toBe(scene.first)
    expect(scene.notices).toMatchObject([{ kind: 'restart-loses-session', profiles: ['dev', 'test'] }])
  })

  it('renews ahead again, with nobody asking, once the vault was written', async () => {
    const scene = await renewed()
    scene.vault.isWritable = false
    await scene.clock.advance(5 * minutes + 30 * seconds)
    scene.vault.isWritable = true
    await scene.clock.advance(5 * minutes)
    expect(scene.signin.calls).toHaveLength(3)
  })

  it('serves the old credentials while a write takes its time, and the new ones to who waited for them', async () => {
    const scene = await adopted(10)
    const disk = Promise.withResolvers<void>()
    scene.vault.pause = disk.promise
    const asks = [outcome(scene.broker.credentials('dev'))]
    await scene.clock.advance(1 * seconds)
    asks.push(outcome(scene.broker.credentials('test')))
    await settle()
    disk.resolve()
    const answers = await Promise.all(asks)
    expect(answers.map((answer) => answer === scene.first)).toEqual([false, true])
  })

  it('tells that a restart would lose the session before it rotates over what it could not save (R5)', async () => {
    const scene = await renewed()
    scene.vault.isWritable = false
    await scene.clock.advance(21 * minutes)
    expect([scene.signin.calls.length, scene.notices]).toEqual([2, []])
    scene.signin.fault = 'hang'
    scene.broker.credentials('dev').catch(() => undefined)
    await settle()
    expect([scene.signin.calls.length, scene.notices.length]).toEqual([3, 1])
  })

  it('hands over nothing that is not saved, though the sign-in is handed over once more', async () => {
    const scene = await adopted(9)
    scene.vault.isWritable = false
    scene.broker.peek('dev')
    await settle()
    scene.broker.adopt(scene.session)
    expect([scene.signin.calls.length, await ask(scene)]).toEqual([1, scene.first])
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
