/**
 * Reads an edit back, as the SDKs and as the AWS CLI do, before anything is written.
 *
 * SECURITY: this is the second wall against a name or value that would be read as more than it is (the first is
 * `names.ts`).
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { type CliSection, type CliView, cliProfiles, cliSsoSessions, readAsAwsCli } from './cli-view.ts'
import { parseConfig } from './parse.ts'
import { readSections, type Section, type SectionAddress, sectionsNamed } from './sections.ts'

interface Wanted {
  readonly set?: Readonly<Record<string, string>>
  readonly remove?: readonly string[]
}

/** @throws {@link InputError} `config-invalid` */
export function checkEdit(before: string, after: string, address: SectionAddress, wanted: Wanted): void {
  checkSdks(before, after, address, wanted)
  // What the AWS CLI refused before is no worse for the edit, and `doctor config` tells of it.
  const view = readAsAwsCli({ text: before, encoding: 'utf-8' })
  if (view.rejections.length === 0) checkAwsCli(view, after, address, wanted)
}

/**
 * Nothing but the section may be gone: a line that was indented below it could go to the one before.
 *
 * @throws {@link InputError} `config-invalid`
 */
export function checkRemoval(before: string, after: string, address: SectionAddress): void {
  const sectionsOf = (text: string) => readSections(parseConfig(text), address.file).sections
  if (!areOthersSame(sectionsOf(before), sectionsOf(after), address)) throw refused(address, otherwiseRead)
  const view = readAsAwsCli({ text: before, encoding: 'utf-8' })
  if (view.rejections.length > 0) return
  const left = readAsAwsCli({ text: after, encoding: 'utf-8' })
  const isSame = left.rejections.length === 0 && areCliOthersSame(view, left, address)
  if (!isSame) throw refused(address, otherwiseReadByCli)
  if (cliSection(left, address)) {
    throw refused(address, 'the AWS CLI would still find it, at a line that the SDKs do not read')
  }
}

const otherwiseReadByCli = 'the AWS CLI would read a line after it in another way'
const otherwiseRead = 'the AWS SDKs would read an indented line after it in another way'

function checkSdks(
  before: string,
  after: string,
  address: SectionAddress,
  { set = {}, remove = [] }: Wanted,
): void {
  const { sections } = readSections(parseConfig(after), address.file)
  const values = valuesOf(sections, address)
  for (const [name, value] of Object.entries(set)) {
    if (values.get(name) !== value)
      throw refused(address, `the AWS SDKs would not read ${name} as it was meant`)
  }
  for (const name of remove) {
    if (set[name] === undefined && values.has(name)) throw refused(address, `${name} could not be taken out`)
  }
  const { sections: old } = readSections(parseConfig(before), address.file)
  const touched = new Set([...Object.keys(set), ...remove])
  const rest = (all: readonly Section[]) =>
    JSON.stringify([...valuesOf(all, address)].filter(([name]) => !touched.has(name)))
  if (rest(old) !== rest(sections) || !areOthersSame(old, sections, address)) {
    throw refused(address, otherwiseRead)
  }
}

/** The keys of a section as the SDKs read them. */
function valuesOf(sections: readonly Section[], { type, name }: SectionAddress): ReadonlyMap<string, string> {
  return new Map(
    sectionsNamed(sections, type, name).flatMap(({ properties }) =>
      properties.map((property) => [property.name, property.value] as const),
    ),
  )
}

/** Whether every other section is read as it was, in its order. Compared one by one: a file may have thousands. */
function areOthersSame(
  before: readonly Section[],
  after: readonly Section[],
  { type, name }: SectionAddress,
): boolean {
  const isOther = (section: Section) =>
    section.type !== undefined && !(section.type === type && section.name === name)
  const [old, now] = [before.filter(isOther), after.filter(isOther)]
  return old.length === now.length && old.every((section, index) => isSameSection(section, now[index]))
}

function isSameSection(one: Section, other: Section | undefined): boolean {
  if (!other || one.type !== other.type || one.name !== other.name) return false
  const { properties } = other
  return (
    one.properties.length === properties.length &&
    one.properties.every(
      ({ name, value }, index) => name === properties[index]?.name && value === properties[index]?.value,
    )
  )
}

function areCliOthersSame(before: CliView, after: CliView, address: SectionAddress): boolean {
  // With spaces round it a header is no profile to the AWS CLI, and the one that is meant to the SDKs.
  const isOther = (view: CliView, header: string, section: CliSection) =>
    !header.includes(address.name) ||
    cliSection({ ...view, sections: new Map([[header.trim(), section]]) }, address) === undefined
  const [old, now] = [before, after].map((view) =>
    [...view.sections].filter(([header, section]) => isOther(view, header, section)),
  )
  return (
    old?.length === now?.length &&
    (old ?? []).every(([header, section], index) => {
      const [otherHeader, other] = now?.[index] ?? []
      return header === otherHeader && other !== undefined && areSameOptions(section, other)
    })
  )
}

/** Whether two sections have the same keys with the same values, for the AWS CLI. */
export function areSameOptions(one: CliSection, other: CliSection): boolean {
  if (one.size !== other.size) return false
  for (const [key, { value }] of one) if (other.get(key)?.value !== value) return false
  return true
}

function checkAwsCli(before: CliView, after: string, address: SectionAddress, wanted: Wanted): void {
  const { set = {}, remove = [] } = wanted
  const view = readAsAwsCli({ text: after, encoding: 'utf-8' })
  const [rejection] = view.rejections
  if (rejection) throw refused(address, `line ${rejection.line} would make the AWS CLI refuse the file`)
  const section = cliSection(view, address)
  for (const [name, value] of Object.entries(set)) {
    if (section?.get(name)?.value !== value) {
      throw refused(
        address,
        `the AWS CLI would not find ${name}, because another line of the file is in the way`,
      )
    }
  }
  for (const name of remove) {
    const still = set[name] === undefined ? section?.get(name) : undefined
    if (still) throw refused(address, `the AWS CLI would still read ${name}, from line ${still.line}`)
  }
  const old = cliSection(before, address)
  for (const [name, option] of old ?? []) {
    const isWanted = set[name] !== undefined || remove.includes(name)
    if (!isWanted && section?.get(name)?.value !== option.value) {
      throw refused(
        address,
        `the AWS CLI would lose line ${option.line}, which it reads in this section and the SDKs do not`,
      )
    }
  }
  // SECURITY: a line that was a part of another value may not become a setting, `credential_process` least of all.
  const fresh = [...(old ? (section ?? []) : [])].find(([name]) => !old?.has(name) && set[name] === undefined)
  if (fresh) {
    throw refused(address, `the AWS CLI would read line ${fresh[1].line} as a setting, which it is not now`)
  }
  if (!areCliOthersSame(before, view, address)) throw refused(address, otherwiseReadByCli)
}

function cliSection(view: CliView, { file, type, name }: SectionAddress): CliSection | undefined {
  if (file === 'credentials') return view.sections.get(name)
  if (type === 'profile') return cliProfiles(view).get(name)
  return type === 'sso-session' ? cliSsoSessions(view).get(name) : view.sections.get(`services ${name}`)
}

function refused({ file, name }: SectionAddress, why: string): InputError {
  return new InputError(
    'config-invalid',
    `The section ${name} of the AWS ${file} file was not changed: ${why}. Run signet doctor config to see the lines to fix.`,
  )
}
