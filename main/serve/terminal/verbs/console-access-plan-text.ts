import type {
  ChangePlanView,
  ChangeResultView,
  ChangeStepView,
  PastChangeView,
} from '../../../../preload/contract/console-access-views.ts'
import { diffText } from '../diff-text.ts'
import { printable, type Style, table } from '../style.ts'
import { rowsText } from './console-access-status-text.ts'

/** A plan, whole: nobody is asked about what they were not shown. */
export function planText(plan: ChangePlanView, style: Style): string {
  const { accountId, targetId, profile, diff, steps, rows, warnings, wordsAfterwards, wayBack } = plan
  const where =
    targetId === accountId ? `account ${accountId}` : `${targetId}, seen from account ${accountId}`
  const title = style.bold(`Plan for ${where}`)
  if (steps.length === 0)
    return `${title}  profile ${printable(profile)}\n\n  Nothing to change: it is like that already.\n`
  return [
    `${title}  profile ${printable(profile)}\n\n`,
    diffText(diff, style),
    `\n${style.bold('Calls, in this order')}\n`,
    stepsText(steps, style),
    `\n${style.bold('Afterwards')}\n`,
    ...wordsAfterwards.map((sentence) => `  ${printable(sentence)}\n`),
    `\n${style.bold('Who gets in')}\n`,
    rowsText(rows, 'with the change', style),
    warnings.length === 0 ? '' : '\n',
    ...warnings.map(({ weight, text }) =>
      weight === 'serious'
        ? `${style.warn('Warning')}: ${printable(text)}\n`
        : style.dim(`Note: ${printable(text)}\n`),
    ),
    `\n${style.bold('The way back')}\n`,
    table(wayBack.map(({ command, text }) => [`  ${printable(command)}`, text])),
    style.dim('  This needs the profile’s keys and not the console.\n'),
    confirmationText(plan, style),
  ].join('')
}

function confirmationText({ confirmation: { kind, reason } }: ChangePlanView, style: Style): string {
  return `\n${kind === 'typed' ? style.bad(printable(reason)) : printable(reason)}\n`
}

function stepsText(steps: readonly ChangeStepView[], style: Style): string {
  const rows = steps.map(({ operation, text, undo }, index) => {
    const back = undo === null ? style.warn(' (cannot be taken back)') : style.dim(` (back: ${undo})`)
    return [`  ${index + 1}.`, operation ?? '-', `${printable(text)}${operation === null ? '' : back}`]
  })
  return table(rows)
}

/** How far it is, a line for each call that was answered. */
export function stepText(step: ChangeStepView, number: number, of: number, style: Style): string {
  const place = `${number}/${of}`
  switch (step.state) {
    case 'done':
      return `  ${place} ${style.good('done')}    ${printable(step.text)}\n`
    case 'failed':
      return `  ${place} ${style.bad('refused')} ${printable(step.text)}\n`
    case 'sent':
      return step.operation === null ? `  ${place} waiting until AWS shows what is done so far\n` : ''
    case 'planned':
      return ''
  }
}

export function resultText(result: ChangeResultView, style: Style): string {
  const back = result.undoCommand === null ? '' : `To take it back: ${printable(result.undoCommand)}\n`
  switch (result.outcome) {
    case 'applied':
      return [
        `${style.good('Done')}. `,
        result.isSeen === true
          ? 'AWS shows it.\n'
          : 'AWS does not show it yet; that can take some minutes. Look again: signet console-access status\n',
        back,
      ].join('')
    case 'unchanged':
      return ''
    case 'dry-run':
      return 'Nothing was sent.\n'
    case 'declined':
      return 'Cancelled. Nothing was sent.\n'
    case 'cancelled':
    case 'failed':
      return `${doneSoFar(result)}${back}`
  }
}

function doneSoFar({ steps, outcome }: ChangeResultView): string {
  const calls = steps.filter(({ operation }) => operation !== null)
  const done = calls.filter(({ state }) => state === 'done')
  const open = calls.filter(({ state }) => state === 'sent')
  const left = calls.filter(({ state }) => state === 'planned')
  const how = outcome === 'cancelled' ? 'Cancelled' : 'Stopped'
  const count = done.length === 0 ? 'none was made' : `${done.length} of ${calls.length} were made`
  return [
    `${how}: of the calls, ${count}.\n`,
    ...done.map(({ text }) => `  done: ${printable(text)}\n`),
    ...open.map(({ text }) => `  no answer, so it may be done: ${printable(text)}\n`),
    ...left.map(({ text }) => `  not sent: ${printable(text)}\n`),
  ].join('')
}

/** `signet console-access undo --list` */
export function historyText(changes: readonly PastChangeView[], style: Style): string {
  if (changes.length === 0) return 'Signet has changed nothing here.\n'
  const rows = changes.map((change) => [
    change.id,
    `${new Date(change.plannedAt).toISOString().slice(0, 19)}Z`,
    stateOf(change),
    change.steps
      .filter(({ operation }) => operation !== null)
      .map(({ text, state }) => (state === 'done' ? text : `${text} (${stepStates[state]})`))
      .join('; '),
  ])
  return table([['CHANGE', 'WHEN', 'STATE', 'WHAT'], ...rows], (cell, _column, row) =>
    row === 0 ? style.dim(cell) : printable(cell),
  )
}

const stepStates = { planned: 'not sent', sent: 'no answer', failed: 'refused', done: 'done' } as const

function stateOf({ state, undoOf, undoneBy }: PastChangeView): string {
  if (undoneBy !== null) return 'taken back'
  const whole = state === 'done' ? 'done' : 'stopped'
  return undoOf === null ? whole : `${whole}, took back ${undoOf}`
}
