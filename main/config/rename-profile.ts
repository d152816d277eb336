/**
 * A profile under another name: its header, and every line that names it. Lossless, as every edit.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { cliProfiles, readAsAwsCli } from './cli-view.ts'
import { profileOfCredentialProcess } from './credential-process.ts'
import { editProfiles, type ProfileChange } from './edit-profiles.ts'
import { assertProfileName, shown } from './names.ts'
import { joinLines, type Line, parseConfig } from './parse.ts'
import { type ConfigFileKind, readSections, type Section } from './sections.ts'

export interface Renaming {
  readonly from: string
  /** Untrusted. */
  readonly to: string
  /** The value of `credential_process` that asks Signet for the new name. */
  readonly credentialProcess: string
}

/**
 * @throws {@link InputError} `profile-name-invalid`, or `config-invalid` where it would not be read as it is meant.
 */
export function renameInFile(text: string, file: ConfigFileKind, renaming: Renaming): string {
  assertProfileName(renaming.to)
  const parsed = parseConfig(text)
  const { sections } = readSections(parsed, file)
  const lines = [...parsed.lines]
  for (const section of sections.filter(isProfile(renaming.from))) {
    const line = lines[section.line - 1]
    if (line) lines[section.line - 1] = renamedHeader(line, renaming)
  }
  const renamed = joinLines({ byteOrderMark: parsed.byteOrderMark, lines })
  checkRenamed(text, renamed, file, renaming)
  return editProfiles(renamed, file, references(renamed, file, renaming))
}

const isProfile = (name: string) => (section: Section) => section.type === 'profile' && section.name === name

/** Its brackets, spaces, quotes and the comment behind it stay. */
function renamedHeader(line: Line, { from, to }: Renaming): Line {
  const close = line.text.indexOf(']')
  const at = line.text.lastIndexOf(from, close)
  return { ...line, text: line.text.slice(0, at) + to + line.text.slice(at + from.length) } as Line
}

/** The lines of every profile that name the old one: as its source, or to Signet. */
function references(
  text: string,
  file: ConfigFileKind,
  { from, to, credentialProcess }: Renaming,
): ReadonlyMap<string, ProfileChange> {
  const changes = new Map<string, ProfileChange>()
  for (const { type, name, properties } of readSections(parseConfig(text), file).sections) {
    if (type !== 'profile') continue
    const set: Record<string, string> = {}
    for (const property of properties) {
      if (property.name === 'source_profile' && property.value === from) set.source_profile = to
      if (property.name === 'credential_process' && profileOfCredentialProcess(property.value) === from)
        set.credential_process = credentialProcess
    }
    if (Object.keys(set).length > 0) changes.set(name, { set: { ...changeSet(changes.get(name)), ...set } })
  }
  return changes
}

function changeSet(change: ProfileChange | undefined): Readonly<Record<string, string>> {
  return change === undefined || change === 'remove' ? {} : (change.set ?? {})
}

/** SECURITY (T25): the new name has all that the old one had, for both kinds of readers, and no other profile changed. */
function checkRenamed(before: string, after: string, file: ConfigFileKind, { from, to }: Renaming): void {
  const sdk = (text: string) => {
    const found = new Map<string, string>()
    for (const { type, name, prefixed, properties } of readSections(parseConfig(text), file).sections) {
      if (type !== 'profile') continue
      const values = properties.map((property) => [prefixed, property.name, property.value])
      found.set(name, `${found.get(name) ?? ''}${JSON.stringify(values)}`)
    }
    return found
  }
  const cli = (text: string) => {
    const view = readAsAwsCli({ text, encoding: 'utf-8' })
    const sections = file === 'credentials' ? view.sections : cliProfiles(view)
    const found = [...sections].map(([name, options]) => {
      const values = [...options].map(([key, { value }]) => [key, value])
      return [name, JSON.stringify(values)] as const
    })
    return { isRefused: view.rejections.length > 0, profiles: new Map(found) }
  }
  const former = cli(before)
  const now = cli(after)
  const isRead = isMoved(sdk(before), sdk(after), from, to)
  if (isRead && (former.isRefused || (!now.isRefused && isMoved(former.profiles, now.profiles, from, to))))
    return
  throw new InputError(
    'config-invalid',
    `The AWS ${file} file was not changed: not every tool would read profile ${shown(to)} as it reads ${shown(from)}. ` +
      'Run signet doctor config to see the lines to fix.',
  )
}

function isMoved(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  from: string,
  to: string,
): boolean {
  if (before.size !== after.size) return false
  return [...before].every(([name, values]) => after.get(name === from ? to : name) === values)
}
