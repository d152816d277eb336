/**
 * Minimal edits: only the lines concerned change, every other byte stays.
 *
 * An edit is checked before it is given back: the SDKs must read exactly the new values, and so must the AWS CLI,
 * unless it refuses the file already. Where that cannot be had, the edit is refused with the line that is in the way.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { checkEdit, checkRemoval } from './check-edit.ts'
import { assertKeyName, assertProfileName, assertValue } from './names.ts'
import { joinLines, type Line, parseConfig } from './parse.ts'
import { lastContent, SectionEditor } from './section-editor.ts'
import { readSections, type SectionAddress } from './sections.ts'

/** Keys in lower case. */
export interface SectionChange {
  readonly set?: Readonly<Record<string, string>>
  readonly remove?: readonly string[]
}

export interface Edited {
  readonly text: string
  /** What a person should know of how it was done. */
  readonly notes: readonly string[]
}

/**
 * Sets and removes keys of one section.
 *
 * An existing key keeps its line; of several, the one that counts is changed. A new key goes after the section's last
 * line of content, a new section to the end of the file. A comment behind a value that is set moves to a line of its
 * own, as the AWS CLI takes it for a part of the value.
 *
 * @param address - Its name is untrusted.
 * @throws {@link InputError} `profile-name-invalid`, or `config-invalid` when a value or the file stands against it.
 */
export function editSection(text: string, address: SectionAddress, change: SectionChange): Edited {
  assertAddress(address)
  const set = Object.entries(change.set ?? {})
  for (const [name, value] of set) {
    assertKeyName(name)
    assertValue(name, value)
  }
  const editor = new SectionEditor(parseConfig(text), address)
  for (const name of change.remove ?? []) if (change.set?.[name] === undefined) editor.remove(name)
  for (const [name, value] of set) editor.set(name, value)
  const edited = { text: editor.done(), notes: editor.notes }
  if (edited.text !== text) checkEdit(text, edited.text, address, change)
  return edited
}

/**
 * Removes every section of that name with the lines up to its last key. Comments and blank lines after that stay.
 * Changes nothing when there is none.
 *
 * @throws {@link InputError} `config-invalid` where another section would be read in another way.
 */
export function removeSection(text: string, address: SectionAddress): Edited {
  assertAddress(address)
  const parsed = parseConfig(text)
  const gone = new Set<number>()
  for (const section of readSections(parsed, address.file).sections) {
    if (section.type !== address.type || section.name !== address.name) continue
    const last = lastContent(parsed.lines, section)
    for (let line = section.line; line <= last; line += 1) gone.add(line)
    // Between two blank lines, or at the end after one, the one before it goes too.
    const blankAfter = last === parsed.lines.length || isBlank(parsed.lines, last + 1)
    if (blankAfter && isBlank(parsed.lines, section.line - 1)) gone.add(section.line - 1)
  }
  const lines = parsed.lines.filter((_, index) => !gone.has(index + 1))
  const removed = { text: joinLines({ ...parsed, lines }), notes: [] }
  if (gone.size > 0) checkRemoval(text, removed.text, address)
  return removed
}

function isBlank(lines: readonly Line[], number: number): boolean {
  return lines[number - 1]?.kind === 'blank'
}

function assertAddress({ file, type, name }: SectionAddress): void {
  assertProfileName(name)
  if (file === 'credentials' && (type !== 'profile' || name === 'DEFAULT')) {
    throw new InputError('config-invalid', 'The AWS credentials file has no section of that kind.')
  }
}
