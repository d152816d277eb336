/**
 * What the lines mean together, by the specification of the AWS SDKs. Nothing is thrown: what a strict parser would
 * refuse is collected, and reading goes on.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html Shared config and credentials files}
 * @module
 */
import { isSpecificationName } from './names.ts'
import {
  type HeaderLine,
  indentWidth,
  type KeyLine,
  type Line,
  type ParsedConfig,
  type PlainLine,
  parseIndented,
  trimmed,
} from './parse.ts'

/** The two files have the same grammar and differ in the meaning of a header. */
export type ConfigFileKind = 'config' | 'credentials'

export type SectionType = 'profile' | 'sso-session' | 'services'

export interface Property {
  /** In lower case. */
  readonly name: string
  /** With its continuation lines, each after a `\n`. */
  value: string
  /** Number of its line, from 1. */
  readonly line: number
  /** Number of its last continuation line, or {@link line}. */
  lastLine: number
}

export interface Section {
  /** Undefined: no SDK reads this section. */
  readonly type: SectionType | undefined
  readonly name: string
  /** `[profile default]` in place of `[default]`: the form that wins. */
  readonly prefixed: boolean
  /** Number of the header's line, from 1. */
  readonly line: number
  /** Number of the last line before the next header. */
  lastLine: number
  readonly properties: Property[]
}

/** What a strict parser refuses or leaves out, by line. */
export type SectionIssueKind =
  | 'header-unterminated'
  | 'key-before-section'
  | 'indented-line'
  | 'no-equals'
  | 'sub-property-invalid'
  | 'section-name-invalid'
  | 'section-not-a-profile'
  | 'key-name-invalid'

export interface SectionIssue {
  readonly line: number
  readonly kind: SectionIssueKind
}

export interface ReadSections {
  readonly sections: readonly Section[]
  readonly issues: readonly SectionIssue[]
}

export function readSections(parsed: ParsedConfig, file: ConfigFileKind): ReadSections {
  const reader = new SectionReader(file)
  parsed.lines.forEach((line, index) => {
    reader.take(line, index + 1)
  })
  return reader.done(parsed.lines.length)
}

class SectionReader {
  readonly #file: ConfigFileKind
  readonly #sections: Section[] = []
  readonly #issues: SectionIssue[] = []
  #section: Section | undefined
  #property: Property | undefined
  /** A key that is left out takes its continuation lines with it. */
  #ignoring = false
  #nested = false
  #indent = 0

  constructor(file: ConfigFileKind) {
    this.#file = file
  }

  take(line: Line, number: number): void {
    if (line.kind === 'blank' || line.kind === 'comment') return
    if (line.kind === 'continuation') this.#indented(line, number)
    else this.#flush(line, number, 0)
  }

  done(lineCount: number): ReadSections {
    if (this.#section) this.#section.lastLine = lineCount
    return { sections: this.#sections, issues: this.#issues }
  }

  #flush(line: Line, number: number, indent: number): void {
    this.#indent = indent
    if (line.kind === 'header') this.#header(line, number)
    else if (line.kind === 'key') this.#key(line, number)
    else if (line.kind === 'other') this.#other(number)
  }

  /**
   * A strict parser refuses an indented line that follows no key. The AWS CLI and the JavaScript SDK read it as if it
   * were not indented, and people do indent all keys of a section: so it is read here, and reported.
   */
  #indented(line: PlainLine, number: number): void {
    const indent = indentWidth(line.text)
    if ((this.#property || this.#ignoring) && indent > this.#indent) this.#continuation(line.text, number)
    else {
      this.#issues.push({ line: number, kind: 'indented-line' })
      this.#flush(parseIndented(line), number, indent)
    }
  }

  #header(line: HeaderLine, number: number): void {
    if (this.#section) this.#section.lastLine = number - 1
    const section = sectionOf(line.inside, this.#file, number)
    const issue = headerIssue(line.inside, section, this.#file)
    if (issue) this.#issues.push({ line: number, kind: issue })
    this.#sections.push(section)
    this.#section = section
    this.#property = undefined
    this.#ignoring = false
  }

  #key(line: KeyLine, number: number): void {
    const section = this.#section
    this.#ignoring = true
    this.#property = undefined
    if (!section) this.#issues.push({ line: number, kind: 'key-before-section' })
    else if (!isSpecificationName(line.name)) this.#issues.push({ line: number, kind: 'key-name-invalid' })
    else {
      const value = line.text.slice(line.valueStart, line.valueEnd)
      this.#property = { name: line.name.toLowerCase(), value, line: number, lastLine: number }
      this.#nested = value === ''
      this.#ignoring = false
      section.properties.push(this.#property)
    }
  }

  #continuation(text: string, number: number): void {
    const property = this.#property
    if (!property) return
    const content = trimmed(text)
    if (this.#nested && content.indexOf('=') < 1) {
      this.#issues.push({ line: number, kind: 'sub-property-invalid' })
    }
    property.value += `\n${content}`
    property.lastLine = number
  }

  #other(number: number): void {
    this.#issues.push({ line: number, kind: this.#section ? 'no-equals' : 'key-before-section' })
    this.#property = undefined
    this.#ignoring = true
  }
}

function sectionOf(inside: string | undefined, file: ConfigFileKind, line: number): Section {
  const ignored = {
    type: undefined,
    name: inside ?? '',
    prefixed: false,
    line,
    lastLine: line,
    properties: [],
  }
  if (inside === undefined) return ignored
  if (file === 'credentials') {
    return isSpecificationName(inside) ? { ...ignored, type: 'profile' } : ignored
  }
  if (inside === 'default') return { ...ignored, type: 'profile' }
  const [, word = '', rest = ''] = /^([a-z-]+)[ \t]+(.*)$/.exec(inside) ?? []
  const name = withoutQuotes(rest)
  if (!isSectionType(word) || !isSpecificationName(name)) return ignored
  return { ...ignored, type: word, name, prefixed: true }
}

/** The specification knows no quotes, yet the AWS CLI and the JavaScript SDK read `[profile "a"]` as `a`. So do we. */
function withoutQuotes(name: string): string {
  const [, , inner] = /^(["'])([^"']*)\1$/.exec(name) ?? []
  return inner ?? name
}

function isSectionType(word: string): word is SectionType {
  return word === 'profile' || word === 'sso-session' || word === 'services'
}

function headerIssue(
  inside: string | undefined,
  section: Section,
  file: ConfigFileKind,
): SectionIssueKind | undefined {
  if (inside === undefined) return 'header-unterminated'
  if (section.type !== undefined) return undefined
  const named = file === 'credentials' || /^(profile|sso-session|services)[ \t]/.test(inside)
  return named ? 'section-name-invalid' : 'section-not-a-profile'
}

/**
 * The sections that make up one profile, SSO session or services block: all of that name are one, and
 * `[profile default]` puts `[default]` aside.
 */
export function sectionsNamed(
  sections: readonly Section[],
  type: SectionType,
  name: string,
): readonly Section[] {
  const all = sections.filter((section) => section.type === type && section.name === name)
  const prefixed = all.filter((section) => section.prefixed)
  return prefixed.length > 0 ? prefixed : all
}

/** Which section. `type` is always `profile` in the credentials file. */
export interface SectionAddress {
  readonly file: ConfigFileKind
  readonly type: SectionType
  readonly name: string
}
