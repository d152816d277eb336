import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PermissionStatementInput } from '../../../../main/aws/signin-control-types.ts'
import type { AccessState, KnownStatement } from '../../../../main/console-access/access-state.ts'
import { recorded } from '../../../../main/console-access/change-record.ts'
import { type ChangeSet, changeSetOf } from '../../../../main/console-access/change-set.ts'
import { type ChangeStep, opensOnTheWay, planSteps } from '../../../../main/console-access/plan-steps.ts'
import { undoSetOf } from '../../../../main/console-access/undo-set.ts'
import { accountId, breakGlass, home, office } from '../../../fakes/console-access-scene.ts'

const organization = 'o-acme123456'
const policy = { Version: '2012-10-17', Statement: [] }

function known(input: PermissionStatementInput, index: number): KnownStatement {
  return { sid: `${index}`.padStart(64, 'S'), condition: { NotIpAddress: {} }, input }
}

function stateOf(on: readonly string[], inputs: readonly PermissionStatementInput[]): AccessState {
  const targets = [accountId, organization].map((targetId) => ({
    targetId,
    scope: 'X',
    consoleAuthorizationEnabled: on.includes(targetId),
  }))
  return { accountId, targets, policy, statements: inputs.map(known) }
}

function stepsOf(state: AccessState, changeSet: ChangeSet, targetId = accountId): readonly ChangeStep[] {
  const drawn: string[] = []
  const tokenFor = () => `token-${drawn.push('one')}`
  return planSteps({ state, changeSet, targetId, breakGlass, tokenFor })
}

const words = (steps: readonly ChangeStep[]) => steps.map((step) => step.do)

describe('planSteps', () => {
  it('puts statements before turning on, those that leave the break-glass principal out first', () => {
    const nobody = { sourceIp: '192.0.2.1' }
    const other = { ...home, excludedPrincipal: 'arn:aws:iam::111122223333:role/Other' }
    const steps = stepsOf(stateOf([], []), { authorization: 'on', add: [nobody, other, office], remove: [] })
    expect(steps).toEqual([
      { do: 'add-statement', input: office, clientToken: 'token-1' },
      { do: 'add-statement', input: other, clientToken: 'token-2' },
      { do: 'add-statement', input: nobody, clientToken: 'token-3' },
      { do: 'authorization-on', targetId: accountId },
    ])
  })

  it('turns off before it removes', () => {
    const state = stateOf([accountId], [office])
    const steps = stepsOf(state, { authorization: 'off', add: [], remove: state.statements })
    expect(words(steps)).toEqual(['authorization-off', 'remove-statement'])
  })

  it('replaces by removing, waiting until that is seen, and adding', () => {
    const state = stateOf([accountId], [office])
    const steps = stepsOf(state, { authorization: undefined, add: [home], remove: state.statements })
    expect(words(steps)).toEqual(['remove-statement', 'wait', 'add-statement'])
    expect(opensOnTheWay(steps)).toBe(true)
  })

  it('waits before turning on what had a statement removed', () => {
    const state = stateOf([], [office])
    const steps = stepsOf(state, { authorization: 'on', add: [home], remove: state.statements })
    expect(words(steps)).toEqual(['remove-statement', 'add-statement', 'wait', 'authorization-on'])
    expect(opensOnTheWay(steps)).toBe(false)
  })

  it('does not wait where nothing binds anybody, nor where nothing tightens', () => {
    const off = stateOf([], [office])
    const on = stateOf([accountId], [office])
    const swap = { authorization: undefined, add: [home], remove: off.statements }
    expect(words(stepsOf(off, swap))).toEqual(['remove-statement', 'add-statement'])
    expect(words(stepsOf(on, { ...swap, add: [] }))).toEqual(['remove-statement'])
  })

  it('waits when another target keeps it on', () => {
    const state = stateOf([accountId, organization], [office])
    const steps = stepsOf(state, { authorization: 'off', add: [home], remove: state.statements })
    expect(words(steps)).toEqual(['authorization-off', 'remove-statement', 'wait', 'add-statement'])
  })
})

/** What stands, as far as it matters for who gets in: an oracle of its own, with neither policy nor evaluation. */
interface Plain {
  readonly on: ReadonlySet<string>
  readonly inputs: readonly PermissionStatementInput[]
}

function after({ on, inputs }: Plain, step: ChangeStep): Plain {
  switch (step.do) {
    case 'wait':
      return { on, inputs }
    case 'authorization-on':
      return { on: new Set([...on, step.targetId]), inputs }
    case 'authorization-off':
      return { on: new Set([...on].filter((id) => id !== step.targetId)), inputs }
    case 'add-statement':
      return { on, inputs: [...inputs, step.input] }
    case 'remove-statement':
      return { on, inputs: inputs.filter((input) => input !== step.input) }
  }
}

function prefixes(start: Plain, steps: readonly ChangeStep[]): readonly Plain[] {
  const states = [start]
  for (const step of steps) states.push(after(states.at(-1) ?? start, step))
  return states
}

interface Person {
  readonly arn: string
  readonly address: string
}

const isOut = ({ on, inputs }: Plain, { arn, address }: Person) =>
  on.size > 0 && inputs.some((input) => input.excludedPrincipal !== arn && input.sourceIp !== address)

const arns = [breakGlass, 'arn:aws:iam::111122223333:role/Dev']
const addresses = ['192.0.2.1', '192.0.2.2', '192.0.2.3']
const everybody = arns.flatMap((arn) => addresses.map((address) => ({ arn, address })))
const anyInput = fc
  .record({ sourceIp: fc.constantFrom(...addresses), excludedPrincipal: fc.option(fc.constantFrom(...arns)) })
  .map(
    ({ sourceIp, excludedPrincipal }): PermissionStatementInput =>
      excludedPrincipal === null ? { sourceIp } : { sourceIp, excludedPrincipal },
  )
const anyScene = fc.record({
  on: fc.subarray([accountId, organization]),
  inputs: fc.array(anyInput, { maxLength: 3 }),
  add: fc.array(anyInput, { maxLength: 3 }),
  remove: fc.array(fc.nat(2), { maxLength: 3 }),
  wanted: fc.constantFrom('on', 'off', undefined),
  targetId: fc.constantFrom(accountId, organization),
})

function planned(scene: typeof anyScene extends fc.Arbitrary<infer T> ? T : never) {
  const { on, inputs, add, remove, wanted, targetId } = scene
  const state = stateOf(on, inputs)
  const gone = state.statements.filter((_, index) => remove.includes(index)).map(({ sid }) => sid)
  const changeSet = changeSetOf({ authorization: wanted, add, remove: gone }, state, targetId)
  const steps = stepsOf(state, changeSet, targetId)
  return { state, steps, targetId, start: { on: new Set(on), inputs } }
}

describe('the order of calls', () => {
  it('locks nobody out on the way whom neither the beginning nor the end locks out', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { start, steps } = planned(scene)
        const states = prefixes(start, steps)
        const end = states.at(-1) ?? start
        for (const person of everybody) {
          if (isOut(start, person) || isOut(end, person)) continue
          expect(states.filter((state) => isOut(state, person))).toEqual([])
        }
      }),
      { numRuns: 5_000 },
    )
  })

  it('locks nobody out on the way back either, from wherever the change stopped', () => {
    fc.assert(
      fc.property(anyScene, fc.nat(8), (scene, stop) => {
        const { start, steps, state, targetId } = planned(scene)
        const done = steps.slice(0, stop)
        const reached = prefixes(start, done).at(-1) ?? start
        const record = {
          ...{ version: 1 as const, id: 'x', profile: 'p', accountId, targetId, plannedAt: 0 },
          steps: steps.map((step, index) => ({
            ...recorded(step),
            state: index < stop ? ('done' as const) : ('planned' as const),
          })),
        }
        // What stands then, with the ids that AWS gives to what was added.
        const statements = reached.inputs.map(
          (input, index) =>
            state.statements.find((each) => each.input === input) ?? known(input, 100 + index),
        )
        const now = { ...stateOf([...reached.on], []), statements }
        const { changeSet, lost } = undoSetOf(record, now)
        const back = stepsOf(now, changeSet, targetId)
        const states = prefixes({ on: reached.on, inputs: reached.inputs }, back)
        const end = states.at(-1) ?? start
        expect(lost).toEqual([])
        for (const person of everybody) {
          if (isOut(reached, person) || isOut(end, person)) continue
          expect(states.filter((each) => isOut(each, person))).toEqual([])
        }
        const shape = ({ on, inputs }: Plain) => [
          [...on].sort(),
          [...new Set(inputs.map((input) => JSON.stringify(input)))].sort(),
        ]
        expect(shape(end)).toEqual(shape(start))
      }),
      { numRuns: 5_000 },
    )
  })
})
