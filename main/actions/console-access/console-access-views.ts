/**
 * Console access as it is shown: rows, steps, plans, the past.
 *
 * @module
 */
import type {
  AccessVerdictView,
  ChangePlanView,
  ChangeStepView,
  LockOutRowView,
  PastChangeView,
  PermissionInputView,
} from '../../../preload/contract/console-access-views.ts'
import type { Said } from '../../../preload/contract/said.ts'
import type { PermissionStatementInput } from '../../aws/signin-control-types.ts'
import type { AccessState } from '../../console-access/access-state.ts'
import type { ChangePlan } from '../../console-access/change-plan.ts'
import type { ChangeRecord, RecordedStep } from '../../console-access/change-record.ts'
import type { LockOutRow, PhaseStates } from '../../console-access/lock-out.ts'
import type { ChangeStep } from '../../console-access/plan-steps.ts'
import { note, type PlanWarning } from '../../console-access/plan-warnings.ts'
import { policySaid } from '../../console-access/policy-in-words.ts'
import { tidy } from '../../console-access/statement-input.ts'
import { undoneBy } from '../../console-access/undo-set.ts'
import { textOf } from '../../kernel/say.ts'
import { addressNote } from './console-access-address-note.ts'
import {
  confirmationSaid,
  rowSaid,
  saidFrom,
  saidOnce,
  sentencesOf,
  stepSaid,
} from './console-access-said.ts'
import { wayBack } from './console-access-way-back.ts'

export function rowView(row: LockOutRow, onceOn: LockOutRow | undefined): LockOutRowView {
  const { situation, before, after, change, reasons } = row
  return {
    name: situation.name,
    principalArn: situation.principal.arn,
    from: textOf(saidFrom(situation.network, situation.principal.isPortalUser)),
    isPortalUser: situation.principal.isPortalUser,
    now: verdictView(before),
    afterwards: verdictView(after),
    onceOn: onceOn ? verdictView(onceOn.after) : null,
    outcome: change,
    reasons: [...(onceOn?.reasons ?? reasons)],
  }
}

function verdictView({ beforeSignIn, afterSignIn }: PhaseStates): AccessVerdictView {
  return { beforeSignIn: verdicts[beforeSignIn], afterSignIn: verdicts[afterSignIn] }
}

const verdicts = { in: 'let-in', out: 'locked-out', 'cannot-tell': 'cannot-tell' } as const

export function inputView(input: PermissionStatementInput): PermissionInputView {
  return { ...tidy(input) }
}

const operations = {
  'authorization-off': 'delete-console-authorization-configuration',
  'authorization-on': 'put-console-authorization-configuration',
  'remove-statement': 'delete-resource-permission-statement',
  'add-statement': 'put-resource-permission-statement',
  wait: null,
} as const satisfies Record<ChangeStep['do'], string | null>

export function stepView(step: ChangeStep | RecordedStep): ChangeStepView {
  const { does, undo } = stepSaid(step)
  return {
    do: step.do,
    operation: operations[step.do],
    text: does.text,
    undo: undo?.text ?? null,
    clientToken: 'clientToken' in step ? step.clientToken : null,
    state: 'state' in step ? step.state : 'planned',
  }
}

export interface PlanContext {
  readonly profile: string
  readonly state: AccessState
  readonly plan: ChangePlan
  /** Beside the plan's own. */
  readonly warnings: readonly PlanWarning[]
  /** To take this change back by; the last one when left out. */
  readonly changeId: string | undefined
  /** The public address of who asks, where it is known. */
  readonly myIp: string | undefined
}

export function planView(context: PlanContext): ChangePlanView {
  const { profile, state, plan, changeId } = context
  const { accountId } = state
  const { targetId, before, after, confirmation } = plan
  const targetsAfterwards = [{ targetId, scope: '', consoleAuthorizationEnabled: after.enabled === true }]
  const now = sentencesOf(policySaid(state))
  const afterwards = sentencesOf(
    policySaid({ accountId, targets: targetsAfterwards, statements: [], policy: after.policy }),
  )
  const rows = plan.rows.map((row, index) => rowView(row, plan.rowsOnceOn[index]))
  const address = addressNote(rows, context.myIp).map(note)
  const warnings = inOrder([...context.warnings, ...plan.warnings, ...address])
  const reason = confirmationSaid(confirmation, plan)
  const isOnAfterwards = after.enabled === true
  const back =
    plan.steps.length === 0 ? [] : wayBack({ profile, targetId, accountId, changeId, isOnAfterwards })
  return {
    ...{ profile, accountId, targetId, isOnAfterwards, rows },
    isOnNow: before.enabled === true,
    diff: [...plan.diff],
    steps: plan.steps.map(stepView),
    wordsNow: now.map(textOf),
    wordsAfterwards: afterwards.map(textOf),
    warnings: warnings.map(({ weight, said }) => ({ weight, text: said.text })),
    confirmation: {
      kind: confirmation.kind,
      word: confirmation.kind === 'typed' ? confirmation.word : null,
      reason: reason.text,
    },
    wayBack: back.map(({ command, does }) => ({ command, text: does.text })),
    said: saidOnce([
      ...[...now, ...afterwards, reason],
      ...plan.rows.flatMap((row, index) => rowSaid(row, plan.rowsOnceOn[index])),
      ...warnings.map(({ said }) => said),
      ...stepsSaid(plan.steps),
      ...back.map(({ does }) => does),
    ]),
  }
}

function stepsSaid(steps: readonly (ChangeStep | RecordedStep)[]): readonly Said[] {
  return steps.map(stepSaid).flatMap(({ does, undo }) => (undo ? [does, undo] : [does]))
}

/** What is serious comes first. */
function inOrder(warnings: readonly PlanWarning[]): PlanWarning[] {
  return [
    ...warnings.filter(({ weight }) => weight === 'serious'),
    ...warnings.filter(({ weight }) => weight !== 'serious'),
  ]
}

export function pastChangeView(record: ChangeRecord, records: readonly ChangeRecord[]): PastChangeView {
  const { id, profile, accountId, targetId, plannedAt, undoOf, steps } = record
  return {
    ...{ id, profile, accountId, targetId, plannedAt },
    state: steps.every(({ state }) => state === 'done') ? 'done' : 'stopped',
    undoOf: undoOf ?? null,
    undoneBy: undoneBy(record, records) ?? null,
    steps: steps.map(stepView),
    said: saidOnce(stepsSaid(steps)),
  }
}
