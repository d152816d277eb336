import { parseConfig } from '../../main/config/parse.ts'
import { readSections } from '../../main/config/sections.ts'
import { newValue, type TriedEdit } from './edits-of.ts'

/**
 * What an edit did to lines that are not its own, in words; undefined where it kept to them. Its own are the lines of its
 * section, for a key those of the key; what it may add is the key, a comment that stood behind it, and a new header.
 */
export function strayLines(before: string, edit: TriedEdit & { readonly text: string }): string | undefined {
  const mark = before.startsWith('\ufeff') ? '\ufeff' : ''
  if (!edit.text.startsWith(mark)) return 'the byte order mark is gone'
  const [old, now] = [linesOf(before.slice(mark.length)), linesOf(edit.text.slice(mark.length))]
  const own = ownLines(before, edit)
  const kept = subsequence(
    old.filter((_, index) => !own.has(index + 1)),
    now,
  )
  if (typeof kept === 'string') return `${JSON.stringify(kept)} is not where it was`
  const added = multisetMinus(
    kept,
    old.filter((_, index) => own.has(index + 1)),
  )
  const stray = added.filter((line) => !mayAdd(line, before, edit))
  return stray.length === 0 ? undefined : `${JSON.stringify(stray)} came in`
}

function ownLines(before: string, { address, kind, key }: TriedEdit): ReadonlySet<number> {
  const own = new Set<number>()
  const { lines } = parseConfig(before)
  for (const section of readSections(parseConfig(before), address.file).sections) {
    if (section.type !== address.type || section.name !== address.name) continue
    for (let line = section.line; line <= section.lastLine; line += 1) {
      const isKeys = section.properties.some(
        (property) => property.name === key && property.line <= line && line <= property.lastLine,
      )
      const isInPython = nameInPython(lines[line - 1]?.text ?? '') === key
      if (kind === 'remove section' || isKeys || (key !== '' && isInPython)) own.add(line)
    }
    // With a section one blank line goes.
    if (kind === 'remove section' && lines[section.line - 2]?.kind === 'blank') own.add(section.line - 1)
    if (kind === 'remove section' && lines[section.lastLine]?.kind === 'blank') own.add(section.lastLine + 1)
  }
  return own
}

/** The AWS CLI reads lines as this key that the SDKs do not: with a colon, or with white space that only Python knows. */
function nameInPython(line: string): string | undefined {
  return /^([^:=]*)[:=]/
    .exec(line)?.[1]
    ?.replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '')
    .toLowerCase()
}

/** What is left when these lines are taken out in order, or the first that is missing. A last line may have got an end. */
function subsequence(wanted: readonly string[], all: readonly string[]): readonly string[] | string {
  const rest: string[] = []
  let found = 0
  for (const line of all) {
    const next = wanted[found]
    const isClosed = next !== undefined && !next.endsWith('\n') && line.replace(/\r?\n$/, '') === next
    if (line === next || isClosed) found += 1
    else rest.push(line)
  }
  return wanted[found] ?? rest
}

function multisetMinus(lines: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function mayAdd(line: string, before: string, { kind, key, address }: TriedEdit): boolean {
  const text = line.replace(/\r?\n$/, '')
  if (kind === 'remove key' || kind === 'remove section') return before.endsWith(text)
  if (text.endsWith(newValue) && text.toLowerCase().includes(key)) return true
  if (kind === 'change') return /^[#;]/.test(text) && before.includes(text)
  return kind === 'new section' && (text === '' || text.includes(address.name))
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}
