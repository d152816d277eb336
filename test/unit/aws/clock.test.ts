import { describe, expect, it } from 'vitest'
import { StandInClock } from '../../aws/clock.ts'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('StandInClock', () => {
  it('stands still at speed 0, and moves only when told', async () => {
    const clock = new StandInClock({ speed: 0, offsetInSeconds: -60 })
    const start = clock.now()
    await pause(20)
    expect([Math.round((Date.now() - start) / 10_000), clock.now() - start]).toEqual([6, 0])
    clock.advance(1.5)
    expect(clock.now() - start).toBe(1500)
    clock.set(1_760_000_000_999)
    expect(clock.seconds()).toBe(1_760_000_000)
  })

  it('runs as fast as told, from where it is', async () => {
    const clock = new StandInClock()
    clock.setSpeed(10_000)
    const start = clock.now()
    await pause(20)
    expect(clock.now() - start).toBeGreaterThan(100_000)
    clock.setSpeed(0)
    clock.setOffset(0)
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000)
  })

  it('refuses a time or a speed that is none', () => {
    const clock = new StandInClock()
    expect(() => clock.setSpeed(-1)).toThrow(TypeError)
    expect(() => clock.advance(Number.NaN)).toThrow(TypeError)
  })
})
