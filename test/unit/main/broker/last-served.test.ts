import { describe, expect, it } from 'vitest'
import { readLastServed } from '../../../../main/broker/last-served.ts'
import { activityRig, longEnough } from '../../../fakes/activity-rig.ts'
import { MemoryActivityFile } from '../../../fakes/memory-activity-file.ts'

const odd = 'pläne "event":"served" \\"profile\\":\\"x\\" ٣'

/** Each profile once per round, in files of a few lines. */
async function logOf(rounds: number, profiles: readonly string[]) {
  const rig = activityRig({ limits: { fileInBytes: 700 } })
  for (let round = 0; round < rounds; round += 1) {
    for (const profile of profiles) {
      rig.activity.record({ event: 'served', profile, channel: 'endpoint' })
      rig.activity.record({ event: 'denied', profile, code: 'policy-denied' })
    }
    await rig.clock.advance(longEnough)
  }
  return rig
}

describe('readLastServed', () => {
  it('finds the newest hand-out of each profile, over all the files, whatever the names', async () => {
    const rig = await logOf(3, ['dev', 'prod', odd])
    rig.activity.record({ event: 'served', profile: 'dev', channel: 'endpoint' })
    await rig.clock.advance(longEnough)
    const found = await readLastServed(rig.file)
    const lines = await rig.activity.read({ limit: 1000 })
    const newest = new Map(
      lines.flatMap((line) => (line.event === 'served' && line.profile ? [[line.profile, line]] : [])),
    )
    expect(rig.file.files.length).toBeGreaterThan(1)
    expect([...found.keys()].sort()).toEqual(['dev', odd, 'prod'].sort())
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(newest))
  })

  it('passes over what is no line, and finds nothing in nothing', async () => {
    const file = new MemoryActivityFile()
    expect((await readLastServed(file)).size).toBe(0)
    file.files = ['{"event":"served","profile":"x"}\n\n{"torn']
    expect((await readLastServed(file)).size).toBe(0)
  })
})

describe('Activity.lastServed', () => {
  it('has the newest hand-out since the start, and nothing of what was refused', async () => {
    const { activity, clock } = activityRig()
    activity.record({ event: 'served', profile: 'dev', channel: 'endpoint' })
    activity.record({ event: 'denied', profile: 'prod' })
    await clock.advance(longEnough)
    activity.record({ event: 'served', profile: 'dev', channel: 'exec' })
    await clock.advance(longEnough)
    expect([...activity.lastServed().values()]).toMatchObject([{ profile: 'dev', channel: 'exec' }])
  })
})
