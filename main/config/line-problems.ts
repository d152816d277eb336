/**
 * Problems of single lines: what the SDKs and the AWS CLI read differently, or do not read at all.
 *
 * @module
 */
import { type CliRejectionKind, type CliView, delimiterOf } from './cli-view.ts'
import { hasControlCharacter } from './names.ts'
import {
  commentStart,
  type HeaderLine,
  type KeyLine,
  type Line,
  type ParsedConfig,
  trimmed,
} from './parse.ts'
import type { ProblemKind } from './problem-texts.ts'
import { stripped } from './python-text.ts'
import type { ConfigFileKind, ReadSections, Section, SectionIssueKind } from './sections.ts'

/** `subject` is a name from the line, never a value. */
export interface LineProblem {
  readonly line: number
  readonly kind: ProblemKind
  readonly subject: string
}

/** In the order of the lines. */
export function lineProblems(
  parsed: ParsedConfig,
  read: ReadSections,
  view: CliView,
  file: ConfigFileKind,
): readonly LineProblem[] {
  const walk = new LineWalk(parsed, read, view)
  for (const { line, kind } of view.rejections) walk.add(line, kind)
  for (const { line, kind } of read.issues) walk.addIssue(line, kind)
  parsed.lines.forEach((line, index) => {
    walk.look(line, index + 1)
  })
  for (const section of read.sections) walk.compare(section, file)
  return walk.found.sort((one, other) => one.line - other.line)
}

class LineWalk {
  readonly found: LineProblem[] = []
  readonly #parsed: ParsedConfig
  readonly #refused: ReadonlyMap<number, ReadonlySet<CliRejectionKind>>
  readonly #headers = new Map<string, Section>()
  readonly #continued: ReadonlySet<number>

  constructor(parsed: ParsedConfig, read: ReadSections, view: CliView) {
    this.#parsed = parsed
    const refused = new Map<number, Set<CliRejectionKind>>()
    for (const { line, kind } of view.rejections) {
      refused.set(line, (refused.get(line) ?? new Set()).add(kind))
    }
    this.#refused = refused
    this.#continued = linesContinuing(parsed, read)
  }

  add(line: number, kind: ProblemKind): void {
    this.found.push({ line, kind, subject: subjectOf(this.#parsed.lines[line - 1]) })
  }

  /** What the SDKs refuse or leave out, where the AWS CLI does not refuse it for the same reason. */
  addIssue(line: number, issue: SectionIssueKind): void {
    const text = this.#parsed.lines[line - 1]?.text ?? ''
    const refused = this.#refused.get(line)
    if (issue === 'key-before-section' || issue === 'no-equals') {
      if (refused?.has('key-before-section') || refused?.has('no-delimiter') || refused?.has('empty-key'))
        return
      if (issue === 'no-equals')
        this.add(line, text.charAt(delimiterOf(text)) === ':' ? 'colon-delimiter' : issue)
      else this.add(line, issue)
    } else if (issue === 'indented-line' || issue === 'sub-property-invalid') {
      if (refused?.has('sub-property-invalid')) return
      const isComment = /^[ \t]*[#;]/.test(text)
      this.add(
        line,
        isComment ? 'indented-comment' : issue === 'indented-line' ? issue : 'sub-property-unnamed',
      )
    } else if (issue !== 'section-name-invalid' && issue !== 'section-not-a-profile') this.add(line, issue)
    else if (subjectOf(this.#parsed.lines[line - 1]) === 'DEFAULT') this.add(line, 'default-for-all')
    else if (!ownSections.includes(text)) this.add(line, issue)
  }

  look(line: Line, number: number): void {
    if (line.text.includes('\r')) this.add(number, 'carriage-return')
    else if (hasControlCharacter(line.text.replaceAll('\t', ''))) this.add(number, 'control-character')
    if (line.kind === 'header') this.#lookAtHeader(line, number)
    else if (line.kind === 'key') this.#lookAtKey(line, number)
    else if (this.#continued.has(number)) this.#lookAtContinuation(line.text, number)
  }

  /** Sections that the SDKs take for one and the AWS CLI for two. */
  compare(section: Section, file: ConfigFileKind): void {
    if (section.type === undefined) return
    const key = `${section.type} ${section.name}`
    const earlier = this.#headers.get(key)
    this.#headers.set(key, section)
    if (!earlier || this.#refused.get(section.line)?.has('duplicate-section')) return
    const isDefault = file === 'config' && section.name === 'default' && section.prefixed !== earlier.prefixed
    this.add(section.line, isDefault ? 'default-twice' : 'section-twice')
  }

  #lookAtHeader(line: HeaderLine, number: number): void {
    if (line.inside === undefined) return
    const close = line.text.lastIndexOf(']', commentAfterHeader(line.text))
    if (line.text.slice(1, close) !== line.inside) this.add(number, 'header-spaces')
    if (/^(profile|sso-session|services)[ \t]{2}/.test(line.inside)) this.add(number, 'header-gap')
    if (/["']/.test(line.inside)) this.add(number, 'header-quotes')
    if (/^[#;]/.test(line.text.slice(close + 1))) this.add(number, 'header-comment')
    if (line.inside === 'DEFAULT' && !this.#isFound(number, 'default-for-all'))
      this.add(number, 'default-for-all')
  }

  #lookAtKey(line: KeyLine, number: number): void {
    if (commentStart(line.text) < line.text.length) this.add(number, 'inline-comment')
    if (line.name !== line.name.toLowerCase()) this.add(number, 'key-upper-case')
    if (line.name.includes(':') && !this.#refused.get(number)?.has('empty-key'))
      this.add(number, 'colon-in-name')
  }

  #lookAtContinuation(text: string, number: number): void {
    const content = trimmed(text)
    if (/^[#;]/.test(content)) this.add(number, 'indented-comment')
    else if (content.startsWith('[') && content.endsWith(']')) this.add(number, 'indented-header')
    else if (/^[A-Za-z0-9_-]+\s*=/.test(content)) this.add(number, 'indented-setting')
  }

  #isFound(line: number, kind: ProblemKind): boolean {
    return this.found.some((problem) => problem.line === line && problem.kind === kind)
  }
}

/** Sections that the AWS CLI keeps for itself. */
const ownSections: readonly string[] = ['[plugins]', '[preview]']

/** Lines that continue a value which is not the start of a block. */
function linesContinuing(parsed: ParsedConfig, read: ReadSections): ReadonlySet<number> {
  const continued = new Set<number>()
  for (const { properties } of read.sections) {
    for (const { line, lastLine, value } of properties) {
      if (value.startsWith('\n')) continue
      for (let number = line + 1; number <= lastLine; number += 1) {
        if (parsed.lines[number - 1]?.kind === 'continuation') continued.add(number)
      }
    }
  }
  return continued
}

function commentAfterHeader(text: string): number {
  const comment = text.search(/[#;]/)
  return comment === -1 ? text.length : comment
}

function subjectOf(line: Line | undefined): string {
  if (line?.kind === 'header') return line.inside ?? ''
  const text = stripped(line?.text ?? '')
  const delimiter = delimiterOf(text)
  return delimiter > 0 ? keyNameShown(text.slice(0, delimiter)) : ''
}

/**
 * SECURITY: what stands before a sign may be a secret key that was pasted without its name, or behind it: they may hold
 * `=`, and have 40 signs or more.
 */
function keyNameShown(name: string): string {
  const [word = ''] = stripped(name).split(/\s/)
  return word.length > 36 || /[+/]/.test(word) ? '(a long name)' : word
}
