import { describe, expect, it } from 'vitest'
import type { EnforcedPolicy } from '../../main/console-access/lock-out.ts'
import { lockOut } from '../../main/console-access/lock-out.ts'
import vectors from './vectors/lock-out.json' with { type: 'json' }

const nobodyRefused: EnforcedPolicy = { enabled: true, policy: { Version: '2012-10-17', Statement: [] } }

/** What the two phases make of a change that begins where nobody is refused. */
function changeOf({ beforeSignIn, afterSignIn }: { beforeSignIn: string; afterSignIn: string }): string {
  if (beforeSignIn === 'out' || afterSignIn === 'out') return 'loses'
  return beforeSignIn === 'in' && afterSignIn === 'in' ? 'keeps' : 'cannot-tell'
}

describe("lockOut, against IAM's documented semantics", () => {
  it('has at least 60 cases', () => {
    expect(vectors.cases.length).toBeGreaterThanOrEqual(60)
  })

  it.each(vectors.cases)('$rule', ({ policy, enabled, situation, expected }) => {
    const after: EnforcedPolicy = { enabled: enabled as EnforcedPolicy['enabled'], policy }
    const [row] = lockOut({ before: nobodyRefused, after, situations: [situation] })
    expect({ ...row?.after, change: row?.change }).toEqual({ ...expected, change: changeOf(expected) })
  })
})
