/**
 * Files come back as they were, and an edit changes its own lines alone: on hand-written files in all states that tools
 * leave them in, on one of 7,000 lines, and on 100,000 generated ones.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAsAwsCli } from '../../main/config/cli-view.ts'
import { editSection, removeSection } from '../../main/config/edit.ts'
import { joinLines, parseConfig } from '../../main/config/parse.ts'
import { readSharedConfig, type SharedConfig } from '../../main/config/profiles.ts'
import { type ConfigFileKind, readSections, sectionsNamed } from '../../main/config/sections.ts'
import { decodeConfigText, encodeConfigText } from '../../main/config/text.ts'
import { configBytes } from '../fakes/config-text.ts'
import { editsOf, newValue, type TriedEdit } from '../fakes/edits-of.ts'
import { strayLines } from '../fakes/own-lines.ts'
import { sampleFiles, sevenThousandLines } from '../unit/main/config/samples.ts'

const generated = Number(process.env.SIGNET_CONFIG_FILES ?? 100_000)
const files = [...sampleFiles, { name: '7,000 lines', file: 'config' as const, text: sevenThousandLines() }]

describe('a no-op edit', () => {
  it(`leaves each of ${files.length} files as it was, byte by byte (R34)`, () => {
    let edits = 0
    for (const { name, file, text } of files) {
      edits += noOpEdits(text, file).length
      expect(
        noOpEdits(text, file).filter((after) => after !== text),
        name,
      ).toEqual([])
    }
    console.log(`${files.length} files, ${edits} no-op edits, 0 differ`)
    expect(edits).toBeGreaterThan(files.length * 3)
  })

  it(`leaves each of ${generated} generated files as it was, byte by byte (R34)`, () => {
    let edits = 0
    let differ = 0
    for (const bytes of fc.sample(configBytes, { numRuns: generated, seed: 34 })) {
      const decoded = decodeConfigText(bytes)
      const same = encodeConfigText({ ...decoded, text: joinLines(parseConfig(decoded.text)) })
      const isSame = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).equals(Buffer.from(same))
      const after = noOpEdits(decoded.text, 'config')
      edits += after.length
      if (!isSame || after.some((text) => text !== decoded.text)) differ += 1
    }
    console.log(`${generated} generated files, ${edits} no-op edits, ${differ} differ`)
    expect(differ).toBe(0)
  })
})

describe('an edit', () => {
  it(`changes only its own lines in ${files.length} files (R34)`, () => {
    const counts = tally(files)
    console.log(`${files.length} files: ${said(counts)}`)
    expect(counts.strays).toEqual([])
    expect(counts.made).toBeGreaterThan(files.length * 3)
  })

  it(`changes only its own lines in ${generated} generated files, and is what the SDKs read (R34)`, () => {
    const sampled = fc.sample(configBytes, { numRuns: generated, seed: 35 })
    const counts = tally(
      sampled.map((bytes) => ({ file: 'config', text: decodeConfigText(bytes).text }) as const),
    )
    console.log(`${generated} generated files: ${said(counts)}`)
    expect(counts.strays).toEqual([])
    expect(counts.made).toBeGreaterThan(generated)
  })
})

/** What edits come to that change nothing: set what is there already, and remove what is not there. */
function noOpEdits(text: string, file: ConfigFileKind): readonly string[] {
  const parsed = parseConfig(text)
  const { lines } = parsed
  const { sections } = readSections(parsed, file)
  const section = sections.find(({ type }) => type === 'profile')
  const missing = { file, type: 'profile', name: 'not-there' } as const
  // Two values of one key are made one by an edit, also where the AWS CLI alone reads the second: after a colon, or after
  // white space that only Python knows.
  const { rejections } = readAsAwsCli({ text, encoding: 'utf-8' })
  const isDoubled =
    rejections.some(({ kind }) => kind === 'duplicate-key') ||
    lines.some((line) => /^[\u00a0\u0085]/.test(line.text))
  const always = [joinLines(parsed), removeSection(text, missing).text]
  if (!section) return always
  const address = { file, type: 'profile', name: section.name } as const
  const plain = sectionsNamed(sections, 'profile', section.name)
    .flatMap(({ properties }) => properties)
    .filter(({ name }, index, all) => !all.slice(index + 1).some((later) => later.name === name))
    .find(({ line, name }) => isPlain(lines[line - 1]?.text ?? '', name))
  return [
    ...always,
    ...attempt(() => editSection(text, address, { remove: ['not-there'] }).text),
    ...(isDoubled || plain === undefined || plain.line !== plain.lastLine
      ? []
      : attempt(() => editSection(text, address, { set: { [plain.name]: plain.value } }).text)),
  ]
}

/** A key as every tool writes it: an edit that sets the same value has nothing to mend. */
function isPlain(line: string, name: string): boolean {
  return new RegExp(`^${name} ?= ?[A-Za-z0-9:/._-]+[ \\t]*$`).test(line)
}

function attempt(edit: () => string): readonly string[] {
  try {
    return [edit()]
  } catch {
    // What stands in the way of an edit is said, and nothing is written.
    return []
  }
}

interface Tally {
  made: number
  refused: number
  strays: string[]
}

function tally(all: readonly { readonly file: ConfigFileKind; readonly text: string }[]): Tally {
  const counts: Tally = { made: 0, refused: 0, strays: [] }
  for (const { file, text } of all) {
    for (const edit of editsOf(text, file)) {
      if (edit.text === undefined) {
        counts.refused += 1
        continue
      }
      counts.made += 1
      const made = { ...edit, text: edit.text }
      const stray = strayLines(text, made) ?? misread(text, made)
      if (stray !== undefined)
        counts.strays.push(
          `${edit.kind} ${edit.address.name} ${edit.key} in ${JSON.stringify(text)}: ${stray}`,
        )
    }
  }
  return { ...counts, strays: counts.strays.slice(0, 5) }
}

/** What the SDKs would read otherwise than meant, by our own reader; others are asked in `interop/`. */
function misread(
  before: string,
  { address, kind, key, text }: TriedEdit & { readonly text: string },
): string | undefined {
  const read = (content: string): SharedConfig =>
    address.file === 'config' ? readSharedConfig(content, '') : readSharedConfig('', content)
  const [old, now] = [plain(read(before)), plain(read(text))]
  const own: Record<string, string> = { ...old.get(address.name) }
  if (kind === 'remove section') old.delete(address.name)
  else if (kind === 'remove key') delete own[key]
  else own[key] = newValue
  if (kind !== 'remove section') old.set(address.name, own)
  const [expected, found] = [old, now].map(inOrder)
  return expected === found ? undefined : `read as ${found}, meant ${expected}`
}

function inOrder(profiles: ReadonlyMap<string, Readonly<Record<string, string>>>): string {
  const sorted = [...profiles].map(([name, settings]) => [name, Object.entries(settings).sort()] as const)
  return JSON.stringify(sorted.sort())
}

function plain({ profiles }: SharedConfig): Map<string, Record<string, string>> {
  return new Map(
    [...profiles].map(([name, { settings }]) => [
      name,
      Object.fromEntries([...settings].map(([key, { value }]) => [key, value])),
    ]),
  )
}

function said({ made, refused, strays }: Tally): string {
  return `${made} edits, ${refused} refused, ${strays.length} changed other lines`
}
