/**
 * What the real botocore and the real SDK for JavaScript read after an edit: the same as before, but for the edit.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/core/config'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSharedConfig } from '../../main/config/profiles.ts'
import { Botocore, botocoreAbsence } from '../fakes/botocore.ts'
import { configText } from '../fakes/config-text.ts'
import { editsOf, newValue, type TriedEdit } from '../fakes/edits-of.ts'
import { type SampleFile, sampleFiles, sevenThousandLines } from '../unit/main/config/samples.ts'

type Profiles = Readonly<Record<string, Readonly<Record<string, unknown>>>>
type MadeEdit = TriedEdit & { readonly text: string }

const files: readonly SampleFile[] = [
  ...sampleFiles,
  { name: '7,000 lines', file: 'config', text: sevenThousandLines() },
]
const generated: readonly SampleFile[] = fc
  .sample(configText, { numRuns: Number(process.env.SIGNET_CONFIG_FILES ?? 2_000), seed: 36 })
  .map((text, index) => ({ name: `generated ${index}`, file: 'config', text }))

const absence = botocoreAbsence()
const why = absence ? ` (skipped: ${absence})` : ''

describe.skipIf(absence)(`the real botocore${why}`, () => {
  let botocore: Botocore
  beforeAll(() => {
    botocore = new Botocore()
  })
  afterAll(() => botocore.close())

  const read = async (text: string, { file }: Pick<SampleFile, 'file'>): Promise<Profiles | undefined> => {
    const { refused, profiles, sections } = await botocore.read(new TextEncoder().encode(text))
    return refused === undefined ? (file === 'config' ? profiles : sections) : undefined
  }

  it.each([
    [files.length, 'hand-written', files],
    [generated.length, 'generated', generated],
  ] as const)('reads %i %s files after each edit as meant (R34)', async (_, kind, all) => {
    const counts = { edits: 0, compared: 0, refusedBefore: 0, notSeen: 0 }
    for (const sample of all) {
      const before = await read(sample.text, sample)
      for (const edit of made(sample)) {
        counts.edits += 1
        if (before === undefined) {
          counts.refusedBefore += 1
          continue
        }
        const after = await read(edit.text, sample)
        // A section that Python knows by another name, such as `[ ci ]`, it reads by that name before and after.
        if (edit.kind !== 'new section' && before[edit.address.name] === undefined) {
          counts.notSeen += 1
          continue
        }
        // Keys of [DEFAULT] are in every section, whatever is done to one.
        const isShared = sample.text.includes('[DEFAULT]')
        expect(after, `${edit.kind} in ${sample.name}`).toBeDefined()
        expect(compared(after ?? {}, edit, isShared), `${edit.kind} in ${sample.name}`).toEqual(
          compared(meant(before, edit), edit, isShared),
        )
        counts.compared += 1
      }
    }
    console.log(`botocore, ${all.length} ${kind} files: ${JSON.stringify(counts)}, 0 differ`)
    expect(counts.compared).toBeGreaterThan(all.length / 4)
  })
})

describe('the real SDK for JavaScript', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signet-config-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const read = async (text: string, { file }: Pick<SampleFile, 'file'>): Promise<Profiles> => {
    const path = join(folder, 'file')
    writeFileSync(path, text)
    const none = join(folder, 'none')
    const [configFilepath, filepath] = file === 'config' ? [path, none] : [none, path]
    const { configFile, credentialsFile } = await loadSharedConfigFiles({
      configFilepath,
      filepath,
      ignoreCache: true,
    })
    return (file === 'config' ? configFile : credentialsFile) as Profiles
  }

  it.each([
    [files.length, 'hand-written', files],
    [generated.length, 'generated', generated],
  ] as const)('reads %i %s files after each edit as meant (R34)', async (_, kind, all) => {
    const counts = { edits: 0, compared: 0, readOtherwise: 0 }
    for (const sample of all) {
      const before = await read(sample.text, sample)
      // With a section of that name it reads nothing, it makes one of both forms of [default], and some headers are
      // none to it, so that their keys go to the section before.
      const { text } = sample
      const isOdd = text.includes('__proto__') || isTwice(text) || hasLostHeader(text)
      const isTakenAsMeant = !isOdd && inOrder(before) === inOrder(bySpecification(sample))
      for (const edit of made(sample)) {
        counts.edits += 1
        // What it takes in another way than the specification, it takes so before and after.
        if (!isTakenAsMeant || (edit.kind !== 'new section' && !before[edit.address.name])) {
          counts.readOtherwise += 1
          continue
        }
        const after = await read(edit.text, sample)
        expect(compared(after, edit), `${edit.kind} in ${sample.name}`).toEqual(
          compared(meant(before, edit), edit),
        )
        counts.compared += 1
      }
    }
    console.log(`JavaScript, ${all.length} ${kind} files: ${JSON.stringify(counts)}, 0 differ`)
    expect(counts.compared).toBeGreaterThan(all.length / 4)
  })
})

function made({ text, file }: SampleFile): readonly MadeEdit[] {
  return editsOf(text, file).flatMap((edit) =>
    edit.text === undefined ? [] : [{ ...edit, text: edit.text }],
  )
}

function hasLostHeader(text: string): boolean {
  const headers = text.split(/\r?\n|\r/).filter((line) => /^\ufeff?\s*\[/.test(line))
  const seen =
    /^\ufeff?\[(default|[\w@.+/-]+|(profile|sso-session|services)[ \t]["']?[\w@%:.+/-]+["']?)\]([ \t]+[#;].*)?[ \t]*$/
  return headers.some((line) => !seen.test(line))
}

function isTwice(text: string): boolean {
  return /^\ufeff?\[default\]/m.test(text) && /^\ufeff?\[profile[ \t]+["']?default\b/m.test(text)
}

/** As JavaScript gives it: without continuation lines, and a block key by key. */
function bySpecification({ text, file }: SampleFile): Profiles {
  const { profiles } = file === 'config' ? readSharedConfig(text, '') : readSharedConfig('', text)
  const entries = [...profiles].map(([name, { settings }]) => {
    const own = [...settings].flatMap(([key, { value }]) => {
      const [first = '', ...more] = value.split('\n')
      if (first !== '') return [[key, first]]
      return more.map((line) => {
        const [child = '', ...rest] = line.split('=')
        return [`${key}.${child.trim()}`, rest.join('=').trim()]
      })
    })
    return [name, Object.fromEntries(own)]
  })
  return Object.fromEntries(entries)
}

/** Profiles without a key say nothing, and the order is no matter. */
function inOrder(profiles: Profiles): string {
  const sorted = Object.entries(profiles).map(([name, own]) => [name, Object.entries(own).sort()] as const)
  return JSON.stringify(sorted.filter(([, own]) => own.length > 0).sort())
}

/** What must be read, from what was. */
function meant(before: Profiles, { address, kind, key }: MadeEdit): Profiles {
  const { [address.name]: old, ...others } = before
  if (kind === 'remove section') return others
  const { [key]: _, ...rest } = old ?? {}
  const own = kind === 'remove key' ? rest : { ...rest, [key]: newValue }
  return { ...others, [address.name]: own }
}

/** Without what a block leaves behind, and the profile itself where its own keys say nothing. */
function compared(profiles: Profiles, { address, key }: MadeEdit, isShared = false): Profiles {
  const { [address.name]: own = {}, ...others } = profiles
  const left = Object.entries(own).filter(
    ([name]) => !name.startsWith(`${key}.`) && (name === key || name.toLowerCase() !== key),
  )
  return isShared ? others : { ...others, [address.name]: Object.fromEntries(left) }
}
