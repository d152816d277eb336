import { describe, expect, it } from 'vitest'
import { waitWithin } from '../../../../main/sign-in/wait-within.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'

function waiting(signal?: AbortSignal) {
  const clock = new FakeClock()
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const waited = waitWithin(promise, { clock, deadline: clock.elapsed() + 1_000, signal })
  return { clock, waited, resolve, reject }
}

describe('waitWithin', () => {
  it('gives what comes in time, and leaves no timer', async () => {
    const { clock, waited, resolve } = waiting()
    await clock.advance(999)
    resolve('here')
    expect([await waited, clock.scheduled]).toEqual([{ kind: 'came', value: 'here' }, 0])
  })

  it('throws what the promise rejects with, and leaves no timer', async () => {
    const { clock, waited, reject } = waiting()
    reject(new Error('gone'))
    await expect(waited).rejects.toThrow('gone')
    expect(clock.scheduled).toBe(0)
  })

  it('ends at the deadline (R26)', async () => {
    const { clock, waited, reject } = waiting()
    await clock.advance(1_000)
    expect(await waited).toEqual({ kind: 'late' })
    reject(new Error('heard by nobody'))
    await settle()
  })

  it('calls late what comes past the deadline, though the timer is later still (R26)', async () => {
    let elapsed = 0
    const clock = { now: () => elapsed, elapsed: () => elapsed, schedule: () => () => undefined }
    const { promise, resolve } = Promise.withResolvers<string>()
    const waited = waitWithin(promise, { clock, deadline: 1_000, signal: undefined })
    elapsed = 1_000
    resolve('from before the lid was closed')
    expect(await waited).toEqual({ kind: 'late' })
  })

  it('ends with the signal, also one that was aborted before, and leaves no timer', async () => {
    const stop = new AbortController()
    const { clock, waited, reject } = waiting(stop.signal)
    stop.abort()
    const before = waiting(AbortSignal.abort())
    expect([await waited, await before.waited, clock.scheduled, before.clock.scheduled]).toEqual([
      { kind: 'cancelled' },
      { kind: 'cancelled' },
      0,
      0,
    ])
    reject(new Error('heard by nobody'))
    before.reject(new Error('heard by nobody'))
    await settle()
  })
})
