/**
 * Lines of a config file as they may be shown: without the value of any secret.
 *
 * @module
 */
import { parseConfig } from './parse.ts'

export interface ShownLine {
  /** With its end, as in the file. */
  readonly whole: string
  /** Without its end and without secrets. */
  readonly shown: string
}

export function shownLines(text: string): readonly ShownLine[] {
  let secretGoesOn = false
  return parseConfig(text).lines.map((line) => {
    const goesOn = secretGoesOn && line.kind === 'continuation'
    const shown = goesOn ? '    ****' : masked(line.text)
    if (line.kind !== 'blank' && line.kind !== 'comment') secretGoesOn = goesOn || namesSecret.test(line.text)
    return { whole: line.text + line.end, shown }
  })
}

/**
 * SECURITY: any line with such a word loses what stands after it, so that a commented-out key, a mistyped one and a
 * `--token` in a command are covered too.
 */
function masked(text: string): string {
  const match = namesSecret.exec(text)
  const end = match ? match.index + match[0].length : text.length
  return end < text.length ? `${text.slice(0, end)}****` : text
}

const namesSecret = /(?:secret|token(?!_file)|passw)[^\s=:]*\s*[=:]?\s*/i
