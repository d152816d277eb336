/**
 * Many profiles of one file changed at once, in time that grows with the file and not with its square.
 *
 * Each section is cut out, edited alone by `edit.ts` with all of its checks, and put back; then the whole is read once
 * more as the SDKs and as the AWS CLI read it.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { type CliView, cliProfiles, readAsAwsCli } from './cli-view.ts'
import { editSection, removeSection, type SectionChange } from './edit.ts'
import { joinLines, type Line, parseConfig } from './parse.ts'
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
  const parsed = parseConfig(text)
  const { sections } = readSections(parsed, file)
  const found = profileSections(sections)
  const alone = new Map<Section, readonly [name: string, change: ProfileChange]>()
  const others: [name: string, change: ProfileChange][] = []
  const added: [name: string, change: SectionChange][] = []
  for (const [name, change] of changes) {
    const [section, ...more] = found.get(name) ?? []
    if (!section) {
      if (change !== 'remove') added.push([name, change])
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
    // Between two blank lines the one before it goes too.
    if (change === 'remove' && left[0]?.kind === 'blank' && done.at(-1)?.kind === 'blank') done.pop()
    for (const line of left) done.push(line)
  }
  keepTo(lines.length)
  return joinLines({ byteOrderMark, lines: done })
}

function editOne(text: string, address: SectionAddress, change: ProfileChange): string {
  return change === 'remove' ? removeSection(text, address).text : editSection(text, address, change).text
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
    const section = editSection('', { file, type: 'profile', name }, change).text
    return section === '' ? '' : `${end}${end === '\n' ? section : section.replaceAll('\n', end)}`
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
  const sdk = sdkValues(after, file)
  const former = readAsAwsCli({ text: before, encoding: 'utf-8' })
  const view = readAsAwsCli({ text: after, encoding: 'utf-8' })
  const cli = former.rejections.length === 0 ? cliValues(view, file) : undefined
  if (cli && view.rejections[0]) throw refused(file, `line ${view.rejections[0].line}`)
  for (const [name, change] of changes) {
    if (change === 'remove') {
      if (sdk.has(name)) throw refused(file, `profile ${name}`)
      continue
    }
    for (const [key, value] of Object.entries(change.set ?? {})) {
      const cliValue = cli ? cli.get(name)?.get(key)?.value : value
      if (sdk.get(name)?.get(key) !== value || cliValue !== value) throw refused(file, `profile ${name}`)
    }
  }
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

function cliValues(view: CliView, file: ConfigFileKind): CliView['sections'] {
  return file === 'credentials' ? view.sections : cliProfiles(view)
}

function refused(file: ConfigFileKind, place: string): InputError {
  return new InputError(
    'config-invalid',
    `The AWS ${file} file was not changed: ${place} would not be read by every tool as it was meant. ` +
      'Run signet doctor config to see the lines to fix.',
  )
}
