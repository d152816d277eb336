/**
 * The file in the eyes of the AWS CLI and every Python tool: botocore on Python's `configparser`, which is stricter in
 * some places than the SDKs (duplicates, a byte order mark) and looser in others (`:`, indented keys, any name).
 *
 * Where Python stops at the first fault, reading goes on here, so that all of them can be shown at once.
 *
 * @see {@link https://docs.python.org/3/library/configparser.html#supported-ini-file-structure configparser}
 * @module
 */
import { parseConfig } from './parse.ts'
import { splitPosixWords } from './posix-words.ts'
import { indentOf, splitPythonLines, stripped, strippedEnd } from './python-text.ts'
import type { ConfigText } from './text.ts'

/** Why the whole file is refused. */
export type CliRejectionKind =
  | 'not-utf-8'
  | 'byte-order-mark'
  | 'key-before-section'
  | 'duplicate-section'
  | 'duplicate-key'
  | 'no-delimiter'
  | 'empty-key'
  | 'sub-property-invalid'

export interface CliRejection {
  /** From 1. */
  readonly line: number
  readonly kind: CliRejectionKind
}

/** An option, with the line its name stands on. */
export interface CliOption {
  readonly line: number
  readonly value: string
}

export type CliSection = ReadonlyMap<string, CliOption>

export interface CliView {
  /** Not empty: every command of the AWS CLI fails with a parse error, whatever the profile. */
  readonly rejections: readonly CliRejection[]
  /** By the text between the brackets. The keys of `[DEFAULT]` are in every one. */
  readonly sections: ReadonlyMap<string, CliSection>
}

export function readAsAwsCli(config: ConfigText): CliView {
  const reader = new ConfigParser()
  if (config.encoding !== 'utf-8') reader.reject(1, 'not-utf-8')
  const parsed = parseConfig(config.text)
  if (parsed.byteOrderMark !== '') reader.reject(1, 'byte-order-mark')
  parsed.lines.forEach((line, index) => {
    // A carriage return alone ends a line for Python.
    if (!line.text.includes('\r')) reader.take(line.text, index + 1)
    else for (const text of line.text.split('\r')) reader.take(text, index + 1)
  })
  return reader.done()
}

/** The profiles of the config file by name, as the AWS CLI finds them. A later section of the name replaces an earlier one. */
export function cliProfiles(view: CliView): ReadonlyMap<string, CliSection> {
  return namedSections(view, 'profile')
}

/** The SSO sessions of the config file, in the same way. */
export function cliSsoSessions(view: CliView): ReadonlyMap<string, CliSection> {
  return namedSections(view, 'sso-session')
}

function namedSections(view: CliView, type: 'profile' | 'sso-session'): ReadonlyMap<string, CliSection> {
  const named = new Map<string, CliSection>()
  for (const [header, section] of view.sections) {
    // It only has to begin with the word.
    const words = header.startsWith(type) ? splitPosixWords(header) : undefined
    const name =
      words?.length === 2 ? words[1] : type === 'profile' && header === 'default' ? header : undefined
    if (name !== undefined) named.set(name, section)
  }
  return named
}

interface OpenOption {
  readonly line: number
  readonly parts: string[]
  readonly partLines: number[]
}

class ConfigParser {
  readonly #rejections: CliRejection[] = []
  readonly #sections = new Map<string, Map<string, OpenOption>>()
  readonly #defaults = new Map<string, OpenOption>()
  #section: Map<string, OpenOption> | undefined
  #option: OpenOption | undefined
  #indent = 0

  reject(line: number, kind: CliRejectionKind): void {
    this.#rejections.push({ line, kind })
  }

  take(text: string, line: number): void {
    const value = stripped(text)
    if (value === '') this.#extend('', line)
    else if (!value.startsWith('#') && !value.startsWith(';')) {
      const indent = indentOf(text)
      if (this.#option && indent > this.#indent) this.#extend(value, line)
      else {
        this.#indent = indent
        this.#headerOrKey(value, line)
      }
    }
  }

  done(): CliView {
    const sections = new Map<string, CliSection>()
    for (const [header, own] of this.#sections) {
      const section = new Map<string, CliOption>()
      for (const [name, option] of this.#defaults) section.set(name, this.#close(option))
      for (const [name, option] of own) section.set(name, this.#close(option))
      // A default that the section has itself is never looked at there.
      for (const name of this.#defaults.keys())
        if (!own.has(name)) this.#checkNested(this.#defaults.get(name))
      for (const option of own.values()) this.#checkNested(option)
      sections.set(header, section)
    }
    return { rejections: distinct(this.#rejections), sections }
  }

  #extend(value: string, line: number): void {
    this.#option?.parts.push(value)
    this.#option?.partLines.push(line)
  }

  #headerOrKey(value: string, line: number): void {
    const bracket = value.startsWith('[') ? value.lastIndexOf(']') : -1
    if (bracket >= 2) this.#header(value.slice(1, bracket), line)
    else if (!this.#section) this.reject(line, 'key-before-section')
    else this.#key(this.#section, value, line)
  }

  #header(header: string, line: number): void {
    this.#option = undefined
    if (header === 'DEFAULT') {
      this.#section = this.#defaults
      return
    }
    const found = this.#sections.get(header)
    if (found) this.reject(line, 'duplicate-section')
    this.#section = found ?? new Map<string, OpenOption>()
    this.#sections.set(header, this.#section)
  }

  #key(section: Map<string, OpenOption>, value: string, line: number): void {
    const delimiter = delimiterOf(value)
    if (delimiter === -1) {
      this.reject(line, 'no-delimiter')
      return
    }
    const name = strippedEnd(value.slice(0, delimiter)).toLowerCase()
    this.#option = undefined
    if (name === '') this.reject(line, 'empty-key')
    if (section.has(name)) this.reject(line, 'duplicate-key')
    const option = { line, parts: [stripped(value.slice(delimiter + 1))], partLines: [line] }
    section.set(name, option)
    if (name !== '') this.#option = option
  }

  #close(option: OpenOption): CliOption {
    return { line: option.line, value: joinedValue(option) }
  }

  /** botocore reads a value that starts on the next line as a block of `name = value`. */
  #checkNested(option: OpenOption | undefined): void {
    if (option?.parts[0] !== '' || joinedValue(option) === '') return
    option.parts.forEach((part, index) => {
      for (const text of splitPythonLines(part)) {
        if (stripped(text) !== '' && !text.includes('=')) {
          this.reject(option.partLines[index] ?? option.line, 'sub-property-invalid')
        }
      }
    })
  }
}

function joinedValue(option: OpenOption): string {
  return option.parts.length === 1 ? (option.parts[0] ?? '') : strippedEnd(option.parts.join('\n'))
}

/** The first `=` or `:`, or -1. */
export function delimiterOf(value: string): number {
  const equals = value.indexOf('=')
  const colon = value.indexOf(':')
  return equals === -1 || colon === -1 ? Math.max(equals, colon) : Math.min(equals, colon)
}

function distinct(rejections: readonly CliRejection[]): readonly CliRejection[] {
  const seen = new Set<string>()
  return rejections.filter(({ line, kind }) => {
    const key = `${line} ${kind}`
    return !seen.has(key) && seen.add(key)
  })
}
