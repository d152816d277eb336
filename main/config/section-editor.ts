/**
 * Changes the lines of one section in place.
 *
 * @module
 */
import { delimiterOf } from './cli-view.ts'
import {
  commentStart,
  joinLines,
  type KeyLine,
  type Line,
  type ParsedConfig,
  parseIndented,
  parseLine,
} from './parse.ts'
import { stripped } from './python-text.ts'
import { readSections, type Section, type SectionAddress, sectionsNamed } from './sections.ts'

/** Where a key stands: its line, and the last of its continuation lines. Numbers from 1. */
interface Place {
  readonly line: number
  readonly lastLine: number
}

export class SectionEditor {
  readonly notes: string[] = []
  readonly #parsed: ParsedConfig
  readonly #address: SectionAddress
  readonly #sections: readonly Section[]
  /** What stands in the place of each line: itself, nothing, or more lines. */
  readonly #slots: Line[][]
  /** What comes after the line of that index. */
  readonly #after = new Map<number, Line[]>()
  readonly #added: Line[] = []

  constructor(parsed: ParsedConfig, address: SectionAddress) {
    this.#parsed = parsed
    this.#address = address
    this.#slots = parsed.lines.map((line) => [line])
    const { sections } = readSections(parsed, address.file)
    this.#sections = sectionsNamed(sections, address.type, address.name)
    if (this.#sections.length > 1) {
      const lines = this.#sections.map(({ line }) => line).join(', ')
      this.notes.push(
        `${headerOf(address)} stands ${this.#sections.length} times (lines ${lines}). The last place that counts was changed. The AWS CLI refuses a file like this.`,
      )
    }
  }

  set(name: string, value: string): void {
    const place = this.#places(name).at(-1)
    if (place) this.#replace(place, name, value)
    else this.#add(`${name} = ${value}`)
  }

  /** All of its lines: an earlier one would count again. */
  remove(name: string): void {
    for (const place of this.#places(name)) {
      this.#slots[place.line - 1] = []
      this.#dropContinuation(place)
    }
  }

  done(): string {
    const kept = this.#slots.flatMap((slot, index) => [...slot, ...(this.#after.get(index) ?? [])])
    const lines = this.#added.length === 0 ? kept : [...kept, ...this.#newSection(kept.at(-1))]
    // Only the last line of a file may be without an end.
    const closed = lines.map((line, index) =>
      line.end === '' && index < lines.length - 1 ? { ...line, end: this.#endFor(line) } : line,
    )
    return joinLines({ ...this.#parsed, lines: closed })
  }

  /** Every line that the SDKs or the AWS CLI read as this key. */
  #places(name: string): readonly Place[] {
    return this.#sections.flatMap((section) => {
      const known = new Map(section.properties.map((property) => [property.line, property]))
      const places: Place[] = []
      for (let line = section.line + 1; line <= section.lastLine; line += 1) {
        const property = known.get(line)
        if (property?.name === name) places.push(property)
        else if (!property && this.#cliName(line) === name) places.push({ line, lastLine: line })
      }
      return places
    })
  }

  /** The name that the AWS CLI reads from a line whose name the SDKs read otherwise: it also splits at `:`. */
  #cliName(number: number): string | undefined {
    const line = this.#parsed.lines[number - 1]
    if (line?.kind !== 'key' && line?.kind !== 'other') return undefined
    const delimiter = delimiterOf(line.text)
    return delimiter < 1 ? undefined : stripped(line.text.slice(0, delimiter)).toLowerCase()
  }

  #replace(place: Place, name: string, value: string): void {
    const old = this.#parsed.lines[place.line - 1]
    if (!old) return
    const key = old.kind === 'continuation' ? parseIndented(old) : old
    const isKey = key.kind === 'key' && key.name.toLowerCase() === name
    const text = isKey ? `${beforeValue(key, name)}${value}` : `${name} = ${value}`
    const comment = isKey ? key.text.slice(commentStart(key.text)) : ''
    const next = text === old.text.trimEnd() && comment === '' ? old : parseLine(text, old.end)
    this.#slots[place.line - 1] = [
      ...(comment === '' ? [] : [parseLine(comment, old.end === '' ? this.#lineEnd() : old.end)]),
      next,
    ]
    if (comment !== '') this.notes.push(`The comment on line ${place.line} was moved above it.`)
    this.#dropContinuation(place)
  }

  #dropContinuation({ line, lastLine }: Place): void {
    for (let index = line; index < lastLine; index += 1) {
      if (this.#parsed.lines[index]?.kind === 'continuation') this.#slots[index] = []
    }
  }

  #add(text: string): void {
    const section = this.#sections.at(-1)
    if (!section) {
      this.#added.push(parseLine(text, this.#lineEnd()))
      return
    }
    const anchor = lastContent(this.#parsed.lines, section) - 1
    const end = this.#parsed.lines[anchor]?.end || this.#lineEnd()
    this.#after.set(anchor, [...(this.#after.get(anchor) ?? []), parseLine(text, end)])
  }

  #newSection(last: Line | undefined): readonly Line[] {
    const end = this.#lineEnd()
    const gap = last === undefined || last.kind === 'blank' ? [] : [parseLine('', end)]
    return [...gap, parseLine(headerOf(this.#address), end), ...this.#added]
  }

  /** A carriage return that is part of the line must not become part of its end. */
  #endFor(line: Line): string {
    return line.text.endsWith('\r') ? '\r\n' : this.#lineEnd()
  }

  #lineEnd(): string {
    return this.#parsed.lines.find((line) => line.end !== '')?.end ?? '\n'
  }
}

/** Up to where the value starts, with the name in lower case: the JavaScript SDK knows no other. */
function beforeValue(key: KeyLine, name: string): string {
  const before = key.text.slice(0, key.valueStart)
  const lowered = key.name === name ? before : before.replace(key.name, name)
  return lowered.endsWith(' =') ? `${lowered} ` : lowered
}

/** Number of the section's last line that is neither blank nor a comment at the line's start. */
export function lastContent(lines: readonly Line[], section: Section): number {
  let number = section.lastLine
  while (number > section.line && ['blank', 'comment'].includes(lines[number - 1]?.kind ?? '')) number -= 1
  return number
}

export function headerOf({ file, type, name }: SectionAddress): string {
  if (file === 'credentials' || (type === 'profile' && name === 'default')) return `[${name}]`
  return `[${type} ${name}]`
}
