/**
 * Many profiles of one file changed at once, in time that grows with the file and not with its square.
 *
 * Each section is cut out, edited alone, and put back; then the whole is read once more as the SDKs and as the AWS CLI
 * read it, with the checks that `edit.ts` makes of one edit.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { areSameOptions } from './check-edit.ts'
import { type CliView, cliProfiles, readAsAwsCli } from './cli-view.ts'
import { removeSection, type SectionChange } from './edit.ts'
import { assertKeyName, assertProfileName, assertValue } from './names.ts'
import { joinLines, type Line, parseConfig } from './parse.ts'
import { headerOf, SectionEditor } from './section-editor.ts'
import { type ConfigFileKind, readSections, type Section, type SectionAddress } from './sections.ts'

export type ProfileChange = SectionChange | 'remove'

/**
 * @param changes - By profile name, which is untrusted. A profile that is not there is added at the end, in this order.
 * @throws {@link InputError} as {@link editSection}; nothing is half done.
 */
export function editProfiles(
  text: string,
  file: ConfigFileKind,
  changes: ReadonlyMap<string, ProfileChange>,
): string {
  if (changes.size === 0) return text
  for (const [name, change] of changes) assertChange(name, change)
  const parsed = parseConfig(text)
  const { sections } = readSections(parsed, file)
  const found = profileSections(sections)
  const alone = new Map<Section, readonly [name: string, change: ProfileChange]>()
  const others: [name: string, change: ProfileChange][] = []
  const added: [name: string, change: SectionChange][] = []
  for (const [name, change] of changes) {
    const [section, ...more] = found.get(name) ?? []
    if (!section) {
      if (change !== 'remove' && Object.keys(change.set ?? {}).length > 0) added.push([name, change])
    } else if (more.length > 0 || name === 'default' || section.lastLine === parsed.lines.length) {
      others.push([name, change])
    } else alone.set(section, [name, change])
  }
  let edited = editAlone(parsed.byteOrderMark, parsed.lines, sections, file, alone)
  for (const [name, change] of others) edited = editOne(edited, { file, type: 'profile', name }, change)
  edited = addAll(edited, file, added)
  if (edited !== text) checkWhole(text, edited, file, changes)
  return edited
}

function assertChange(name: string, change: ProfileChange): void {
  assertProfileName(name)
  if (change === 'remove') return
  for (const [key, value] of Object.entries(change.set ?? {})) {
    assertKeyName(key)
    assertValue(key, value)
  }
}

function profileSections(sections: readonly Section[]): ReadonlyMap<string, readonly Section[]> {
  const found = new Map<string, Section[]>()
  for (const section of sections) {
    if (section.type !== 'profile') continue
    const same = found.get(section.name)
    if (same) same.push(section)
    else found.set(section.name, [section])
  }
  return found
}

function editAlone(
  byteOrderMark: string,
  lines: readonly Line[],
  sections: readonly Section[],
  file: ConfigFileKind,
  edits: ReadonlyMap<Section, readonly [name: string, change: ProfileChange]>,
): string {
  const done: Line[] = []
  let next = 0
  const keepTo = (end: number): void => {
    for (; next < end; next += 1) {
      const line = lines[next]
      if (line) done.push(line)
    }
  }
  for (const section of sections) {
    const edit = edits.get(section)
    if (!edit) continue
    const [name, change] = edit
    keepTo(section.line - 1)
    next = section.lastLine
    const own = joinLines({ byteOrderMark: '', lines: lines.slice(section.line - 1, section.lastLine) })
    const { lines: left } = parseConfig(editOne(own, { file, type: 'profile', name }, change))
    // Of two blank lines that meet one goes too, and so does one that would begin the file.
    const meets = done.length === 0 || done.at(-1)?.kind === 'blank'
    const skipped = change === 'remove' && left[0]?.kind === 'blank' && meets ? 1 : 0
    for (const line of left.slice(skipped)) done.push(line)
  }
  keepTo(lines.length)
  return joinLines({ byteOrderMark, lines: done })
}

function editOne(text: string, address: SectionAddress, change: ProfileChange): string {
  if (change === 'remove') return removeSection(text, address).text
  const editor = new SectionEditor(parseConfig(text), address)
  for (const name of change.remove ?? []) if (change.set?.[name] === undefined) editor.remove(name)
  for (const [name, value] of Object.entries(change.set ?? {})) editor.set(name, value)
  return editor.done()
}

/** The first goes to the whole file, which knows how to end its last line. The others only follow it. */
function addAll(
  text: string,
  file: ConfigFileKind,
  added: readonly (readonly [name: string, change: SectionChange])[],
): string {
  const [first, ...rest] = added
  if (!first) return text
  const [firstName, firstChange] = first
  const start = editOne(text, { file, type: 'profile', name: firstName }, firstChange)
  const end = parseConfig(text).lines.find((line) => line.end !== '')?.end ?? '\n'
  const sections = rest.map(([name, change]) => {
    const keys = Object.entries(change.set ?? {}).map(([key, value]) => `${key} = ${value}${end}`)
    const header = headerOf({ file, type: 'profile', name })
    return `${end}${header}${end}${keys.join('')}`
  })
  return start + sections.join('')
}

/** SECURITY (T25): what was written is what is read, by both kinds of readers, or nothing is written. */
function checkWhole(
  before: string,
  after: string,
  file: ConfigFileKind,
  changes: ReadonlyMap<string, ProfileChange>,
): void {
  checkAsSdks(before, after, file, changes)
  const former = readAsAwsCli({ text: before, encoding: 'utf-8' })
  // What the AWS CLI refused before is no worse for the edit.
  if (former.rejections.length > 0) return
  const view = readAsAwsCli({ text: after, encoding: 'utf-8' })
  if (view.rejections[0]) throw refused(file, `line ${view.rejections[0].line}`)
  checkAsAwsCli(cliSections(former, file), cliSections(view, file), file, changes)
}

function checkAsSdks(
  before: string,
  after: string,
  file: ConfigFileKind,
  changes: ReadonlyMap<string, ProfileChange>,
): void {
  const sdk = sdkValues(after, file)
  for (const [name, change] of changes) {
    if (!isAsWanted(sdk.get(name), change)) throw refused(file, `profile ${name}`)
  }
  for (const [name, values] of sdkValues(before, file)) {
    // An indented line may belong to what stood before it, and so to another profile after the edit.
    if (!changes.has(name) && !isSame(values, sdk.get(name))) throw refused(file, `profile ${name}`)
  }
}

function checkAsAwsCli(
  before: CliView['sections'],
  after: CliView['sections'],
  file: ConfigFileKind,
  changes: ReadonlyMap<string, ProfileChange>,
): void {
  for (const [name, options] of before) {
    const now = after.get(name)
    if (!changes.has(name) && !(now && areSameOptions(options, now))) throw refused(file, `profile ${name}`)
  }
  for (const [name, change] of changes) {
    const [former, options] = [before.get(name), after.get(name)]
    const isRight = change === 'remove' ? options === undefined : isAsChanged(former, options, change)
    if (!isRight) throw refused(file, `profile ${name}`)
  }
}

type CliOptions = CliView['sections'] extends ReadonlyMap<string, infer Options> ? Options : never

function isAsChanged(
  former: CliOptions | undefined,
  options: CliOptions | undefined,
  { set = {}, remove = [] }: Exclude<ProfileChange, 'remove'>,
): boolean {
  const isSet = Object.entries(set).every(([key, value]) => options?.get(key)?.value === value)
  // A line that only the AWS CLI reads as part of this section must still be there.
  const isKept = [...(former ?? [])].every(([key, { value }]) => {
    return set[key] !== undefined || remove.includes(key) || options?.get(key)?.value === value
  })
  // SECURITY: a line that was a part of another value may not become a setting of its own.
  const isFresh = (key: string) => former?.has(key) === false && set[key] === undefined
  return isSet && isKept && ![...(options?.keys() ?? [])].some(isFresh)
}

function isSame(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string> | undefined,
): boolean {
  return before.size === after?.size && [...before].every(([key, value]) => after.get(key) === value)
}

function isAsWanted(values: ReadonlyMap<string, string> | undefined, change: ProfileChange): boolean {
  if (change === 'remove') return values === undefined
  const { set = {}, remove = [] } = change
  return (
    Object.entries(set).every(([key, value]) => values?.get(key) === value) &&
    remove.every((key) => set[key] !== undefined || !values?.has(key))
  )
}

function sdkValues(text: string, file: ConfigFileKind): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const profiles = new Map<string, Map<string, string>>()
  for (const [name, sections] of profileSections(readSections(parseConfig(text), file).sections)) {
    const prefixed = sections.filter((section) => section.prefixed)
    const counted = prefixed.length > 0 ? prefixed : sections
    profiles.set(
      name,
      new Map(counted.flatMap(({ properties }) => properties.map((key) => [key.name, key.value]))),
    )
  }
  return profiles
}

function cliSections(view: CliView, file: ConfigFileKind): CliView['sections'] {
  return file === 'credentials' ? view.sections : cliProfiles(view)
}

function refused(file: ConfigFileKind, place: string): InputError {
  return new InputError(
    'config-invalid',
    `The AWS ${file} file was not changed: ${place} would not be read by every tool as it was meant. ` +
      'Run signet doctor config to see the lines to fix.',
  )
}
