import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LockOutRow, lockOut } from '../../main/console-access/lock-out.ts'
import { admits } from '../aws/signin-policy/admits.ts'
import { randomPolicy, randomSituation } from '../fakes/random-sign-in-policy.ts'

const runs = 10_000
const seed = 20_260_624

function rowOf(
  before: { enabled: boolean; policy: Parameters<typeof admits>[0] & object },
  after: typeof before,
  situation: LockOutRow['situation'],
): LockOutRow {
  const question = { before, after, situations: [situation] } as Parameters<typeof lockOut>[0]
  const [row] = lockOut(question)
  if (row === undefined) throw new TypeError('One situation gives one row.')
  return row
}

describe('lockOut, against the stand-in', () => {
  it('claims "keeps" only of those whom the stand-in lets in, and "loses" only of those whom it does not', () => {
    const enabled = fc.constantFrom(true, true, true, true, false)
    const side = fc.record({ enabled, policy: randomPolicy })
    const counts = new Map<string, number>()
    const contradictions: unknown[] = []
    fc.assert(
      fc.property(side, side, randomSituation, (before, after, { real, known }) => {
        const { change } = rowOf(before, after, known)
        counts.set(change, (counts.get(change) ?? 0) + 1)
        const was = admits(before.policy, before.enabled, real)
        const is = admits(after.policy, after.enabled, real)
        const expected = {
          keeps: [true, true],
          loses: [true, false],
          gains: [false, true],
          'stays-out': [false, false],
        }
        if (change === 'cannot-tell') return
        if (JSON.stringify(expected[change]) !== JSON.stringify([was, is])) {
          contradictions.push({ change, was, is, before, after, real, known })
        }
      }),
      { numRuns: runs, seed },
    )
    const told = [...counts].sort().map(([change, count]) => `${count} ${change}`)
    console.log(
      `lockOut, ${runs} random policies and situations: ${told.join(', ')}; contradictions: ${contradictions.length}`,
    )
    expect(contradictions.slice(0, 3)).toEqual([])
    // A run in which hardly anything is claimed would prove nothing.
    for (const change of ['keeps', 'loses', 'gains', 'stays-out'])
      expect(counts.get(change)).toBeGreaterThan(300)
  })
})
