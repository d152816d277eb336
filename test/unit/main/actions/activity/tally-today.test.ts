import { describe, expect, it } from 'vitest'
import { tallyToday } from '../../../../../main/actions/activity/tally-today.ts'
import type { ActivityQuery } from '../../../../../main/broker/activity-read.ts'
import type { ActivityEvent, ActivityView } from '../../../../../preload/contract/activity-views.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

const noon = new Date(2026, 0, 2, 12).getTime()
const midnight = new Date(2026, 0, 2).getTime()

const line = (seq: number, event: ActivityEvent, time = noon): ActivityView => ({ seq, time, event })

async function scene(log: readonly ActivityView[], whileRead: readonly ActivityView[] = []) {
  const clock = new FakeClock(noon)
  const listeners = new Set<(view: ActivityView) => void>()
  const queries: ActivityQuery[] = []
  let told = 0
  const tell = (view: ActivityView) => {
    for (const listener of listeners) listener(view)
  }
  const tally = tallyToday({
    activity: {
      async read(query) {
        queries.push(query)
        for (const each of whileRead) tell(each)
        if (log.length === 0) throw new Error('no disk')
        return log
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    clock,
    onRead: () => {
      told += 1
    },
  })
  const atFirst = tally.latest()
  await clock.advance(2_000)
  await new Promise((resolve) => setImmediate(resolve))
  return { clock, tally, tell, queries, atFirst, told: () => told, listeners }
}

describe('tallyToday', () => {
  it('reads the log once, since midnight, and counts on with each line', async () => {
    const { tally, tell, queries, atFirst, told, clock } = await scene([
      line(1, 'served'),
      line(2, 'denied'),
      line(3, 'signed-in'),
    ])
    expect([atFirst, tally.latest(), told()]).toEqual([null, { since: midnight, served: 1, refused: 1 }, 1])
    tell(line(4, 'served'))
    tell(line(5, 'failed'))
    await clock.advance(60_000)
    expect(tally.latest()).toEqual({ since: midnight, served: 2, refused: 2 })
    expect(queries.map(({ since }) => since)).toEqual([midnight])
  })

  it('counts what came while it read once, whether it stands in the log or not yet', async () => {
    const both = line(2, 'served')
    const { tally } = await scene([line(1, 'served'), both], [both, line(3, 'served')])
    expect(tally.latest()?.served).toBe(3)
  })

  it('begins anew at midnight', async () => {
    const { tally, tell, clock } = await scene([line(1, 'served')])
    await clock.advance(13 * 3_600_000)
    const next = new Date(2026, 0, 3).getTime()
    expect(tally.latest()).toEqual({ since: next, served: 0, refused: 0 })
    tell(line(2, 'served', clock.now()))
    expect(tally.latest()?.served).toBe(1)
  })

  it('says nothing where the log cannot be read, and hears nothing after its end', async () => {
    const { tally, tell, told, listeners } = await scene([])
    tell(line(1, 'served'))
    expect([tally.latest(), told()]).toEqual([null, 0])
    tally.close()
    expect(listeners.size).toBe(0)
  })
})
