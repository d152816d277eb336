import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'

const hour = 3_600_000
const start = Date.parse('2026-01-02T03:04:05Z')
const httpDate = (time: number): string => new Date(time).toUTCString()

function learned(skew = 0) {
  const clock = new FakeClock(start)
  const time = serverTime(clock)
  time.learn(httpDate(start + skew))
  return { clock, time }
}

describe('serverTime', () => {
  it('is the local clock while nothing is learned', async () => {
    const clock = new FakeClock(start)
    const time = serverTime(clock)
    clock.setWall(start + hour)
    expect([time.now(), time.offsetInMilliseconds()]).toEqual([start + hour, undefined])
  })

  it('tells AWS’s time and how far ours is off (R10)', async () => {
    const { clock, time } = learned(-7 * 60_000)
    await clock.advance(1_500)
    expect([time.now(), time.offsetInMilliseconds()]).toEqual([start - 7 * 60_000 + 1_500, -7 * 60_000])
  })

  it('tells whole milliseconds, though elapsed time has parts of them: a script reads them as numbers', () => {
    const clock = new FakeClock()
    const time = serverTime({ now: () => clock.now(), elapsed: () => 7.6, schedule: () => () => undefined })
    time.learn('Fri, 02 Jan 2026 03:04:05 GMT')
    const later = serverTime({
      now: () => 1000,
      elapsed: () => Math.random() + 5,
      schedule: () => () => undefined,
    })
    later.learn('Fri, 02 Jan 2026 03:04:05 GMT')
    expect([time.now(), later.now(), later.offsetInMilliseconds()].every(Number.isInteger)).toBe(true)
  })

  it('does not follow a clock that is set back (R9)', async () => {
    const { clock, time } = learned()
    clock.setWall(start - 10 * 365 * 24 * hour)
    await clock.advance(5_000)
    expect(time.now()).toBe(start + 5_000)
  })

  it('does not follow a clock that is put right by seconds', async () => {
    const { clock, time } = learned()
    clock.setWall(start + 30_000)
    expect(time.now()).toBe(start)
  })

  it('counts a suspend (R11)', async () => {
    const { clock, time } = learned()
    await clock.suspend(8 * hour)
    expect(time.now()).toBe(start + 8 * hour)
  })

  it('believes a wall clock that is far ahead: elapsed time may have missed the pause of a virtual machine (R9)', () => {
    const { clock, time } = learned()
    clock.setWall(start + 8 * hour)
    expect(time.now()).toBe(start + 8 * hour - 30_000)
  })

  it('learns anew from each reply, and is right again at once after any jump (R9)', () => {
    const { clock, time } = learned()
    clock.setWall(start + 24 * hour)
    time.learn(httpDate(start + 1_000))
    expect([time.now(), time.offsetInMilliseconds()]).toEqual([start + 1_000, 1_000 - 24 * hour])
  })

  it.each([
    undefined,
    '',
    'now',
    '2026-01-02T03:04:05Z',
    '1767323045',
    'Fri, 02 Jan 2026 03:04:05',
    'Fri, 02 Jan 2026 03:04:05 PST',
    'Fri, 99 Jan 2026 03:04:05 GMT',
    'Fri, 02 Foo 2026 03:04:05 GMT',
  ])('passes over %j', (header) => {
    const { time } = learned(hour)
    time.learn(header)
    expect(time.offsetInMilliseconds()).toBe(hour)
  })

  it('keeps to the truth however often the wall clock is set back (R9)', async () => {
    const step = fc.record({ passed: fc.nat(hour), set: fc.integer({ min: -10 * hour, max: 0 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: -hour, max: hour }),
        async (steps, skew) => {
          const whole = Math.trunc(skew / 1000) * 1000
          const { clock, time } = learned(whole)
          let truth = start + whole
          for (const { passed, set } of steps) {
            await clock.advance(passed)
            truth += passed
            clock.setWall(clock.now() + set)
            expect(time.now()).toBe(truth)
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})
