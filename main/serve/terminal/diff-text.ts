import { printable, type Style } from './style.ts'

const mostShown = 200

/** Diff lines with colours, indented. Of a long one the first lines, unless all are wanted. */
export function diffText(diff: readonly string[], style: Style, extent: 'all' | 'first' = 'all'): string {
  const lines = extent === 'all' ? diff : diff.slice(0, mostShown)
  const left = diff.length - lines.length
  const rest = left === 0 ? '' : style.dim(`  … and ${left} more lines. See all of them with --dry-run.\n`)
  return lines.map((line) => `  ${painted(printable(line), style)}\n`).join('') + rest
}

function painted(line: string, style: Style): string {
  if (line.startsWith('+')) return style.good(line)
  return line.startsWith('-') ? style.bad(line) : style.dim(line)
}
