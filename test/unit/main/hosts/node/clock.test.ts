import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nodeClock } from '../../../../../main/hosts/node/clock.ts'

const hour = 3_600_000

describe('nodeClock', () => {
  it('tells the wall clock, and time that never goes back, on this machine', () => {
    const clock = nodeClock()
    const times = Array.from({ length: 2000 }, () => clock.elapsed())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000)
  })

  it('counts what the machine slept, once (R11)', () => {
    let steady = 1_000
    let boot = 50_000
    const clock = nodeClock({ wall: () => 0, steady: () => steady, boot: () => boot })
    const start = clock.elapsed()
    steady += 20
    boot += 20 + 8 * hour
    const awake = clock.elapsed() - start
    steady += 5
    boot += 10
    expect([awake, clock.elapsed() - start]).toEqual([8 * hour + 20, 8 * hour + 25])
  })

  it('never goes back and keeps to the boot clock within its coarseness, whatever the sleeps', () => {
    const step = fc.record({ ran: fc.nat(5000), slept: fc.oneof(fc.constant(0), fc.nat(10 * hour)) })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let steady = 0
        let truth = 12_345
        const coarse = (): number => Math.floor(truth / 10) * 10
        const clock = nodeClock({ wall: () => 0, steady: () => steady, boot: coarse })
        let last = clock.elapsed()
        for (const { ran, slept } of steps) {
          steady += ran
          truth += ran + slept
          const now = clock.elapsed()
          expect(now).toBeGreaterThanOrEqual(last)
          expect(Math.abs(now - truth)).toBeLessThanOrEqual(60)
          last = now
        }
      }),
    )
  })

  it('has sub-millisecond progress', () => {
    const clock = nodeClock()
    const seen = new Set(Array.from({ length: 200 }, () => clock.elapsed() % 1))
    expect(seen.size).toBeGreaterThan(1)
  })
})

describe('nodeClock, schedule', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  function faked() {
    vi.useFakeTimers()
    const sources = { slept: 0 }
    const steady = (): number => Date.now()
    const clock = nodeClock({ wall: steady, steady, boot: () => steady() + sources.slept })
    return { clock, sources }
  }

  it('runs a task once, after its delay', () => {
    const { clock } = faked()
    const run = vi.fn()
    clock.schedule(90_000, run)
    vi.advanceTimersByTime(89_999)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(60_000)
    expect(run).toHaveBeenCalledOnce()
  })

  it('does not run a task of 2^31 ms or of for ever at once (M17, R12)', () => {
    const { clock } = faked()
    const run = vi.fn()
    clock.schedule(2 ** 31, run)
    clock.schedule(Number.POSITIVE_INFINITY, run)
    vi.advanceTimersByTime(24 * hour)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(24 * 24 * hour)
    expect(run).toHaveBeenCalledOnce()
  })

  it('runs what came due in a sleep within 30 s of waking (R11)', () => {
    const { clock, sources } = faked()
    const run = vi.fn()
    clock.schedule(4 * hour, run)
    vi.advanceTimersByTime(60_000)
    sources.slept = 8 * hour
    vi.advanceTimersByTime(30_001)
    expect(run).toHaveBeenCalledOnce()
  })

  it('runs nothing that was cancelled, at whichever tick', () => {
    const { clock } = faked()
    const run = vi.fn()
    const cancel = clock.schedule(90_000, run)
    vi.advanceTimersByTime(45_000)
    cancel()
    vi.advanceTimersByTime(hour)
    expect(run).not.toHaveBeenCalled()
  })

  it('runs a task that was due long ago soon, and not before schedule has returned', () => {
    const { clock } = faked()
    const run = vi.fn()
    clock.schedule(-5_000, run)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledOnce()
  })
})
