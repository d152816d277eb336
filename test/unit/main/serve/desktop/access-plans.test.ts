import { describe, expect, it } from 'vitest'
import { AccessPlans, assertAsSeen } from '../../../../../main/serve/desktop/access-plans.ts'
import type { ChangePlanView } from '../../../../../preload/contract/console-access-views.ts'

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
  rows: [],
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

  it('forgets the oldest of many', () => {
    const kept = plans()
    const ids = Array.from({ length: 60 }, () => kept.keep(seen))
    expect(() => kept.take(ids[0] ?? '')).toThrow()
    expect(kept.take(ids[59] ?? '')).toEqual(seen)
  })
})
