import { describe, expect, it } from 'vitest'
import { stagesOf } from '../../../../renderer/features/tasks/sign-in-stages.ts'

describe('stagesOf', () => {
  it('knows where each flow stands', () => {
    const now = (step: Parameters<typeof stagesOf>[0]) => {
      const { stages, at } = stagesOf(step)
      return `${at + 1}/${stages.length} ${stages[at]}`
    }
    expect([
      now({ kind: 'preparing' }),
      now({ kind: 'opening-browser', url: 'https://x.test/' }),
      now({ kind: 'waiting-for-browser', url: 'https://x.test/' }),
      now({ kind: 'waiting-for-code', method: 'cross-device' }),
      now({ kind: 'registering' }),
      now({ kind: 'showing-code', userCode: 'ABCD-EFGH' }),
      now({ kind: 'exchanging' }),
      now({ kind: 'signed-in' }),
    ]).toEqual([
      '1/4 preparing',
      '2/4 waiting',
      '2/4 waiting',
      '2/4 code',
      '2/5 registering',
      '2/4 waiting',
      '3/4 exchanging',
      '4/4 done',
    ])
  })
})
