import { beforeEach, describe, expect, it } from 'vitest'
import { changeResultViewSchema } from '../../../../../preload/contract/console-access-views.ts'
import { accountId, breakGlass, ConsoleAccessScene, office } from '../../../../fakes/console-access-scene.ts'

let scene: ConsoleAccessScene
beforeEach(() => {
  scene = new ConsoleAccessScene()
})

const put = (input: object) => `put ${JSON.stringify(input)}`
const officeOn = { add: [office], authorization: 'on' } as const

describe('changeConsoleAccess', () => {
  it('shows the plan before anything is sent, with the command that goes back', async () => {
    let sentAtPlan: readonly string[] | undefined
    const show = scene.shown.push.bind(scene.shown)
    scene.shown.push = (progress) => {
      if (progress.kind === 'plan') sentAtPlan = [...scene.control.sent]
      return show(progress)
    }
    const result = await scene.change(officeOn)
    expect(sentAtPlan).toEqual([])
    expect(result.plan.wayBack.map(({ command }) => command)).toEqual([
      'signet console-access disable --profile dev',
      'signet console-access undo --profile dev',
    ])
    expect({ outcome: result.outcome, calls: scene.calls, isSeen: result.isSeen }).toEqual({
      outcome: 'applied',
      calls: [put(office), `on ${accountId}`],
      isSeen: true,
    })
    expect(scene.control.standing).toEqual({ on: [accountId], inputs: [office] })
  })

  it('gives a result that the contract knows, with no field for a secret', async () => {
    const result = await scene.change(officeOn)
    expect(changeResultViewSchema.parse(result)).toEqual(result)
    expect(JSON.stringify([result, scene.shown])).not.toContain('CNRY')
    const kept = scene.files.names('/state/console-access').map((name) => {
      const text = new TextDecoder().decode(scene.files.bytes(`/state/console-access/${name}`))
      return text.includes('CNRY') || text.includes('ASIA')
    })
    expect(kept).toEqual([false])
  })

  it('sends nothing for a dry run, and keeps nothing', async () => {
    const { outcome, plan } = await scene.change({ ...officeOn, dryRun: true })
    expect({ outcome, steps: plan.steps.length, sent: scene.control.sent }).toEqual({
      outcome: 'dry-run',
      steps: 2,
      sent: [],
    })
    expect(scene.files.changes).toEqual([])
  })

  it('says so when it is like that already', async () => {
    scene.control.place(office)
    scene.control.turn('on')
    expect((await scene.change(officeOn)).outcome).toBe('unchanged')
    expect(scene.control.sent).toEqual([])
  })

  it('keeps a statement that is asked to go and to come', async () => {
    const sid = scene.control.place(office)
    const { outcome } = await scene.change({ remove: [sid], add: [office] })
    expect({ outcome, sent: scene.control.sent }).toEqual({ outcome: 'unchanged', sent: [] })
  })

  it('says how to give the address that it looks up nowhere, and only where that helps', async () => {
    const asked = async (viewpoint: object) => {
      const { plan } = await scene.change({
        ...officeOn,
        dryRun: true,
        viewpoint: { breakGlass, ...viewpoint },
      })
      return plan.warnings.some(({ text }) => text.includes('--my-ip'))
    }
    expect([await asked({}), await asked({ myIp: '198.51.100.7' })]).toEqual([true, false])
  })

  it('warns who signs in through AWS Sign-In that renewing is refused too', async () => {
    scene.sessionKind = 'signin'
    const { plan } = await scene.change({ ...officeOn, dryRun: true })
    expect(plan.warnings[0]?.text).toContain('15 minutes at most')
    const inOffice = await scene.change({
      ...{ ...officeOn, dryRun: true },
      viewpoint: { breakGlass, myIp: '203.0.113.7' },
    })
    expect(inOffice.plan.warnings.some(({ text }) => text.includes('15 minutes'))).toBe(false)
  })
})
