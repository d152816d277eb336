import { describe, expect, it } from 'vitest'
import { Consumers, longestLifeInMilliseconds } from '../../../../../main/serve/container/consumers.ts'
import { sha256 } from '../../../../../main/serve/container/server.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { SeededRandom } from '../../../../fakes/seeded-random.ts'

function world() {
  const clock = new FakeClock()
  const processes = new Map<number, string>([[7, 'a']])
  const ended: string[] = []
  const looked: number[] = []
  const consumers = new Consumers({
    clock,
    random: new SeededRandom(1),
    digest: sha256,
    processes: {
      startedAt(pid) {
        looked.push(pid)
        return processes.get(pid)
      },
    },
  })
  const admit = (
    profile: string,
    { pid = 7 as number | undefined, sessionId = 's', isValid = (): boolean => true } = {},
  ) => consumers.admit({ permit: { profile, isValid }, sessionId, pid, onEnd: () => ended.push(profile) })
  const profileOf = (token: string) => consumers.find(token)?.permit.profile
  return { clock, processes, ended, looked, consumers, admit, profileOf }
}

describe('Consumers', () => {
  it('knows each token, of 256 bits, and no other (T9)', () => {
    const { admit, profileOf } = world()
    const [a, b] = [admit('a'), admit('b')]
    expect([profileOf(a.token), profileOf(b.token)]).toEqual(['a', 'b'])
    expect(Buffer.from(a.token, 'base64url')).toHaveLength(32)
    const wrong = ['', 'x', a.token.slice(1), `${a.token}A`, a.token.toLowerCase(), sha256(a.token)]
    expect(wrong.map(profileOf)).toEqual(wrong.map(() => undefined))
  })

  it('keeps no token, only what it is compared by', () => {
    const { admit, consumers } = world()
    const { token } = admit('a')
    expect(JSON.stringify(consumers.find(token))).not.toContain(token)
  })

  it('ends a token whose process is gone, and tells so once', async () => {
    const { admit, profileOf, processes, clock, ended } = world()
    const { token, revoke } = admit('a')
    processes.delete(7)
    await clock.advance(100)
    expect([profileOf(token), profileOf(token)]).toEqual([undefined, undefined])
    revoke()
    expect(ended).toEqual(['a'])
  })

  it('ends a token whose pid has gone to another process', async () => {
    const { admit, profileOf, processes, clock } = world()
    const { token } = admit('a')
    processes.set(7, 'b')
    await clock.advance(100)
    expect(profileOf(token)).toBeUndefined()
  })

  it('asks the system no more than ten times a second', async () => {
    const { admit, profileOf, looked, clock } = world()
    const { token } = admit('a')
    looked.length = 0
    for (let index = 0; index < 100; index += 1) {
      profileOf(token)
      await clock.advance(10)
    }
    expect(looked.length).toBeLessThanOrEqual(10)
    expect(looked.length).toBeGreaterThanOrEqual(8)
  })

  it('ends a token after twelve hours, also of a program that nothing is known of', async () => {
    const { admit, profileOf, clock } = world()
    const [known, unknown] = [admit('a'), admit('b', { pid: undefined })]
    await clock.advance(longestLifeInMilliseconds - 1)
    expect([profileOf(known.token), profileOf(unknown.token)]).toEqual(['a', 'b'])
    await clock.advance(1)
    expect([profileOf(known.token), profileOf(unknown.token)]).toEqual([undefined, undefined])
  })

  it("ends a token with the person's word behind it", () => {
    const { admit, profileOf } = world()
    let isValid = true
    const { token } = admit('a', { isValid: () => isValid })
    expect(profileOf(token)).toBe('a')
    isValid = false
    expect(profileOf(token)).toBeUndefined()
    isValid = true
    expect(profileOf(token)).toBeUndefined()
  })

  it('sweeps what is over and revokes what is meant', async () => {
    const { admit, consumers, processes, clock, ended } = world()
    processes.set(8, 'x')
    admit('gone')
    admit('one', { pid: 8, sessionId: 'other' })
    admit('two', { pid: 8 })
    processes.delete(7)
    await clock.advance(1000)
    consumers.sweep()
    expect([consumers.count, ended]).toEqual([2, ['gone']])
    consumers.revoke(({ sessionId }) => sessionId === 'other')
    expect(ended).toEqual(['gone', 'one'])
    consumers.revoke()
    expect([consumers.count, ended]).toEqual([0, ['gone', 'one', 'two']])
  })
})
