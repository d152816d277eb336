import { beforeEach, describe, expect, it } from 'vitest'
import { accountId, ConsoleAccessScene, home, office } from '../../../../fakes/console-access-scene.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { refused } from './refused.ts'

let scene: ConsoleAccessScene
beforeEach(() => {
  scene = new ConsoleAccessScene()
})

const officeOn = { add: [office], authorization: 'on' } as const

describe('changeConsoleAccess, confirmed', () => {
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
