import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nodeClock, type TimeSources } from '../../../../../main/hosts/node/clock.ts'

const hour = 3_600_000

/** A machine that runs and sleeps. As on Linux, the steady clock stands still in a sleep and the other two do not. */
class FakeMachine implements TimeSources {
  looks = 0
  truth = 12_345
  #steady = 1_000
  #wall = 1_700_000_000_000

  pass(ran: number, slept = 0): void {
    this.#steady += ran
    this.#wall += ran + slept
    this.truth += ran + slept
  }

  setWall(by: number): void {
    this.#wall += by
  }

  readonly wall = () => this.#wall
  readonly steady = () => this.#steady
  readonly boot = () => {
    this.looks += 1
    return Math.floor(this.truth / 10) * 10
  }
}

describe('nodeClock', () => {
  it('tells the wall clock, and time that never goes back, on this machine', () => {
    const clock = nodeClock()
    const times = Array.from({ length: 2000 }, () => clock.elapsed())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000)
  })

  it('counts what the machine slept, once (R11)', () => {
    const machine = new FakeMachine()
    const clock = nodeClock(machine)
    const start = clock.elapsed()
    machine.pass(20, 8 * hour)
    const awake = clock.elapsed() - start
    machine.pass(10)
    expect([awake, clock.elapsed() - start]).toEqual([8 * hour + 20, 8 * hour + 30])
  })

  it('counts a sleep that the wall clock hides after 100 ms awake (R11)', () => {
    const machine = new FakeMachine()
    const clock = nodeClock(machine)
    const start = clock.elapsed()
    machine.pass(20, hour)
    machine.setWall(-hour)
    const first = clock.elapsed() - start
    machine.pass(80)
    expect([first, clock.elapsed() - start]).toEqual([20, hour + 100])
  })

  it('counts at once a sleep in which the wall clock was set back by more (R11)', () => {
    const machine = new FakeMachine()
    const clock = nodeClock(machine)
    const start = clock.elapsed()
    machine.pass(20, hour)
    machine.setWall(-2 * hour)
    expect(clock.elapsed() - start).toBe(hour + 20)
  })

  it('does not take the coarseness of the boot clock for time', () => {
    const machine = new FakeMachine()
    const clock = nodeClock(machine)
    const start = clock.elapsed()
    const seen = [104, 107, 111].map((ran) => {
      machine.pass(ran)
      return clock.elapsed() - start
    })
    expect(seen).toEqual([104, 211, 322])
  })

  it('does not take a wall clock that is set for a sleep (R11)', () => {
    const machine = new FakeMachine()
    const clock = nodeClock(machine)
    const start = clock.elapsed()
    const seen = [hour, -2 * hour].map((by) => {
      machine.setWall(by)
      machine.pass(10)
      return clock.elapsed() - start
    })
    expect(seen).toEqual([10, 20])
  })

  it('looks at the boot clock every 100 ms awake and after a sleep, not at every call', () => {
    const machine = new FakeMachine()
    const clock = nodeClock(machine)
    const looksIn = (milliseconds: number, slept = 0): number => {
      const before = machine.looks
      machine.pass(0, slept)
      for (let passed = 0; passed < milliseconds; passed += 1) {
        machine.pass(1)
        clock.elapsed()
      }
      return machine.looks - before
    }
    expect([looksIn(99), looksIn(1), looksIn(1000), looksIn(50, 49), looksIn(49, 50)]).toEqual([
      0, 1, 10, 0, 1,
    ])
  })

  const slept = fc.oneof(fc.constant(0), fc.nat(120), fc.nat(10 * hour))

  it('never goes back, and is at most 110 ms behind however often the machine sleeps (R11)', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ ran: fc.nat(300), slept }), { maxLength: 50 }), (steps) => {
        const machine = new FakeMachine()
        const clock = nodeClock(machine)
        let last = clock.elapsed()
        for (const step of steps) {
          machine.pass(step.ran, step.slept)
          const now = clock.elapsed()
          expect(now).toBeGreaterThanOrEqual(last)
          expect(Math.abs(machine.truth - now)).toBeLessThan(110)
          last = now
        }
      }),
    )
  })

  it('never goes back, and is within the coarseness of the boot clock after 100 ms awake, however the wall clock is set (R11)', () => {
    const set = fc.oneof(fc.constant(0), fc.integer({ min: -hour, max: hour }))
    fc.assert(
      fc.property(fc.array(fc.record({ ran: fc.nat(300), slept, set }), { maxLength: 50 }), (steps) => {
        const machine = new FakeMachine()
        const clock = nodeClock(machine)
        let last = clock.elapsed()
        for (const step of steps) {
          machine.pass(step.ran, step.slept)
          // The worst of all: set back by just what it slept.
          machine.setWall(step.set || -step.slept)
          const now = clock.elapsed()
          expect(now).toBeGreaterThanOrEqual(last)
          if (step.ran >= 100) expect(Math.abs(machine.truth - now)).toBeLessThan(60)
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
    const boot = (): number => steady() + sources.slept
    const clock = nodeClock({ wall: boot, steady, boot })
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
