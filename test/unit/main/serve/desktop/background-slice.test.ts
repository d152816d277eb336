import { describe, expect, it } from 'vitest'
import { backgroundSlice } from '../../../../../main/serve/desktop/background-slice.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

function scene() {
  const clock = new FakeClock()
  const seen = { reads: 0, told: 0 }
  const waiting: ((value: string) => void)[] = []
  const slice = backgroundSlice<string>({
    read: () => {
      seen.reads += 1
      return new Promise((resolve) => waiting.push(resolve))
    },
    clock,
    onRead: () => (seen.told += 1),
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    ...{ clock, seen, slice },
    async answer(value: string) {
      waiting.shift()?.(value)
      await settled()
    },
  }
}

describe('backgroundSlice', () => {
  it('is null until it was read, and tells then', async () => {
    const { clock, seen, slice, answer } = scene()
    slice.refresh()
    expect([slice.latest(), seen]).toEqual([null, { reads: 0, told: 0 }])
    clock.advance(100)
    await answer('one')
    expect([slice.latest(), seen]).toEqual(['one', { reads: 1, told: 1 }])
  })

  it('keeps what it was while it is read again, once for all who ask meanwhile', async () => {
    const { clock, seen, slice, answer } = scene()
    slice.refresh()
    slice.refresh()
    clock.advance(100)
    await answer('one')
    slice.refresh()
    clock.advance(100)
    slice.refresh()
    slice.refresh()
    clock.advance(1_000)
    expect([slice.latest(), seen.reads]).toEqual(['one', 2])
    await answer('two')
    clock.advance(100)
    await answer('three')
    clock.advance(1_000)
    expect([slice.latest(), seen]).toEqual(['three', { reads: 3, told: 3 }])
  })

  it('reads and tells no more once it is closed', async () => {
    const { clock, seen, slice, answer } = scene()
    slice.refresh()
    clock.advance(100)
    slice.refresh()
    slice.close()
    await answer('late')
    slice.refresh()
    clock.advance(1_000)
    expect(seen).toEqual({ reads: 1, told: 0 })
  })
})
