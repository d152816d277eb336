/**
 * Console access, as a window asks for it. A change is planned first; only what was planned and looked at is applied, as a task.
 *
 * @module
 */

import type { CallName } from '../../../preload/contract/calls.ts'
import type { AccessWish, ViewpointView } from '../../../preload/contract/calls-console-access.ts'
import type { ChangeResultView, ConsoleAccessView } from '../../../preload/contract/console-access-views.ts'
import type { Said } from '../../../preload/contract/said.ts'
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { ConsoleAccessRequest } from '../../actions/console-access/console-access-account.ts'
import type { ChangeConsoleAccess } from '../../actions/console-access/console-access-change.ts'
import type { CompareConsoleAccess } from '../../actions/console-access/console-access-drift.ts'
import type { ExportConsoleAccess } from '../../actions/console-access/console-access-export.ts'
import type { ListConsoleAccessChanges } from '../../actions/console-access/console-access-history.ts'
import type { ChangeProgress, RunRequest } from '../../actions/console-access/console-access-run.ts'
import type { ReadConsoleAccess } from '../../actions/console-access/console-access-status.ts'
import type { UndoConsoleAccess } from '../../actions/console-access/console-access-undo.ts'
import type { KeptViewpoints } from '../../actions/console-access/console-access-viewpoint.ts'
import { permissionStatementProblems } from '../../aws/permission-statement-problems.ts'
import { tidy } from '../../console-access/statement-input.ts'
import { RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { say } from '../../kernel/say.ts'
import { type AccessPlans, assertAsSeen, type SeenPlan } from './access-plans.ts'
import type { Handlers } from './handlers.ts'
import type { WindowAsking } from './session-handlers.ts'
import type { TaskBoard, TaskEnd, TaskProgress } from './task-board.ts'

export interface ConsoleAccessHandlerNeeds {
  readonly readConsoleAccess: ReadConsoleAccess
  readonly changeConsoleAccess: ChangeConsoleAccess
  readonly undoConsoleAccess: UndoConsoleAccess
  readonly listConsoleAccessChanges: ListConsoleAccessChanges
  readonly exportConsoleAccess: ExportConsoleAccess
  readonly compareConsoleAccess: CompareConsoleAccess
  readonly viewpoints: KeptViewpoints
  readonly plans: AccessPlans
  readonly tasks: TaskBoard
  readonly asking: () => WindowAsking
}

type ConsoleAccessHandlers = Pick<Handlers, Extract<CallName, `consoleAccess.${string}`>>

export function consoleAccessHandlers(needs: ConsoleAccessHandlerNeeds): ConsoleAccessHandlers {
  const { plans, viewpoints } = needs
  return {
    async 'consoleAccess.read'(place, { signal }) {
      const view = await needs.readConsoleAccess(await lookOf(needs, place, signal), {})
      return { ...view, notes: view.notes.map(inWindowWords), said: saidInWindow(view.said) }
    },
    async 'consoleAccess.plan'({ wish, ...place }, { signal }) {
      const request = { ...(await lookOf(needs, place, signal)), dryRun: true }
      const asked = { ...request, isConfirmed: false, confirm: undefined }
      const { plan: view, outcome } = await run(needs, asked, wish, {}, nothing)
      const warnings = view.warnings.map(({ weight, text }) => ({ weight, text: inWindowWords(text) }))
      const shown = { ...view, warnings, said: saidInWindow(view.said) }
      return { plan: outcome === 'unchanged' ? null : plans.keep({ ...place, wish, view }), view: shown }
    },
    'consoleAccess.apply'({ plan, typed }) {
      const seen = plans.take(plan)
      return { task: begin(needs, seen, typed) }
    },
    'consoleAccess.result': ({ task }) => ({ result: plans.result(task) ?? null }),
    'consoleAccess.check': ({ statements }) => ({
      problems: statements.map((input) => [...permissionStatementProblems(tidy(input))]),
    }),
    'consoleAccess.history': async ({ profile }) => ({
      changes: [...(await needs.listConsoleAccessChanges(profile))],
    }),
    async 'consoleAccess.export'(place, { signal }) {
      const { text, statements } = await needs.exportConsoleAccess(await requestOf(needs, place, signal), {})
      return { text, statements }
    },
    async 'consoleAccess.compare'({ file, ...place }, { signal }) {
      return needs.compareConsoleAccess({ ...(await requestOf(needs, place, signal)), file }, {})
    },
    'consoleAccess.viewpoint': ({ profile }) => viewpoints.of(profile),
    async 'consoleAccess.keepViewpoint'({ profile, viewpoint }) {
      await viewpoints.keep(profile, viewpoint)
      return {}
    },
  }
}

/** What only shows something. A window that reads by itself, and gets nothing, is not a failure that anybody had. */
async function lookOf(...asked: Parameters<typeof requestOf>): Promise<ConsoleAccessRequest> {
  return { ...(await requestOf(...asked)), isLook: true }
}

async function requestOf(
  { viewpoints, asking }: ConsoleAccessHandlerNeeds,
  { profile, target }: { readonly profile: string; readonly target: string | null },
  signal: AbortSignal,
): Promise<ConsoleAccessRequest> {
  return {
    ...{ profile, signal, ...asking() },
    targetId: target ?? undefined,
    viewpoint: viewpointOf(await viewpoints.of(profile)),
  }
}

function viewpointOf({ breakGlass, myIp, situations }: ViewpointView): ConsoleAccessRequest['viewpoint'] {
  return { breakGlass: breakGlass ?? undefined, myIp: myIp ?? undefined, kept: situations }
}

function run(
  { changeConsoleAccess, undoConsoleAccess }: ConsoleAccessHandlerNeeds,
  request: RunRequest,
  wish: AccessWish,
  prompts: Prompts,
  show: (progress: ChangeProgress) => void,
): Promise<ChangeResultView> {
  switch (wish.kind) {
    case 'pieces': {
      const { add, remove, authorization } = wish
      const pieces = { add: add.map(tidy), remove, authorization: authorization ?? undefined }
      return changeConsoleAccess({ ...request, ...pieces }, prompts, show)
    }
    case 'file':
      return changeConsoleAccess({ ...request, file: wish.file }, prompts, show)
    case 'undo':
      return undoConsoleAccess({ ...request, changeId: wish.change ?? undefined }, prompts, show)
  }
}

function begin(needs: ConsoleAccessHandlerNeeds, seen: SeenPlan, typed: string | null): string {
  const { view, profile } = seen
  const task: string = needs.tasks.start({
    kind: 'change',
    title: inWords('console-access-title', { target: view.targetId }),
    subject: profile,
    async work(progress) {
      const result = await apply(needs, seen, typed, progress)
      needs.plans.ended(task, result)
      return endOf(result)
    },
  })
  return task
}

async function apply(
  needs: ConsoleAccessHandlerNeeds,
  { view, wish, ...place }: SeenPlan,
  typed: string | null,
  { signal, show }: TaskProgress,
): Promise<ChangeResultView> {
  const request = await requestOf(needs, place, signal)
  // The press was the "yes"; what can lock people out still takes its word, which is compared where it always is.
  const asked = { ...request, dryRun: false, isConfirmed: true, confirm: undefined }
  const prompts: Prompts = typed === null ? {} : { ask: async () => typed }
  const total = view.steps.length
  return run(needs, asked, wish, prompts, (progress) => {
    if (progress.kind === 'plan') assertAsSeen(view, progress.plan)
    if (progress.kind === 'step') {
      const { step, number } = progress
      const { text, state } = step
      const said = view.said?.find((one) => one.text === text)
      show({ progress: { text, said, done: state === 'done' ? number : number - 1, total } })
    }
  })
}

/** @throws {@link RefusalError} with the fault of a change that stopped on the way. */
function endOf({ outcome, fault, steps, isSeen, plan }: ChangeResultView): TaskEnd {
  if (fault) throw new RefusalError(fault.code, fault.message, fault.remedy)
  if (outcome === 'declined') {
    throw new RefusalError(
      'consent-denied',
      'What was typed does not name what would change. Nothing was sent.',
      'approve',
    )
  }
  if (outcome === 'cancelled') return undefined
  const done = steps.filter(({ state, operation }) => state === 'done' && operation !== null)
  const seen =
    isSeen === true
      ? say('change-seen', {}, 'AWS shows it.')
      : say('change-unseen', {}, 'AWS does not show it yet; that can take some minutes.')
  return {
    summary: [...done.map(({ text }) => text), seen.text],
    said: [...(plan.said ?? []).filter(({ text }) => done.some((step) => step.text === text)), seen],
  }
}

/** A window has a dialog where a terminal has an option. */
function inWindowWords(text: string): string {
  return text.replace(/ with --(?:my-ip|break-glass)\b/, ' under "Who is tried"')
}

function saidInWindow(all: ConsoleAccessView['said']): Said[] {
  return (all ?? []).map((said) => ({ ...said, text: inWindowWords(said.text) }))
}

function nothing(): void {
  // The plan is in the reply.
}
