import { beforeEach, describe, expect, it } from 'vitest'
import { UnavailableError } from '../../../../../main/kernel/errors.ts'
import { ConsoleAccessScene, home, office } from '../../../../fakes/console-access-scene.ts'
import { refused } from './refused.ts'

let scene: ConsoleAccessScene
beforeEach(() => {
  scene = new ConsoleAccessScene()
})

const officeOn = { add: [office], authorization: 'on' } as const

describe('undoConsoleAccess', () => {
  it('takes the last change back, then the one before, and can take an undo back', async () => {
    await scene.change({ add: [office] })
    await scene.clock.advance(1_000)
    await scene.change({ add: [home] })
    await scene.clock.advance(1_000)
    const undone = await scene.undo()
    expect(scene.control.standing.inputs).toEqual([office])
    await scene.clock.advance(1_000)
    await scene.undo()
    expect(scene.control.standing.inputs).toEqual([])
    expect(undone.undoCommand).toBe(`signet console-access undo --profile dev --change ${undone.changeId}`)
    await scene.clock.advance(1_000)
    await scene.undo({ changeId: undone.changeId ?? '' })
    expect(scene.control.standing.inputs).toEqual([home])
    await scene.clock.advance(1_000)
    // The change that the first undo took back stands again, under another id at AWS.
    await scene.undo()
    expect(scene.control.standing.inputs).toEqual([])
    const { code } = await refused(scene.undo())
    expect(code).toBe('not-found')
  })

  it('knows the last change also when the clock was set back in between', async () => {
    await scene.change({ add: [office] })
    scene.clock.setWall(scene.clock.now() - 5_000)
    await scene.change({ add: [home] })
    await scene.undo()
    expect(scene.control.standing.inputs).toEqual([office])
  })

  it('puts a removed statement back though its condition does not say what made it', async () => {
    const endpoints = {
      signinSourceVpce: 'vpce-0a1b2c3d4e5f60718',
      consoleSourceVpce: 'vpce-0a1b2c3d4e5f60719',
      requestedRegion: 'eu-central-1',
    }
    await scene.change({ add: [endpoints] })
    const [first] = await scene.control.listPermissionStatements()
    await scene.clock.advance(1_000)
    await scene.change({ remove: [first?.sid ?? ''] })
    await scene.clock.advance(1_000)
    await scene.undo()
    expect(scene.control.standing.inputs).toEqual([endpoints])
  })

  it('says what it cannot put back', async () => {
    const sid = scene.control.place({ signinSourceVpce: 'vpce-0a1b2c3d', requestedRegion: 'eu-central-1' })
    const { plan } = await scene.change({ remove: [sid] })
    expect(plan.steps[0]?.undo).toBe(null)
    expect(plan.warnings.map(({ text }) => text)).toContain(
      'Signet cannot tell what makes a statement that goes, so it cannot put it back. Its condition is in the history.',
    )
    const undone = await scene.undo()
    expect({ outcome: undone.outcome, warned: undone.plan.warnings.length > 0 }).toEqual({
      outcome: 'unchanged',
      warned: true,
    })
  })

  it('loosens with --yes alone, so that a script gets people back in', async () => {
    await scene.change(officeOn)
    const { outcome } = await scene.undo({ isConfirmed: true, confirm: undefined })
    expect({ outcome, standing: scene.control.standing }).toEqual({
      outcome: 'applied',
      standing: { on: [], inputs: [] },
    })
  })

  it('asks for the account where taking back tightens', async () => {
    scene.control.place(office)
    scene.control.turn('on')
    await scene.change({ authorization: 'off' })
    const { code } = await refused(scene.undo({ isConfirmed: true, confirm: undefined }))
    expect(code).toBe('consent-denied')
  })

  it('takes back what may have been done when no answer came', async () => {
    scene.control.faults.push(new UnavailableError('network-down', 'no answer'))
    await scene.change({ add: [office] })
    scene.control.place(office)
    await scene.undo()
    expect(scene.control.standing.inputs).toEqual([])
  })
})
