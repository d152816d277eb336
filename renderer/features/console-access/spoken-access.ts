/**
 * Console access in the window's language: the agent gives it in English, with what each sentence is made of.
 *
 * @module
 */
import type {
  ChangePlanView,
  ChangeStepView,
  ConsoleAccessView,
  LockOutRowView,
  PastChangeView,
} from '../../../preload/contract/console-access-views.ts'
import { type SayingsIn, type Speak, speakerOf } from '../../texts/spoken.ts'

type Sayings = Partial<SayingsIn>

export function spokenAccess(view: ConsoleAccessView, sayings: Sayings): ConsoleAccessView {
  const speak = speakerOf(view.said, sayings)
  return {
    ...view,
    statements: view.statements.map((statement) => ({ ...statement, words: speak(statement.words) })),
    words: view.words.map(speak),
    rows: view.rows.map((row) => spokenRow(row, speak)),
    notes: view.notes.map(speak),
    unseen: view.unseen.map(speak),
  }
}

export function spokenPlan(view: ChangePlanView, sayings: Sayings): ChangePlanView {
  const speak = speakerOf(view.said, sayings)
  const { confirmation } = view
  return {
    ...view,
    steps: view.steps.map((step) => spokenStep(step, speak)),
    wordsNow: view.wordsNow.map(speak),
    wordsAfterwards: view.wordsAfterwards.map(speak),
    rows: view.rows.map((row) => spokenRow(row, speak)),
    warnings: view.warnings.map(({ weight, text }) => ({ weight, text: speak(text) })),
    confirmation: { ...confirmation, reason: speak(confirmation.reason) },
    wayBack: view.wayBack.map(({ command, text }) => ({ command, text: speak(text) })),
  }
}

export function spokenChange(view: PastChangeView, sayings: Sayings): PastChangeView {
  const speak = speakerOf(view.said, sayings)
  return { ...view, steps: view.steps.map((step) => spokenStep(step, speak)) }
}

function spokenStep(step: ChangeStepView, speak: Speak): ChangeStepView {
  return { ...step, text: speak(step.text), undo: step.undo === null ? null : speak(step.undo) }
}

function spokenRow(row: LockOutRowView, speak: Speak): LockOutRowView {
  return { ...row, name: speak(row.name), from: speak(row.from), reasons: row.reasons.map(speak) }
}
