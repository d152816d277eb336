import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../../../../main/kernel/secret.ts'
import { WaysOut } from '../../../../../main/serve/browser/ways-out.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

const address = new Secret(new URL('https://eu-west-1.signin.aws.amazon.com/federation?SigninToken=CANARY'))
const random = () => randomBytes(32).toString('hex')

describe('WaysOut', () => {
  it('leads out once (T16)', () => {
    const ways = new WaysOut(random, new FakeClock())
    const key = ways.open(address, 'cookie')
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    expect([ways.take(key, 'cookie'), ways.take(key, 'cookie')]).toEqual([address, undefined])
  })

  it('leads nobody else out, and is not used up by them (T16)', () => {
    const ways = new WaysOut(random, new FakeClock())
    const key = ways.open(address, 'cookie')
    const other = ways.open(address, 'other')
    for (const [wrongKey, cookie] of [
      [key, 'other'],
      [other, 'cookie'],
      [key, ''],
      [random(), 'cookie'],
      ['', 'cookie'],
    ] as const)
      expect(ways.take(wrongKey, cookie)).toBeUndefined()
    expect(ways.take(key, 'cookie')).toBe(address)
  })

  it('ends after a minute, also where the machine slept meanwhile (T16)', async () => {
    const clock = new FakeClock()
    const ways = new WaysOut(random, clock)
    const [early, late] = [ways.open(address, 'cookie'), ways.open(address, 'cookie')]
    await clock.advance(59_999)
    expect(ways.take(early, 'cookie')).toBe(address)
    await clock.advance(1)
    expect(ways.take(late, 'cookie')).toBeUndefined()
    // Timers stand still in a sleep, the clock does not.
    let elapsed = 0
    const asleep = new WaysOut(random, { elapsed: () => elapsed, schedule: () => () => undefined })
    const key = asleep.open(address, 'cookie')
    elapsed = 60_000
    expect(asleep.take(key, 'cookie')).toBeUndefined()
  })

  it('does not keep the address any longer than that (T23)', () => {
    const tasks: (() => void)[] = []
    const clock = {
      elapsed: () => 0,
      schedule(_delay: number, task: () => void) {
        tasks.push(task)
        return () => undefined
      },
    }
    const ways = new WaysOut(random, clock)
    const key = ways.open(address, 'cookie')
    for (const task of tasks) task()
    expect(ways.take(key, 'cookie')).toBeUndefined()
  })

  it('keeps the sixteen newest', () => {
    const ways = new WaysOut(random, new FakeClock())
    const keys = Array.from({ length: 17 }, () => ways.open(address, 'cookie'))
    expect(keys.map((key) => ways.take(key, 'cookie') !== undefined)).toEqual([
      false,
      ...keys.slice(1).map(() => true),
    ])
  })
})
