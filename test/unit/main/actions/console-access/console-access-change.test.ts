import { beforeEach, describe, expect, it } from 'vitest'
import { AppError, RefusalError, UnavailableError } from '../../../../../main/kernel/errors.ts'
import type { ChangeResultView } from '../../../../../preload/contract/console-access-views.ts'
import { changeResultViewSchema } from '../../../../../preload/contract/console-access-views.ts'
import {
  accountId,
  breakGlass,
  ConsoleAccessScene,
  home,
  office,
} from '../../../../fakes/console-access-scene.ts'
import { settle } from '../../../../fakes/fake-clock.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

let scene: ConsoleAccessScene
beforeEach(() => {
  scene = new ConsoleAccessScene()
})

const put = (input: object) => `put ${JSON.stringify(input)}`
const officeOn = { add: [office], authorization: 'on' } as const

/** What was thrown, as it is shown. */
async function refused(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message }
    throw thrown
  }
  throw new Error('nothing was refused')
}

/** Lets time pass until it is over. */
async function passed(work: Promise<ChangeResultView>): Promise<ChangeResultView> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  work.then(over, over)
  while (!isOver) {
    await settle()
    await scene.clock.advance(1_000)
  }
  return work
}

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

  describe('confirmation', () => {
    it('does not take --yes for what can lock people out', async () => {
      const { code, message } = await refused(
        scene.change({ ...officeOn, isConfirmed: true, confirm: undefined }),
      )
      expect({ code, named: message.includes(`--confirm ${accountId}`), sent: scene.control.sent }).toEqual({
        code: 'consent-denied',
        named: true,
        sent: [],
      })
    })

    it('asks for the account even of those who said --yes, and takes it as people read it out', async () => {
      const prompts = new ScriptedPrompts('1111 2222 3333')
      const { outcome } = await scene.change({ ...officeOn, isConfirmed: true, confirm: undefined }, prompts)
      expect({ outcome, asked: prompts.asked }).toEqual({
        outcome: 'applied',
        asked: [{ message: `This can lock people out. Type ${accountId} to go on: `, secret: false }],
      })
    })

    it.each(['yes', '', '111122223334', undefined])('takes %j for a no', async (answer) => {
      const { outcome } = await scene.change({ ...officeOn, confirm: undefined }, new ScriptedPrompts(answer))
      expect({ outcome, sent: scene.control.sent }).toEqual({ outcome: 'declined', sent: [] })
    })

    it('refuses the id of something else, and asks no further', async () => {
      const prompts = new ScriptedPrompts(accountId)
      const { code } = await refused(scene.change({ ...officeOn, confirm: '444455556666' }, prompts))
      expect({ code, asked: prompts.asked, sent: scene.control.sent }).toEqual({
        ...{ code: 'consent-denied', asked: [], sent: [] },
      })
    })

    it('does not take --yes for a statement that binds at once', async () => {
      scene.control.turn('on')
      const { code } = await refused(scene.change({ add: [office], isConfirmed: true, confirm: undefined }))
      expect({ code, sent: scene.control.sent }).toEqual({ code: 'consent-denied', sent: [] })
    })

    it('takes --yes for what keeps nobody out', async () => {
      scene.control.place(office)
      scene.control.turn('on')
      const { outcome } = await scene.change({ authorization: 'off', isConfirmed: true, confirm: undefined })
      expect(outcome).toBe('applied')
    })

    it('takes --yes for a statement that is inert', async () => {
      const { outcome, plan } = await scene.change({ add: [office], isConfirmed: true, confirm: undefined })
      expect({ outcome, kind: plan.confirmation.kind }).toEqual({ outcome: 'applied', kind: 'yes' })
    })

    it('asks for the target where that is more than the account', async () => {
      const targetId = 'o-acme123456'
      const prompts = new ScriptedPrompts(targetId)
      const { plan, outcome } = await scene.change(
        { authorization: 'on', targetId, confirm: undefined },
        prompts,
      )
      expect({ outcome, word: plan.confirmation.word, calls: scene.calls }).toEqual({
        outcome: 'applied',
        word: targetId,
        calls: [`on ${targetId}`],
      })
    })

    it('is worth nothing when another hand changed something meanwhile', async () => {
      const prompts = {
        ask: async () => {
          scene.control.place(home)
          return accountId
        },
      }
      const { code } = await refused(scene.change({ ...officeOn, confirm: undefined }, prompts))
      expect({ code, sent: scene.control.sent }).toEqual({ code: 'conflict', sent: [] })
    })
  })

  describe('what goes wrong on the way', () => {
    const replaced = async (): Promise<ChangeResultView> => {
      const sid = scene.control.place(office)
      scene.control.turn('on')
      return scene.change({ remove: [sid], add: [home] })
    }

    it('stops at the first refusal, says what was done, and how to take it back', async () => {
      scene.control.faults.push(undefined, new RefusalError('quota-exceeded', 'no more'))
      const { outcome, fault, steps, undoCommand } = await replaced()
      expect({ outcome, fault, states: steps.map(({ state }) => state), undoCommand }).toEqual({
        outcome: 'failed',
        fault: { code: 'quota-exceeded', message: 'no more', remedy: 'none' },
        states: ['done', 'done', 'failed'],
        undoCommand: 'signet console-access undo --profile dev',
      })
      expect((await scene.undo()).outcome).toBe('applied')
      expect(scene.control.standing).toEqual({ on: [accountId], inputs: [office] })
    })

    it('does not claim that a call was not made when no answer came', async () => {
      scene.control.faults.push(new UnavailableError('network-down', 'no answer'))
      const { outcome, steps, undoCommand } = await scene.change({ add: [office] })
      expect({ outcome, states: steps.map(({ state }) => state), undoCommand }).toEqual({
        outcome: 'failed',
        states: ['sent'],
        undoCommand: 'signet console-access undo --profile dev',
      })
    })

    it('sends the same token again after that', async () => {
      scene.control.faults.push(new UnavailableError('network-down', 'no answer'))
      await scene.change({ add: [office] })
      await scene.change({ add: [office] })
      const [first, second] = scene.control.sent
      expect(second).toBe(first)
    })

    it('takes a new token once the call is known to be done and taken back', async () => {
      await scene.change({ add: [office] })
      await scene.undo()
      await scene.change({ add: [office] })
      const puts = scene.control.sent.filter((call) => call.startsWith('put'))
      expect({ puts: puts.length, different: new Set(puts).size }).toEqual({ puts: 2, different: 2 })
      expect(scene.control.standing.inputs).toEqual([office])
    })

    it('takes a new token when another hand took away what the old one made', async () => {
      await scene.change({ add: [office] })
      const [made] = await scene.control.listPermissionStatements()
      scene.control.take(made?.sid ?? '')
      await scene.change({ add: [office] })
      expect({
        different: new Set(scene.control.sent).size,
        standing: scene.control.standing.inputs,
      }).toEqual({
        different: 2,
        standing: [office],
      })
    })

    it('ends between two calls when the person cancels, and what was done can be taken back', async () => {
      scene.control.beforeWrite = () => scene.abort.abort()
      const { outcome, steps } = await scene.change(officeOn)
      expect({ outcome, states: steps.map(({ state }) => state) }).toEqual({
        outcome: 'cancelled',
        states: ['done', 'planned'],
      })
    })

    it('sends nothing that it could not keep', async () => {
      scene.files.fail = { replace: 'no-space' }
      const { outcome, fault } = await scene.change(officeOn)
      expect({ outcome, code: fault?.code, sent: scene.control.sent }).toEqual({
        outcome: 'failed',
        code: 'history-unwritable',
        sent: [],
      })
    })

    it('sends nothing more when it cannot keep what it did', async () => {
      scene.control.beforeWrite = () => {
        scene.files.fail = { replace: 'no-space' }
      }
      const { outcome, steps, undoCommand } = await scene.change(officeOn)
      expect({ outcome, states: steps.map(({ state }) => state), undoCommand }).toEqual({
        outcome: 'failed',
        states: ['done', 'planned'],
        undoCommand: 'signet console-access undo --profile dev',
      })
    })

    it('takes what is gone already for removed', async () => {
      const sid = scene.control.place(office)
      scene.control.beforeWrite = () => scene.control.take(sid)
      expect((await scene.change({ remove: [sid] })).outcome).toBe('applied')
    })

    it('goes on after the agent was killed between a call and its answer: the same token, no conflict, no call twice', async () => {
      scene.control.lag = 1_000_000
      scene.control.faultsAfter.push(new TypeError('killed'))
      await expect(scene.change(officeOn)).rejects.toThrow('killed')
      const { outcome } = await passed(scene.change(officeOn))
      expect({ outcome, calls: scene.calls }).toEqual({
        outcome: 'applied',
        calls: [put(office), put(office), `on ${accountId}`],
      })
      expect(scene.control.sent[0]).toBe(scene.control.sent[1])
      expect(scene.control.standing).toEqual({ on: [accountId], inputs: [office] })
    })

    it('can take back what the agent was killed in the middle of', async () => {
      scene.control.faultsAfter.push(new TypeError('killed'))
      await expect(scene.change(officeOn)).rejects.toThrow('killed')
      expect(scene.control.standing.inputs).toEqual([office])
      await scene.undo()
      expect(scene.control.standing).toEqual({ on: [], inputs: [] })
    })
  })

  describe('AWS’s reading lags behind', () => {
    it('waits between loosening and tightening until the first is seen', async () => {
      const sid = scene.control.place(office)
      scene.control.turn('on')
      scene.control.lag = 3
      const result = await passed(scene.change({ remove: [sid], add: [home] }))
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
      const { outcome, fault, steps } = await passed(scene.change({ remove: [sid], add: [home] }))
      expect({ outcome, code: fault?.code, states: steps.map(({ state }) => state) }).toEqual({
        outcome: 'failed',
        code: 'timed-out',
        states: ['done', 'sent', 'planned'],
      })
      expect(scene.calls).toEqual([`delete ${sid}`])
    })

    it('says that it is not seen yet, and counts it in for the next plan', async () => {
      scene.control.lag = 1_000_000
      const first = await passed(scene.change({ add: [office] }))
      expect({ outcome: first.outcome, isSeen: first.isSeen }).toEqual({ outcome: 'applied', isSeen: false })
      // Asked for again: AWS would call that a conflict.
      expect((await scene.change({ add: [office] })).outcome).toBe('unchanged')
      const { plan } = await scene.undo({ dryRun: true })
      expect(plan.diff).toEqual([`-statement sourceIp 203.0.113.0/24, excludedPrincipal ${breakGlass}`])
    })
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
