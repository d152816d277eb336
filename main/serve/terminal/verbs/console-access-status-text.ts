import type {
  AccessVerdictView,
  ConsoleAccessView,
  LockOutRowView,
  PermissionStatementView,
} from '../../../../preload/contract/console-access-views.ts'
import { printable, type Style, shortened, table } from '../style.ts'

/** `signet console-access status` for a person. */
export function statusText(view: ConsoleAccessView, style: Style): string {
  const { profile, accountId, region, readAt, targets, isOn, statements, words, unseen } = view
  const time = new Date(readAt).toISOString().slice(11, 19)
  const isInert = !isOn && statements.length > 0
  return [
    `${style.bold(`Console access of account ${accountId}`)}  profile ${printable(profile)}, read ${time}Z in ${region}\n\n`,
    ...targets.map(
      (target) =>
        `  ${target.isOn ? style.good('on ') : style.dim('off')}  ${target.kind} ${printable(target.targetId)}${target.scope === '' ? '' : style.dim(` (AWS says ${printable(target.scope)})`)}\n`,
    ),
    `\n${style.bold('In words')}\n`,
    ...words.map(
      (sentence, index) =>
        `  ${index === 0 && isInert ? style.warn(printable(sentence)) : printable(sentence)}\n`,
    ),
    statements.length === 0 ? '' : `\n${style.bold('Statements')}\n${statementsText(statements, style)}`,
    `\n${style.bold('Who gets in')}\n`,
    rowsText(view.rows, 'as it is', style),
    view.notes.length > 0 ? '\n' : '',
    ...view.notes.map((text) => style.dim(`${printable(text)}\n`)),
    ...unseen.map((text) => `${style.warn('AWS does not show yet')}: ${printable(text)}\n`),
    style.dim('\nAWS’s reading lags behind: a change of the last minutes may not be in it.\n'),
  ].join('')
}

export function statementsText(statements: readonly PermissionStatementView[], style: Style): string {
  const rows = statements.map(({ sid, input, words }) => [
    `  ${(sid ?? '').slice(0, 12)}`,
    input
      ? Object.entries(input)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')
      : words,
  ])
  return table([['  ID', 'MADE OF'], ...rows], (cell, _column, row) =>
    row === 0 ? style.dim(cell) : printable(cell),
  )
}

/** Who gets in, and below it why not. */
export function rowsText(
  rows: readonly LockOutRowView[],
  extent: 'as it is' | 'with the change',
  style: Style,
): string {
  const isChange = extent === 'with the change'
  const isInert = rows.some(({ onceOn }) => onceOn !== null)
  const head = [
    '  WHO',
    'FROM',
    'NOW',
    ...(isChange ? ['AFTERWARDS'] : []),
    ...(isInert ? ['ONCE IT IS ON'] : []),
  ]
  const cells = rows.map((row) => [
    `  ${shortened(row.name)}`,
    shortened(row.from, 30),
    verdictText(row.now),
    ...(isChange ? [verdictText(row.afterwards)] : []),
    ...(isInert ? [row.onceOn ? verdictText(row.onceOn) : ''] : []),
  ])
  const shown = table([head, ...cells], (cell, column, row) => {
    if (row === 0) return style.dim(cell)
    return column < 2 ? printable(cell) : coloured(cell, style)
  })
  const why = rows
    .filter(({ afterwards, onceOn }) => verdictText(onceOn ?? afterwards) !== words['let-in'])
    .flatMap(({ name, reasons }) => reasons.map((reason) => `  ${printable(name)}: ${printable(reason)}\n`))
  return [shown, why.length === 0 ? '' : style.dim(`\n${why.join('')}`)].join('')
}

/** One word where both halves of a sign-in agree. */
function verdictText({ beforeSignIn, afterSignIn }: AccessVerdictView): string {
  if (beforeSignIn === afterSignIn || beforeSignIn === 'locked-out') return words[beforeSignIn]
  if (afterSignIn === 'locked-out') return 'locked out after sign-in'
  return words['cannot-tell']
}

const words = { 'let-in': 'let in', 'locked-out': 'locked out', 'cannot-tell': 'can’t tell' } as const

function coloured(cell: string, style: Style): string {
  if (cell.startsWith('let in')) return style.good(cell)
  return cell.startsWith('locked out') ? style.bad(cell) : style.warn(cell)
}
