import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { portalBucket, type Turn, type Urgency } from '../../../../main/aws/portal-bucket.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

function scene() {
  const clock = new FakeClock()
  const bucket = portalBucket({ clock, random: new SeededRandom() })
  const order: string[] = []
  const turns: Turn[] = []
  /** Asks, notes the name when it is let through, and keeps the turn. */
  const ask = (name: string, urgency: Urgency, caller = 'a', signal?: AbortSignal): Promise<void> =>
    bucket.turn({ caller, urgency, signal }).then((turn) => {
      order.push(name)
      turns.push(turn)
    })
  return { clock, bucket, order, turns, ask }
}

/** Asks without end, each call 1 ms long, for so long; gives how many went through. */
async function sustained(seconds: number, { clock, bucket }: ReturnType<typeof scene>): Promise<number> {
  let count = 0
  const controller = new AbortController()
  const worker = async (): Promise<void> => {
    for (;;) {
      const turn = await bucket.turn({ caller: 'a', urgency: 'later', signal: controller.signal })
      count += 1
      clock.schedule(1, () => turn.end())
    }
  }
  const workers = Array.from({ length: 3 }, () => worker().catch(() => undefined))
  await clock.advance(0)
  await clock.advance(seconds * 1000)
  controller.abort()
  await Promise.all(workers)
  await clock.advance(1)
  return count
}

describe('portalBucket', () => {
  it('lets ten a second through, after a first five (R17)', async () => {
    const at = scene()
    const count = await sustained(10, at)
    expect(count).toBeGreaterThanOrEqual(100)
    expect(count).toBeLessThanOrEqual(105)
    expect(at.clock.scheduled).toBe(0)
  })

  it('has five under way at most, and keeps one place for who waits', async () => {
    const { clock, order, turns, ask } = scene()
    for (let number = 0; number < 9; number += 1) void ask(`list ${number}`, 'later')
    await clock.advance(5_000)
    expect(order).toEqual(['list 0', 'list 1', 'list 2', 'list 3'])
    void ask('now', 'now')
    void ask('now too', 'now')
    await clock.advance(5_000)
    expect(order.slice(4)).toEqual(['now'])
    turns[0]?.end()
    await clock.advance(0)
    expect(order.slice(5)).toEqual(['now too'])
    expect(clock.scheduled).toBe(0)
  })

  it('lets who waits go first, then accounts, then roles', async () => {
    const { clock, turns, order, ask } = scene()
    for (let number = 0; number < 4; number += 1) void ask('first', 'later')
    await clock.advance(0)
    void ask('later', 'later')
    void ask('soon', 'soon')
    void ask('now', 'now')
    void ask('now', 'now')
    await clock.advance(1_000)
    for (let next = turns.shift(); next; next = turns.shift()) {
      next.end()
      await clock.advance(1_000)
    }
    expect(order.slice(4)).toEqual(['now', 'now', 'soon', 'later'])
  })

  it('takes callers in turns, each in its own order', async () => {
    const { clock, turns, order, ask } = scene()
    for (let number = 0; number < 4; number += 1) void ask('', 'later', 'z')
    await clock.advance(0)
    for (const name of ['a1', 'a2', 'a3', 'a4']) void ask(name, 'later', 'a')
    for (const name of ['b1', 'b2']) void ask(name, 'later', 'b')
    for (const name of ['c1']) void ask(name, 'later', 'c')
    for (let next = turns.shift(); next; next = turns.shift()) {
      next.end()
      await clock.advance(1_000)
    }
    expect(order.slice(4)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'])
  })

  it('slows down with each throttle, to one a second at least, and recovers with time (R17)', async () => {
    const { clock, bucket, turns, ask } = scene()
    const rates: number[] = []
    for (let number = 0; number < 12; number += 1) {
      await Promise.all([ask('', 'now'), clock.advance(1_000)])
      turns.pop()?.throttled()
      rates.push(bucket.rate())
    }
    expect(rates[0]).toBeCloseTo(7)
    expect(rates.every((rate, at) => at === 0 || rate < (rates[at - 1] ?? 0))).toBe(true)
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1)
    const lowest = bucket.rate()
    await clock.advance(3_000)
    expect(bucket.rate()).toBeCloseTo(lowest + 3)
    await clock.advance(60_000)
    expect(bucket.rate()).toBe(10)
  })

  it('never goes below one a second (R17)', async () => {
    const { clock, bucket, turns, ask } = scene()
    for (let number = 0; number < 50; number += 1) {
      const asked = ask('', 'now')
      await clock.advance(clock.untilNext() ?? 0)
      await asked
      turns.pop()?.throttled()
    }
    expect(bucket.rate()).toBeGreaterThanOrEqual(1)
  })

  it('counts the throttles of one burst once', async () => {
    const { clock, bucket, turns, ask } = scene()
    await Promise.all([...Array(5).keys()].map(() => ask('', 'now')))
    for (const turn of turns) turn.throttled()
    expect(bucket.rate()).toBeCloseTo(7)
    await clock.advance(0)
    expect(clock.scheduled).toBe(0)
  })

  it('lets nobody through while AWS wants to be left alone, and earns nothing meanwhile (R17)', async () => {
    const { clock, bucket, order, turns, ask } = scene()
    await ask('first', 'now')
    turns[0]?.throttled(30)
    for (let number = 0; number < 5; number += 1) void ask('now', 'now')
    expect(bucket.pausedFor()).toBeGreaterThanOrEqual(30_000)
    await clock.advance(30_000)
    expect([order, clock.scheduled]).toEqual([['first'], 1])
    await clock.advance(1_200)
    expect(order.length).toBeGreaterThanOrEqual(2)
    expect(order.length).toBeLessThan(6)
    expect(bucket.pausedFor()).toBe(0)
  })

  it('keeps the longer of two pauses', async () => {
    const { clock, bucket, turns, ask } = scene()
    await Promise.all([ask('', 'now'), ask('', 'now')])
    turns[0]?.throttled(30)
    turns[1]?.throttled(1)
    await clock.advance(10_000)
    expect(bucket.pausedFor()).toBeGreaterThanOrEqual(20_000)
  })

  it('forgets who has gone, with the timer (R17)', async () => {
    const { clock, order, turns, ask } = scene()
    const reason = new Error('gone')
    const controller = new AbortController()
    await ask('first', 'now')
    turns[0]?.throttled(30)
    const gone = ask('gone', 'now', 'a', controller.signal)
    controller.abort(reason)
    await expect(gone).rejects.toBe(reason)
    await expect(ask('gone', 'now', 'a', controller.signal)).rejects.toBe(reason)
    expect(clock.scheduled).toBe(0)
    void ask('next', 'now')
    await clock.advance(60_000)
    expect(order).toEqual(['first', 'next'])
  })

  it('listens to a signal only while it waits', async () => {
    const { clock, ask } = scene()
    const { signal } = new AbortController()
    const asked = [1, 2, 3, 4, 5, 6].map(() => ask('', 'now', 'a', signal))
    await clock.advance(1_000)
    await Promise.all(asked.slice(0, 5))
    expect(getEventListeners(signal, 'abort').length).toBe(1)
  })

  it('gives a place back once, however often a turn is ended', async () => {
    const { clock, order, turns, ask } = scene()
    for (let number = 0; number < 10; number += 1) void ask(`${number}`, 'now')
    await clock.advance(10_000)
    turns[0]?.end()
    turns[0]?.end()
    turns[0]?.throttled(60)
    await clock.advance(10_000)
    expect(order.length).toBe(6)
  })
})
