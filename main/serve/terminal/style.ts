/**
 * Text for a terminal: colour where it is wanted, columns, times.
 *
 * @module
 */
import type { TerminalRequest } from './request.ts'

export interface Style {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  warn(text: string): string
  bad(text: string): string
}

const plain: Style = { bold: same, dim: same, good: same, warn: same, bad: same }
const coloured: Style = {
  bold: paint('1', '22'),
  dim: paint('2', '22'),
  good: paint('32', '39'),
  warn: paint('33', '39'),
  bad: paint('31', '39'),
}

/** Colour only on a terminal that can show it; `NO_COLOR` (no-color.org) and `TERM=dumb` say no. */
export function styleFor(request: TerminalRequest, stream: 'stdout' | 'stderr'): Style {
  const { NO_COLOR, FORCE_COLOR, TERM } = request.env
  if (NO_COLOR) return plain
  if (FORCE_COLOR && FORCE_COLOR !== '0') return coloured
  return request.isTerminal[stream] && TERM !== 'dumb' ? coloured : plain
}

/**
 * Rows as columns, each as wide as its widest cell; the last is not padded.
 * `paint` gets each padded cell, so that colour does not count as width.
 */
export function table(
  rows: readonly (readonly string[])[],
  paint: (cell: string, column: number, row: number) => string = same,
): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length)
  }
  return rows
    .map((row, index) =>
      row
        .map((cell, column) =>
          paint(column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0), column, index),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** A long text cut in its middle, where it says least. Whoever cuts offers the whole elsewhere, as with `--json`. */
export function shortened(text: string, most = 40): string {
  const signs = [...text]
  if (signs.length <= most) return text
  const head = Math.ceil((most - 1) / 2)
  return `${signs.slice(0, head).join('')}…${signs.slice(signs.length - (most - 1 - head)).join('')}`
}

/** A span for a person: `45 s`, `12 min`, `3 h 5 min`, `2 d 1 h`. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** Text from elsewhere, safe to print: control characters, which could move the cursor or hide text, are shown as `?`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
}

function paint(on: string, off: string): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`)
}

function same(text: string): string {
  return text
}
