/**
 * Carries out one change of console access: plan, show, ask, look again, send, look back.
 *
 * @module
 */
import type {
  ChangePlanView,
  ChangeResultView,
  ChangeStepView,
} from '../../../preload/contract/console-access-views.ts'
import type { Said } from '../../../preload/contract/said.ts'
import { type AccessState, isSameState } from '../../console-access/access-state.ts'
import { type Applied, applySteps } from '../../console-access/apply-steps.ts'
import { newChangeId } from '../../console-access/change-history.ts'
import { type ChangePlan, changePlan } from '../../console-access/change-plan.ts'
import { type ChangeRecord, recorded, takenSteps } from '../../console-access/change-record.ts'
import type { ChangeSet } from '../../console-access/change-set.ts'
import { tokenSource } from '../../console-access/change-tokens.ts'
import { signsIn } from '../../console-access/lock-out.ts'
import { note, type PlanWarning, serious } from '../../console-access/plan-warnings.ts'
import { withUnseen } from '../../console-access/unseen-changes.ts'
import { untilSeen } from '../../console-access/until-seen.ts'
import { AppError, errorView, RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { say } from '../../kernel/say.ts'
import { confirmConsoleAccess, type GivenConfirmation } from './confirm-console-access.ts'
import type {
  ConsoleAccessDependencies,
  ConsoleAccessRequest,
  OpenAccount,
} from './console-access-account.ts'
import { planView, stepView } from './console-access-views.ts'
import { undoCommand } from './console-access-way-back.ts'

export interface RunRequest extends ConsoleAccessRequest, GivenConfirmation {
  readonly dryRun: boolean
}

export type ChangeProgress =
  | { readonly kind: 'plan'; readonly plan: ChangePlanView }
  | { readonly kind: 'step'; readonly step: ChangeStepView; readonly number: number; readonly of: number }
  | { readonly kind: 'waiting'; readonly milliseconds: number }

export interface Running {
  readonly request: RunRequest
  readonly account: OpenAccount
  /** What has to change, of what stands there. */
  readonly changeSetOf: (state: AccessState) => {
    readonly changeSet: ChangeSet
    readonly warnings: readonly PlanWarning[]
  }
  readonly undoOf?: string | undefined
  readonly prompts: Prompts
  readonly show: (progress: ChangeProgress) => void
}

/** Between loosening and tightening; AWS speaks of minutes. */
const barrierInMilliseconds = 300_000
/** At the end, where nothing hangs on it. */
const lookingInMilliseconds = 60_000

export async function runChange(
  dependencies: ConsoleAccessDependencies,
  running: Running,
): Promise<ChangeResultView> {
  const { account, request, prompts, show } = running
  const id = newChangeId(dependencies.now(), dependencies.random)
  const { plan, view, state } = await planOf(dependencies, running, id)
  show({ kind: 'plan', plan: view })
  const nothing = {
    plan: view,
    changeId: null,
    steps: view.steps,
    fault: null,
    isSeen: null,
    undoCommand: null,
  }
  if (plan.confirmation.kind === 'none') return { ...nothing, outcome: 'unchanged' }
  if (request.dryRun) return { ...nothing, outcome: 'dry-run' }
  if (!(await confirmConsoleAccess(prompts, plan.confirmation, account.targetId, request))) {
    return { ...nothing, outcome: 'declined' }
  }
  await assertUnchanged(dependencies, account, state)
  const applied = await send(dependencies, running, { plan, id })
  const { record } = applied
  return {
    outcome: applied.outcome,
    plan: view,
    changeId: record.id,
    steps: record.steps.map(stepView),
    fault: applied.fault ? errorView(applied.fault) : null,
    isSeen: applied.outcome === 'applied' ? await lookBack(dependencies, running, record) : null,
    undoCommand: takenSteps(record).length === 0 ? null : undoCommand(placeOf(running, id)),
  }
}

async function planOf(dependencies: ConsoleAccessDependencies, running: Running, id: string) {
  const { account, request } = running
  const { now, random } = dependencies
  const records = await account.records()
  const { state, unseen } = withUnseen(await account.read(), records, now())
  const { changeSet, warnings } = running.changeSetOf(state)
  const plan = changePlan({
    ...{ state, changeSet },
    targetId: account.targetId,
    situations: account.situations,
    breakGlass: request.viewpoint.breakGlass,
    tokenFor: tokenSource(records, now(), () => random.uuid()),
  })
  const more = [...warnings, ...renewalWarning(dependencies, request.profile, plan), ...unseen.map(countedIn)]
  const place = placeOf(running, request.dryRun ? 'ID' : id)
  const view = planView({ ...place, state, plan, warnings: more, myIp: request.viewpoint.myIp })
  return { plan, state, view }
}

function countedIn(what: Said): PlanWarning {
  const text = `AWS does not show your last change yet. Counted in: ${what.text}.`
  return note(say('warning-counted-in', { what }, text))
}

/** What a command names to take this change back. An undo is no last change, so it is named by its id. */
function placeOf({ request: { profile }, account: { accountId, targetId }, undoOf }: Running, id: string) {
  return { profile, accountId, targetId, changeId: undoOf === undefined ? undefined : id }
}

/** What renews a Sign-In session is itself a sign-in action, so the policy binds it. */
function renewalWarning(
  { sessionKindOf }: ConsoleAccessDependencies,
  profile: string,
  { rows, confirmation }: ChangePlan,
): readonly PlanWarning[] {
  const you = rows.find(({ situation }) => situation.name === 'you, now')
  if (confirmation.kind !== 'typed' || sessionKindOf(profile) !== 'signin') return []
  if (you && signsIn(you.after) === 'in') return []
  return [
    serious(
      say(
        'warning-renewal',
        { profile },
        `Profile ${profile} is signed in through AWS Sign-In. If you are kept out, renewing it is refused too: its credentials then work for 15 minutes at most. Go back within that time, or with a profile whose credentials come another way.`,
      ),
    ),
  ]
}

/** Nobody has agreed to what another hand made of it after the question. */
async function assertUnchanged(
  { now }: ConsoleAccessDependencies,
  account: OpenAccount,
  shown: AccessState,
): Promise<void> {
  const { state } = withUnseen(await account.read(), await account.records(), now())
  if (isSameState(state, shown)) return
  throw new RefusalError(
    'conflict',
    `What AWS shows for account ${account.accountId} changed while you were looking: by another hand, or an earlier change has only now appeared. Nothing was sent. Look at the plan again.`,
    'retry',
  )
}

async function send(
  { history, now, clock }: ConsoleAccessDependencies,
  { account, request, undoOf, show }: Running,
  { plan, id }: { readonly plan: ChangePlan; readonly id: string },
): Promise<Applied> {
  const [newest] = await account.records()
  const record: ChangeRecord = {
    version: 1,
    id,
    profile: request.profile,
    accountId: account.accountId,
    targetId: account.targetId,
    // AWS's clock is known to a second or so and may seem to step back; the order of changes may not.
    plannedAt: Math.max(now(), (newest?.plannedAt ?? 0) + 1),
    ...(undoOf === undefined ? {} : { undoOf }),
    steps: plan.steps.map(recorded),
  }
  return applySteps(record, {
    control: account.control,
    by: () => account.by(),
    keep: (next) => history.keep(next),
    untilSeen: (next) =>
      untilSeen(next, {
        ...{ read: account.read, clock, signal: request.signal },
        patienceInMilliseconds: barrierInMilliseconds,
        onWait: (milliseconds) => show({ kind: 'waiting', milliseconds }),
      }),
    now,
    signal: request.signal,
    onProgress: ({ steps }, index) => {
      const step = steps[index]
      if (step) show({ kind: 'step', step: stepView(step), number: index + 1, of: steps.length })
    },
  })
}

/** Whether AWS shows the change. All of it is sent: what goes wrong in looking takes nothing back. */
async function lookBack(
  { history, now, clock }: ConsoleAccessDependencies,
  { account, request, show }: Running,
  record: ChangeRecord,
): Promise<boolean | null> {
  try {
    const isSeen = await untilSeen(record, {
      ...{ read: account.read, clock, signal: request.signal },
      patienceInMilliseconds: lookingInMilliseconds,
      onWait: (milliseconds) => show({ kind: 'waiting', milliseconds }),
    })
    if (isSeen) await history.keep({ ...record, seenAt: now() })
    return isSeen
  } catch (thrown) {
    if (thrown instanceof AppError) return null
    throw thrown
  }
}
