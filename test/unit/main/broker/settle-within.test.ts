import { describe, expect, it } from 'vitest'
import { settleWithin } from '../../../../main/broker/settle-within.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'

describe('settleWithin', () => {
  it('gives the value, the failure or that it was late, and leaves no timer and no listener (R29, R30)', async () => {
    const clock = new FakeClock()
    const never = new Promise<string>(() => undefined)
    const { signal } = new AbortController()
    const listeners = new Set<unknown>()
    const counted = Object.assign(signal, {
      addEventListener: (_: string, listener: unknown) => listeners.add(listener),
      removeEventListener: (_: string, listener: unknown) => listeners.delete(listener),
    })
    const late = settleWithin(never, clock, 1_000, counted)
    expect(await settleWithin(Promise.resolve('x'), clock, 1_000, counted)).toEqual({
      late: false,
      value: 'x',
    })
    await expect(settleWithin(Promise.reject(new Error('no')), clock, 1_000, counted)).rejects.toThrow('no')
    await clock.advance(1_000)
    expect([await late, clock.scheduled, listeners.size]).toEqual([{ late: true }, 0, 0])
  })

  it('rejects with the reason of the signal, and leaves no timer', async () => {
    const clock = new FakeClock()
    const caller = new AbortController()
    const waiting = settleWithin(new Promise(() => undefined), clock, 1_000, caller.signal)
    caller.abort(new Error('left'))
    await expect(waiting).rejects.toThrow('left')
    expect(clock.scheduled).toBe(0)
  })
})
