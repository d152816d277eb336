import { beforeEach, describe, expect, it } from 'vitest'
import { breakGlass, ConsoleAccessScene, home, office } from '../../../../fakes/console-access-scene.ts'
import { passed } from './passed.ts'

let scene: ConsoleAccessScene
beforeEach(() => {
  scene = new ConsoleAccessScene()
})

describe('changeConsoleAccess, when AWS’s reading lags behind', () => {
  it('waits between loosening and tightening until the first is seen', async () => {
    const sid = scene.control.place(office)
    scene.control.turn('on')
    scene.control.lag = 3
    const result = await passed(scene, scene.change({ remove: [sid], add: [home] }))
    const waits = scene.shown.filter(({ kind }) => kind === 'waiting').length
    expect({ outcome: result.outcome, isSeen: result.isSeen, hasWaited: waits > 0 }).toEqual({
      outcome: 'applied',
      isSeen: true,
      hasWaited: true,
    })
  })

  it('does not tighten when the first half does not appear', async () => {
    const sid = scene.control.place(office)
    scene.control.turn('on')
    scene.control.lag = 1_000_000
    const { outcome, fault, steps } = await passed(scene, scene.change({ remove: [sid], add: [home] }))
    expect({ outcome, code: fault?.code, states: steps.map(({ state }) => state) }).toEqual({
      outcome: 'failed',
      code: 'timed-out',
      states: ['done', 'sent', 'planned'],
    })
    expect(scene.calls).toEqual([`delete ${sid}`])
  })

  it('says that it is not seen yet, and counts it in for the next plan', async () => {
    scene.control.lag = 1_000_000
    const first = await passed(scene, scene.change({ add: [office] }))
    expect({ outcome: first.outcome, isSeen: first.isSeen }).toEqual({ outcome: 'applied', isSeen: false })
    // Asked for again: AWS would call that a conflict.
    expect((await scene.change({ add: [office] })).outcome).toBe('unchanged')
    const { plan } = await scene.undo({ dryRun: true })
    expect(plan.diff).toEqual([`-statement sourceIp 203.0.113.0/24, excludedPrincipal ${breakGlass}`])
  })
})
