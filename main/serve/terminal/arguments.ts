/**
 * Arguments of a verb: options declared as a record, read strictly.
 * `--name value`, `--name=value`, `--flag`; `--` ends options. A letter after a single dash stands for an option only
 * where its table says so: `-P value`.
 *
 * @module
 */
import { InputError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'

export interface FlagOption {
  readonly takes: 'nothing'
  readonly help: string
}

export interface TextOption {
  readonly takes: 'text'
  /** How the value is named in the help, in capitals. */
  readonly value: string
  readonly help: string
  /** One letter that stands for it: `P` for `-P value`. */
  readonly letter?: string | undefined
}

export type OptionTable = Readonly<Record<string, FlagOption | TextOption>>

/** The values of a table: a flag is true or false, a text is there or undefined. */
export type OptionValues<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends FlagOption ? boolean : string | undefined
}

export const flag = (help: string): FlagOption => ({ takes: 'nothing', help })
export const text = (value: string, help: string): TextOption => ({ takes: 'text', value, help })
/** `--profile NAME`, also `-P NAME`. */
export const profileOption = (help: string): TextOption => ({ ...text('NAME', help), letter: 'P' })

export interface ReadArguments<T extends OptionTable> {
  readonly values: OptionValues<T>
  /** What is no option, in order. */
  readonly words: readonly string[]
}

/**
 * Reads `argv` by `table`.
 * @throws {@link InputError} `request-malformed`, naming the option, with a near one where there is one.
 */
export function readArguments<T extends OptionTable>(table: T, argv: readonly string[]): ReadArguments<T> {
  const found = new Map<string, string | true>()
  const words: string[] = []
  const rest = [...argv]
  for (let given = rest.shift(); given !== undefined; given = rest.shift()) {
    const word = spelledOut(table, given)
    if (word === '--') return { values: valuesOf(table, found), words: [...words, ...rest] }
    if (!word.startsWith('--')) {
      if (/^-\D/.test(word)) throw new InputError('request-malformed', unknownOption(table, word), 'none')
      words.push(word)
      continue
    }
    const [name, inline] = split(word)
    const option = own(table, name)
    if (!option) throw new InputError('request-malformed', unknownOption(table, `--${name}`), 'none')
    if (found.has(name)) throw new InputError('request-malformed', `--${name} is given twice.`, 'none')
    found.set(
      name,
      option.takes === 'nothing' ? flagValue(name, inline) : textValue(name, option, inline ?? rest.shift()),
    )
  }
  return { values: valuesOf(table, found), words }
}

/** `-P` as `--profile`, where the table has that letter. */
function spelledOut(table: OptionTable, word: string): string {
  const [, letter, rest = ''] = /^-([A-Za-z])(=.*)?$/s.exec(word) ?? []
  if (letter === undefined) return word
  const found = Object.entries(table).find(
    ([, option]) => option.takes === 'text' && option.letter === letter,
  )
  return found ? `--${found[0]}${rest}` : word
}

function split(word: string): [name: string, inline: string | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word.slice(2), undefined] : [word.slice(2, at), word.slice(at + 1)]
}

function flagValue(name: string, inline: string | undefined): true {
  if (inline === undefined) return true
  throw new InputError('request-malformed', `--${name} takes no value.`, 'none')
}

function textValue(name: string, option: TextOption, value: string | undefined): string {
  if (value === undefined || value === '') {
    throw new InputError('request-malformed', `--${name} needs a value: --${name} ${option.value}`, 'none')
  }
  return value
}

function valuesOf<T extends OptionTable>(
  table: T,
  found: ReadonlyMap<string, string | true>,
): OptionValues<T> {
  const entries = Object.entries(table).map(([name, option]) => [
    name,
    found.get(name) ?? (option.takes === 'nothing' ? false : undefined),
  ])
  return Object.fromEntries(entries) as OptionValues<T>
}

function unknownOption(table: OptionTable, word: string): string {
  const near = nearest(word.replace(/^-+/, ''), Object.keys(table))
  return `${word} is not an option here.${near === undefined ? '' : ` Did you mean --${near}?`}`
}

/** The candidate that is a few slips away from `word`, if one is. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, slips: slips(word, candidate) }))
    .filter(({ candidate, slips }) => slips <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.slips - b.slips)
  return ranked[0]?.candidate
}

/** Edit distance where two letters that changed places are one slip (optimal string alignment). Words are short. */
function slips(a: string, b: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : Number.MAX_VALUE
      row.push(Math.min(change, swapped, at(last, j) + 1, at(row, j - 1) + 1))
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.MAX_VALUE
}
