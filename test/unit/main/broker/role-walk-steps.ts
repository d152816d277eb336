/** What can happen to a machine that has roles of Identity Center, one thing after the other. */

import fc from 'fast-check'
import type { ReplyFault } from '../../../fakes/reply-fault.ts'
import type { CommonStep } from './walk-world.ts'

export const hour = 3_600_000
const day = 24 * hour
const profiles = ['read', 'write', 'ann'] as const
export type Profile = (typeof profiles)[number]

export type Step =
  | CommonStep<Profile>
  | { readonly do: 'portal-fault'; readonly fault: ReplyFault | undefined }
  | { readonly do: 'life'; readonly token: number; readonly role: number }
  | { readonly do: 'assign'; readonly isAssigned: boolean }
  | { readonly do: 'end' | 'sign-in' | 'elsewhere' }

const faults: readonly ReplyFault[] = [
  ...(['none', 'none', 'none', 'down', 'lost', 'throttled'] as const),
  ...(['server-error', 'malformed', 'forbidden', 'hang'] as const),
]
const of = <const Do extends Step['do'], T>(name: Do, rest: fc.Arbitrary<T>) =>
  rest.map((more) => ({ do: name, ...more }))
const span = fc.oneof(
  fc.integer({ min: 1, max: 60_000 }),
  fc.integer({ min: 60_000, max: 2_400_000 }),
  fc.constant(3 * hour),
)
const jumps = [hour, -hour, day, -day, 3650 * day, -3650 * day, 20_000, -20_000] as const
/** Any step, the usual ones more often. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: of(
      'ask',
      fc.record({ profile: fc.constantFrom(...profiles), patience: fc.constantFrom(0, 0, 2_000, 20_000) }),
    ),
  },
  { weight: 9, arbitrary: of('pass', fc.record({ milliseconds: span })) },
  {
    weight: 2,
    arbitrary: of('suspend', fc.record({ milliseconds: fc.integer({ min: 1_000, max: 4 * hour }) })),
  },
  { weight: 3, arbitrary: of('jump', fc.record({ milliseconds: fc.constantFrom(...jumps) })) },
  { weight: 6, arbitrary: of('fault', fc.record({ fault: fc.constantFrom(...faults) })) },
  { weight: 2, arbitrary: of('portal-fault', fc.record({ fault: fc.constantFrom(undefined, ...faults) })) },
  {
    weight: 2,
    arbitrary: of('latency', fc.record({ milliseconds: fc.constantFrom(0, 200, 4_000, 12_000) })),
  },
  { weight: 2, arbitrary: of('disk', fc.record({ isWritable: fc.boolean() })) },
  { weight: 1, arbitrary: of('stall', fc.record({ isStalled: fc.boolean() })) },
  {
    weight: 1,
    arbitrary: of(
      'life',
      fc.record({
        token: fc.constantFrom(3600, 3600, 300, 20),
        role: fc.constantFrom(3600, 43_200, 900, 20),
      }),
    ),
  },
  { weight: 1, arbitrary: of('assign', fc.record({ isAssigned: fc.boolean() })) },
  ...(['kill', 'elsewhere'] as const).map((name) => ({ weight: 2, arbitrary: fc.constant({ do: name }) })),
  ...(['resume', 'end', 'sign-in'] as const).map((name) => ({
    weight: 1,
    arbitrary: fc.constant({ do: name }),
  })),
)
