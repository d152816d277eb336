/**
 * The `[default]` section while Signet stands behind it: taken over by an edit that can be taken back.
 *
 * `[default]` and `[profile default]` may both be there. Tools do not agree on which one counts, so every section of that
 * name is edited, and all of them read alike.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { cliProfiles, readAsAwsCli } from './cli-view.ts'
import { asksForDefault } from './credential-process.ts'
import { editSection, type SectionChange } from './edit.ts'
import { joinLines, type ParsedConfig, parseConfig } from './parse.ts'
import { lastContent } from './section-editor.ts'
import { type ConfigFileKind, readSections } from './sections.ts'

/** A section before and after, from its header to its last key, without the end of its last line. */
export interface KeptSection {
  readonly before: string
  readonly after: string
}

/** What it takes to bring a file's `[default]` back. */
export interface KeptDefault {
  /** In the file's order. Empty when nothing was changed. */
  readonly sections: readonly KeptSection[]
  /** There was no such section: this one was made, with a blank line before it or not. */
  readonly made?: { readonly hasGap: boolean } | undefined
  /** The file's last line had no end. */
  readonly isOpenEnded: boolean
}

const address = (file: ConfigFileKind) => ({ file, type: 'profile', name: 'default' }) as const

/**
 * Takes `[default]` over.
 *
 * @throws {@link InputError} `config-invalid` where it would not be read as it is meant.
 */
export function ownDefault(
  text: string,
  file: ConfigFileKind,
  change: SectionChange,
): { readonly text: string; readonly kept: KeptDefault } {
  const isOpenEnded = text !== '' && !text.endsWith('\n')
  const found = readDefault(text, file)
  if (found.slices.length === 0) {
    const edited = editSection(text, address(file), change).text
    const { parsed, slices } = readDefault(edited, file)
    const [made] = slices
    if (!made) return { text, kept: { sections: [], isOpenEnded } }
    const hasGap = parsed.lines[made.first - 1]?.kind === 'blank' && !endsBlank(text)
    const kept = { sections: [{ before: '', after: made.text }], made: { hasGap }, isOpenEnded }
    return reversible(text, file, { text: edited, kept })
  }
  const afters = found.slices.map((slice) => editSlice(found, slice, file, change))
  const edited = replaced(found, afters)
  if (edited !== text) checkDefault(text, edited, file, change)
  const sections = found.slices.map((slice, index) => ({ before: slice.text, after: afters[index] ?? '' }))
  return reversible(text, file, { text: edited, kept: { sections, isOpenEnded } })
}

/** What could not be given back is not taken: in an odd file a line may change the section it belongs to. */
function reversible(
  before: string,
  file: ConfigFileKind,
  owned: { readonly text: string; readonly kept: KeptDefault },
): { readonly text: string; readonly kept: KeptDefault } {
  if (restoreDefault(owned.text, file, owned.kept) !== before) throw refused(file)
  return owned
}

/**
 * Gives `[default]` back as it was. A section that somebody has changed meanwhile gets back only what Signet changed in
 * it, and keeps the rest.
 *
 * @param kept - Undefined when it was lost: then only Signet's own line goes.
 */
export function restoreDefault(text: string, file: ConfigFileKind, kept: KeptDefault | undefined): string {
  const found = readDefault(text, file)
  const [only, ...more] = found.slices
  if (!only) return text
  const isAsLeft = (slice: Slice, index: number) => slice.text === kept?.sections[index]?.after
  if (kept?.made && more.length === 0 && isAsLeft(only, 0)) return withoutMade(found.parsed, only, kept)
  const texts = found.slices.map((slice, index) => {
    const section = kept?.sections[index]
    if (section && !kept?.made && isAsLeft(slice, index)) return section.before
    return editSlice(found, slice, file, takenBack(slice.text, file, section))
  })
  const restored = replaced(found, texts)
  const endsAsLeft =
    found.slices.at(-1)?.last === found.parsed.lines.length - 1 && found.slices.every(isAsLeft)
  return kept?.isOpenEnded && endsAsLeft ? withoutLastEnd(restored) : restored
}

/** What is there beside `[default]`, for comparing. */
export function withoutDefault(text: string, file: ConfigFileKind): string {
  const found = readDefault(text, file)
  const rest = replaced(
    found,
    found.slices.map(() => ''),
  )
  return rest.trimEnd()
}

/** Whether the `[default]` of a config file asks Signet for the default profile. */
export function isDefaultOwned(
  settings: ReadonlyMap<string, { readonly value: string }> | undefined,
): boolean {
  const process = settings?.get('credential_process')?.value
  return process !== undefined && asksForDefault(process)
}

interface Slice {
  /** Index of the header, and of the last key's line. */
  readonly first: number
  readonly last: number
  /** Without the end of its last line. */
  readonly text: string
}

interface Found {
  readonly parsed: ParsedConfig
  readonly slices: readonly Slice[]
}

function readDefault(text: string, file: ConfigFileKind): Found {
  const parsed = parseConfig(text)
  const sections = readSections(parsed, file).sections.filter(
    ({ type, name }) => type === 'profile' && name === 'default',
  )
  const slices = sections.map((section) => {
    const first = section.line - 1
    const last = lastContent(parsed.lines, section) - 1
    const own = joinLines({ byteOrderMark: '', lines: parsed.lines.slice(first, last + 1) })
    return { first, last, text: withoutLastEnd(own) }
  })
  return { parsed, slices }
}

/** One section, edited as if it were the whole file: its twin does not get in the way. */
function editSlice({ parsed }: Found, { text }: Slice, file: ConfigFileKind, change: SectionChange): string {
  const end = parsed.lines.find((line) => line.end !== '')?.end ?? '\n'
  return withoutLastEnd(editSection(text + end, address(file), change).text)
}

/** The whole text with other texts in the places of the slices. Each keeps the line end that stood behind it. */
function replaced({ parsed, slices }: Found, texts: readonly string[]): string {
  const part = (from: number, to?: number) =>
    joinLines({ byteOrderMark: '', lines: parsed.lines.slice(from, to) })
  let text = parsed.byteOrderMark
  let next = 0
  slices.forEach(({ first, last }, index) => {
    text += part(next, first) + (texts[index] ?? '') + (parsed.lines[last]?.end ?? '')
    next = last + 1
  })
  return text + part(next)
}

function withoutLastEnd(text: string): string {
  return text.replace(/\r?\n$/, '')
}

function endsBlank(text: string): boolean {
  const last = parseConfig(text).lines.at(-1)
  return last === undefined || last.kind === 'blank'
}

function withoutMade(
  { byteOrderMark, lines }: ParsedConfig,
  { first, last }: Slice,
  kept: KeptDefault,
): string {
  const start = kept.made?.hasGap && lines[first - 1]?.kind === 'blank' ? first - 1 : first
  const left = [...lines.slice(0, start), ...lines.slice(last + 1)]
  const text = joinLines({ byteOrderMark, lines: left })
  return kept.isOpenEnded && last === lines.length - 1 ? withoutLastEnd(text) : text
}

/** Of a section that is not as it was left: what was set goes, unless another value stands there now. */
function takenBack(now: string, file: ConfigFileKind, kept: KeptSection | undefined): SectionChange {
  const current = valuesOf(now, file)
  const before = kept ? valuesOf(kept.before, file) : new Map<string, string>()
  const after = kept ? valuesOf(kept.after, file) : current
  const set: Record<string, string> = {}
  const remove: string[] = []
  const names = kept ? new Set([...before.keys(), ...after.keys()]) : ['credential_process']
  for (const name of names) {
    const [was, became] = [before.get(name), after.get(name)]
    if (was === became || current.get(name) !== became) continue
    if (name === 'credential_process' && became !== undefined && !asksForDefault(became)) continue
    if (was === undefined) remove.push(name)
    else set[name] = was
  }
  return { set, remove }
}

function valuesOf(text: string, file: ConfigFileKind): ReadonlyMap<string, string> {
  const { sections } = readSections(parseConfig(text), file)
  return new Map(
    sections.flatMap(({ properties }) => properties.map(({ name, value }) => [name, value] as const)),
  )
}

/** SECURITY (T25): as with one edit, what was written is what every tool reads, or nothing is written. */
function checkDefault(before: string, after: string, file: ConfigFileKind, change: SectionChange): void {
  const { set = {}, remove = [] } = change
  const isAsWanted = (values: ReadonlyMap<string, { readonly value: string }> | undefined) =>
    Object.entries(set).every(([name, value]) => values?.get(name)?.value === value) &&
    remove.every((name) => set[name] !== undefined || !values?.has(name))
  const former = readAsAwsCli({ text: before, encoding: 'utf-8' })
  // What the AWS CLI refused before is no worse for the edit.
  if (former.rejections.length > 0) return
  const view = readAsAwsCli({ text: after, encoding: 'utf-8' })
  const own = file === 'config' ? cliProfiles(view).get('default') : view.sections.get('default')
  const others = [...former.sections].every(([header, options]) => {
    if (header === 'default' || header === 'profile default') return true
    const now = view.sections.get(header)
    return [...options].every(([name, { value }]) => now?.get(name)?.value === value)
  })
  if (view.rejections.length > 0 || !isAsWanted(own) || !others) throw refused(file)
}

function refused(file: ConfigFileKind): InputError {
  return new InputError(
    'config-invalid',
    `[default] in the AWS ${file} file was not changed: not every tool would read it as it was meant. ` +
      'Run signet doctor config to see the lines to fix.',
  )
}
