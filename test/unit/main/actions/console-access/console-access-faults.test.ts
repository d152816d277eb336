import { beforeEach, describe, expect, it } from 'vitest'
import { RefusalError, UnavailableError } from '../../../../../main/kernel/errors.ts'
import type { ChangeResultView } from '../../../../../preload/contract/console-access-views.ts'
import { accountId, ConsoleAccessScene, home, office } from '../../../../fakes/console-access-scene.ts'
import { passed } from './passed.ts'

let scene: ConsoleAccessScene
beforeEach(() => {
  scene = new ConsoleAccessScene()
})

const put = (input: object) => `put ${JSON.stringify(input)}`
const officeOn = { add: [office], authorization: 'on' } as const

describe('changeConsoleAccess, when something goes wrong on the way', () => {
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
    const { outcome } = await passed(scene, scene.change(officeOn))
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
