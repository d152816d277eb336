import { describe, expect, it } from 'vitest'
import { AccessPlans, assertAsSeen } from '../../../../../main/serve/desktop/access-plans.ts'
import type {
  ChangePlanView,
  ChangeResultView,
} from '../../../../../preload/contract/console-access-views.ts'

const letIn = { beforeSignIn: 'let-in', afterSignIn: 'let-in' } as const
const row: ChangePlanView['rows'][number] = {
  name: 'you, now',
  principalArn: 'arn:aws:iam::111122223333:user/alice',
  from: '198.51.100.7',
  isPortalUser: false,
  now: letIn,
  afterwards: letIn,
  onceOn: null,
  outcome: 'keeps',
  reasons: [],
}

const plan: ChangePlanView = {
  profile: 'dev',
  accountId: '111122223333',
  targetId: '111122223333',
  isOnNow: false,
  isOnAfterwards: true,
  diff: ['+console authorization on'],
  steps: [
    {
      do: 'authorization-on',
      operation: 'put',
      text: 'turn it on',
      undo: 'turn it off',
      clientToken: 'a',
      state: 'planned',
    },
  ],
  wordsNow: [],
  wordsAfterwards: [],
  rows: [row],
  warnings: [{ weight: 'note', text: 'a note' }],
  confirmation: { kind: 'typed', word: '111122223333', reason: 'This locks out: you.' },
  wayBack: [],
}

describe('assertAsSeen', () => {
  it('lets a plan through that says the same, whatever its tokens and notes', () => {
    const again = { ...plan, warnings: [], steps: plan.steps.map((step) => ({ ...step, clientToken: 'b' })) }
    expect(() => assertAsSeen(plan, again)).not.toThrow()
  })

  it.each<[string, Partial<ChangePlanView>]>([
    ['the difference', { diff: [] }],
    ['what is sent', { steps: [] }],
    ['how it stands now', { isOnNow: true }],
    ['the account', { accountId: '444455556666' }],
    ['the target', { targetId: 'o-acme123456' }],
    ['what a call does', { steps: plan.steps.map((step) => ({ ...step, do: 'authorization-off' })) }],
    ['what a call is for', { steps: plan.steps.map((step) => ({ ...step, text: 'turn it on for o-acme' })) }],
    [
      'who gets in',
      { rows: [{ ...row, afterwards: { beforeSignIn: 'locked-out', afterSignIn: 'let-in' } }] },
    ],
    ['how much has to be typed', { confirmation: { ...plan.confirmation, word: '444455556666' } }],
    ['a serious warning', { warnings: [{ weight: 'serious', text: 'a door' }] }],
    ['what is to be typed', { confirmation: { kind: 'yes', word: null, reason: '' } }],
  ])('refuses one with another word on %s', (_what, change) => {
    expect(() => assertAsSeen(plan, { ...plan, ...change })).toThrow('Nothing was sent')
  })
})

describe('AccessPlans', () => {
  const plans = () => {
    let number = 0
    return new AccessPlans(() => `plan-${number++}`)
  }
  const seen = { profile: 'dev', target: null, wish: { kind: 'undo', change: null }, view: plan } as const

  it('gives a plan out once', () => {
    const kept = plans()
    const id = kept.keep(seen)
    expect(kept.take(id)).toEqual(seen)
    expect(() => kept.take(id)).toThrow('This plan is not known any more')
  })

  it('keeps the results of the last changes, each under its own task', () => {
    const kept = plans()
    const ended: ChangeResultView = {
      ...{ outcome: 'applied', plan, changeId: 'c', steps: [] },
      ...{ fault: null, isSeen: true, undoCommand: null },
    }
    for (let number = 0; number < 30; number += 1)
      kept.ended(`task-${number}`, { ...ended, changeId: `c${number}` })
    expect([kept.result('task-0'), kept.result('task-29')?.changeId, kept.result('none')]).toEqual([
      undefined,
      'c29',
      undefined,
    ])
  })

  it('forgets the oldest of many', () => {
    const kept = plans()
    const ids = Array.from({ length: 60 }, () => kept.keep(seen))
    expect(() => kept.take(ids[0] ?? '')).toThrow()
    expect(kept.take(ids[59] ?? '')).toEqual(seen)
  })
})
