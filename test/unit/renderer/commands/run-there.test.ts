import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCommands, register } from '../../../../renderer/commands/commands.ts'
import { runThere } from '../../../../renderer/commands/run-there.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function scene() {
  const store = createCommands()
  const ran: string[] = []
  let leave = () => {}
  register(store, [
    { id: 'check', title: 'Check', group: 'config', isElsewhere: true, run: () => ran.push('elsewhere') },
  ])
  const begin = () =>
    runThere(
      store,
      'check',
      () => ran.push('went'),
      (left) => {
        leave = left
        return () => ran.push('no longer watched')
      },
    )
  const arrive = () =>
    register(store, [{ id: 'check', title: 'Check', group: 'config', run: () => ran.push('there') }])
  return { begin, arrive, ran, leave: () => leave() }
}

describe('runThere', () => {
  it('goes to the place and runs its own command, once, when it is there', async () => {
    const { begin, arrive, ran } = scene()
    begin()
    expect(ran).toEqual(['went'])
    arrive()
    arrive()
    await vi.advanceTimersByTimeAsync(0)
    expect(ran).toEqual(['went', 'no longer watched', 'there'])
  })

  it('gives up when the person goes elsewhere, and after a while', async () => {
    for (const giveUp of ['leave', 'time'] as const) {
      const { begin, arrive, ran, leave } = scene()
      begin()
      if (giveUp === 'leave') leave()
      else await vi.advanceTimersByTimeAsync(10_000)
      arrive()
      await vi.advanceTimersByTimeAsync(0)
      expect(ran).toEqual(['went', 'no longer watched'])
    }
  })
})
