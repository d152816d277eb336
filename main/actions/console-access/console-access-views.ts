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
import type { PermissionStatementInput } from '../../aws/signin-control-types.ts'
import type { AccessState } from '../../console-access/access-state.ts'
import { statementText } from '../../console-access/change-lines.ts'
import type { ChangePlan, Confirmation } from '../../console-access/change-plan.ts'
import type { ChangeRecord, RecordedStep } from '../../console-access/change-record.ts'
import type { LockOutRow, PhaseStates } from '../../console-access/lock-out.ts'
import type { ChangeStep } from '../../console-access/plan-steps.ts'
import type { PlanWarning } from '../../console-access/plan-warnings.ts'
import { policyInWords } from '../../console-access/policy-in-words.ts'
import type { SituationNetwork } from '../../console-access/situation.ts'
import { inputText, tidy } from '../../console-access/statement-input.ts'
import { undoneBy } from '../../console-access/undo-set.ts'
import { wayBack } from './console-access-way-back.ts'

export function rowView(row: LockOutRow, onceOn: LockOutRow | undefined): LockOutRowView {
  const { situation, before, after, change, reasons } = row
  return {
    name: situation.name,
    principalArn: situation.principal.arn,
    from: fromText(situation.network, situation.principal.isPortalUser),
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

function fromText(network: SituationNetwork, isPortalUser: boolean): string {
  const known = Object.values(network).filter((value) => value !== undefined)
  if (known.length > 0) return known.join(', ')
  return isPortalUser ? 'the portal' : 'not known'
}

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
  return {
    do: step.do,
    operation: operations[step.do],
    ...stepTexts(step),
    clientToken: 'clientToken' in step ? step.clientToken : null,
    state: 'state' in step ? step.state : 'planned',
  }
}

function stepTexts(step: ChangeStep | RecordedStep): Pick<ChangeStepView, 'text' | 'undo'> {
  switch (step.do) {
    case 'wait':
      return { text: 'wait until AWS shows it', undo: null }
    case 'authorization-on':
      return { text: `turn console authorization on for ${step.targetId}`, undo: 'turn it off' }
    case 'authorization-off':
      return { text: `turn console authorization off for ${step.targetId}`, undo: 'turn it on' }
    case 'add-statement':
      return { text: `add ${inputText(step.input)}`, undo: 'remove it' }
    case 'remove-statement': {
      const { input, condition } = step
      return {
        text: `remove ${statementText({ input, condition })}`,
        undo: input ? 'add it again, with a new id' : null,
      }
    }
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
}

export function planView({ profile, state, plan, warnings, changeId }: PlanContext): ChangePlanView {
  const { accountId } = state
  const { targetId, before, after, confirmation } = plan
  const targetsAfterwards = [{ targetId, scope: '', consoleAuthorizationEnabled: after.enabled === true }]
  return {
    ...{ profile, accountId, targetId },
    isOnNow: before.enabled === true,
    isOnAfterwards: after.enabled === true,
    diff: [...plan.diff],
    steps: plan.steps.map(stepView),
    wordsNow: sentences(policyInWords(state)),
    wordsAfterwards: sentences(
      policyInWords({ accountId, targets: targetsAfterwards, statements: [], policy: after.policy }),
    ),
    rows: plan.rows.map((row, index) => rowView(row, plan.rowsOnceOn[index])),
    warnings: inOrder([...warnings, ...plan.warnings]),
    confirmation: {
      kind: confirmation.kind,
      word: confirmation.kind === 'typed' ? confirmation.word : null,
      reason: reasonOf(confirmation, plan),
    },
    wayBack:
      plan.steps.length === 0
        ? []
        : wayBack({ profile, targetId, accountId, changeId, isOnAfterwards: after.enabled === true }),
  }
}

/** What is serious comes first. */
function inOrder(warnings: readonly PlanWarning[]): PlanWarning[] {
  return [
    ...warnings.filter(({ weight }) => weight === 'serious'),
    ...warnings.filter(({ weight }) => weight !== 'serious'),
  ]
}

export function sentences({
  summary,
  rules,
}: Pick<ReturnType<typeof policyInWords>, 'summary' | 'rules'>): string[] {
  return [summary, ...rules.map(({ text }) => text)]
}

/** Who stands to lose, by name. */
function reasonOf(confirmation: Confirmation, { dangers, rowsOnceOn, steps }: ChangePlan): string {
  const isMore = steps.some((step) => step.do === 'add-statement')
  if (confirmation.kind === 'none') return 'There is nothing to change.'
  if (confirmation.kind === 'yes') {
    return rowsOnceOn.length > 0 && isMore
      ? 'This keeps nobody out as long as console authorization is off.'
      : 'This keeps nobody out who gets in now.'
  }
  const names = (kind: 'loses' | 'cannot-tell') =>
    dangers
      .filter((danger) => danger.kind === kind)
      .flatMap(({ rows }) => rows.map(({ situation }) => situation.name))
      .join(', ')
  const [loses, open] = [names('loses'), names('cannot-tell')]
  return [
    loses === '' ? '' : `This locks out: ${loses}.`,
    open === '' ? '' : `It cannot be told for: ${open}.`,
    loses === '' && open === '' ? 'Everybody on the list keeps access. Others may lose it.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

export function pastChangeView(record: ChangeRecord, records: readonly ChangeRecord[]): PastChangeView {
  const { id, profile, accountId, targetId, plannedAt, undoOf, steps } = record
  return {
    ...{ id, profile, accountId, targetId, plannedAt },
    state: steps.every(({ state }) => state === 'done') ? 'done' : 'stopped',
    undoOf: undoOf ?? null,
    undoneBy: undoneBy(record, records) ?? null,
    steps: steps.map(stepView),
  }
}
