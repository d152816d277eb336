import { describe, expect, it } from 'vitest'
import { brokerScene, minutes } from '../../../fakes/broker-scene.ts'

describe('adopt', () => {
  it('goes on saving a sign-in that the disk did not take, though nobody asks for it (R4)', async () => {
    const { broker, vault, clock, signin } = brokerScene()
    vault.isWritable = false
    const bob = signin.signIn('bob')
    await vault.update((held) => ({ ...held, sessions: [...held.sessions, bob] })).catch(() => undefined)
    broker.adopt(bob)
    vault.isWritable = true
    await clock.advance(2 * minutes)
    expect(vault.disk.contents.sessions.map(({ id }) => id)).toContain(bob.id)
    expect([vault.status().durable, clock.scheduled]).toEqual([true, 0])
  })
})
