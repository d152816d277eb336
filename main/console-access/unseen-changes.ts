/**
 * What Signet has changed and AWS does not show yet: its reading lags behind its writing by up to minutes, and a plan made on
 * an old picture would be wrong.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import { say } from '../kernel/say.ts'
import type { AccessState } from './access-state.ts'
import { statementText } from './change-lines.ts'
import type { ChangeRecord, RecordedStep } from './change-record.ts'
import { inputText } from './statement-input.ts'
import { statementOf, withoutStatement, withStatement } from './statement-of.ts'

/** AWS speaks of minutes. */
const lagInMilliseconds = 15 * 60_000

export interface SeenState {
  /** As it will be read, once AWS shows everything. */
  readonly state: AccessState
  /** What is not shown yet, for a person. */
  readonly unseen: readonly Said[]
}

/** @param records - Of the account, newest first. */
export function withUnseen(read: AccessState, records: readonly ChangeRecord[], now: number): SeenState {
  const recent = records.filter(
    ({ seenAt, plannedAt }) => seenAt === undefined && Math.abs(now - plannedAt) < lagInMilliseconds,
  )
  const steps = recent.reverse().flatMap((record) => record.steps.filter(({ state }) => state === 'done'))
  return steps.reduce<SeenState>(
    ({ state, unseen }, step) => {
      const next = afterStep(state, step)
      const said = next === state ? undefined : saidStep(step)
      return { state: next, unseen: said ? [...unseen, said] : unseen }
    },
    { state: read, unseen: [] },
  )
}

/** The state with a step done; the same object when it is so already. */
function afterStep(state: AccessState, step: RecordedStep): AccessState {
  switch (step.do) {
    case 'wait':
      return state
    case 'authorization-off':
    case 'authorization-on':
      return withAuthorization(state, step.targetId, step.do === 'authorization-on')
    case 'add-statement': {
      const { statementId: sid, input } = step
      if (sid === undefined || state.statements.some((known) => known.sid === sid)) return state
      const policy = withStatement(state.policy, input, state.accountId)
      const condition = statementOf(input, state.accountId)[0]?.Condition ?? {}
      return { ...state, policy, statements: [...state.statements, { sid, condition, input }] }
    }
    case 'remove-statement': {
      const gone = state.statements.find(({ sid }) => sid === step.statementId)
      if (!gone) return state
      return {
        ...state,
        statements: state.statements.filter((known) => known !== gone),
        policy: withoutStatement(state.policy, gone) ?? state.policy,
      }
    }
  }
}

function withAuthorization(state: AccessState, targetId: string, isOn: boolean): AccessState {
  const known = state.targets.find((target) => target.targetId === targetId)
  if (!known || known.consoleAuthorizationEnabled === isOn) return state
  const targets = state.targets.map((target) =>
    target === known ? { ...target, consoleAuthorizationEnabled: isOn } : target,
  )
  return { ...state, targets }
}

function saidStep(step: RecordedStep): Said | undefined {
  switch (step.do) {
    case 'add-statement': {
      const statement = inputText(step.input)
      return say('unseen-added', { statement }, `statement ${statement}: added`)
    }
    case 'remove-statement': {
      const statement = statementText({ input: step.input, condition: step.condition })
      return say('unseen-removed', { statement }, `statement ${statement}: removed`)
    }
    case 'authorization-on':
    case 'authorization-off': {
      const isOn = step.do === 'authorization-on'
      const { targetId: target } = step
      const text = `console authorization for ${target}: turned ${isOn ? 'on' : 'off'}`
      return say('unseen-authorization', { target, isOn }, text)
    }
    case 'wait':
      return undefined
  }
}
