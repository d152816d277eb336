import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editSection, removeSection } from '../../main/config/edit.ts'
import type { SectionAddress } from '../../main/config/sections.ts'
import { InputError } from '../../main/kernel/errors.ts'
import { Botocore, type BotocoreReading, botocoreAbsence } from '../fakes/botocore.ts'
import { configText } from '../fakes/config-text.ts'
import { fileVectors } from '../unit/main/config/vectors.ts'

const absence = botocoreAbsence()
const why = absence ? ` (skipped: ${absence})` : ''
const files = Number(process.env.SIGNET_CONFIG_FILES ?? 3_000)

describe.skipIf(absence)(`an edit, read back by the real botocore${why}`, () => {
  let botocore: Botocore
  beforeAll(() => {
    botocore = new Botocore()
  })
  afterAll(() => botocore.close())

  const read = (text: string) => botocore.read(new TextEncoder().encode(text))
  const address = (name: string): SectionAddress => ({ file: 'config', type: 'profile', name })

  it.each(fileVectors)('agrees with us on $name', async ({ text, awsCliRefuses }) => {
    expect((await read(text)).refused !== undefined).toBe(awsCliRefuses)
  })

  it.each(fileVectors)(
    'finds the edit in $name, and all else as before',
    async ({ name, text, file, profiles }) => {
      const at: SectionAddress = { file, type: 'profile', name: profiles[0] ?? 'signet' }
      const edited = editOrRefusal(text, at, {
        credential_process: '/bin/signet credential-process --profile x',
      })
      // These two are refused: the AWS CLI does not find the section at all.
      const isInTheWay = ['outer spaces in header', 'credentials with outer spaces'].includes(name)
      expect(edited === undefined).toBe(isInTheWay)
      if (edited === undefined) return
      const [before, after] = [await read(text), await read(edited)]
      expect(after.refused).toBe(before.refused)
      if (before.refused === undefined)
        expectOnly(before, after, at, 'credential_process', '/bin/signet credential-process --profile x')
    },
  )

  it(`finds the edit in ${files} generated files, and all else as before`, async () => {
    const counts = { compared: 0, refusedBefore: 0, refusedByUs: 0 }
    // The keys of [DEFAULT] would be in a new section too.
    const withoutDefaults = configText.map((text) => text.replaceAll('DEFAULT', 'profile c'))
    const names = fc.constantFrom('a', 'b', 'default', 'fresh')
    await fc.assert(
      fc.asyncProperty(withoutDefaults, names, fc.constantFrom('region', 'key'), async (text, name, key) => {
        const before = await read(text)
        const edited = editOrRefusal(text, address(name), { [key]: 'THE NEW' })
        if (edited === undefined) counts.refusedByUs += 1
        else if (before.refused !== undefined) counts.refusedBefore += 1
        else {
          counts.compared += 1
          expectOnly(before, await read(edited), address(name), key, 'THE NEW')
        }
      }),
      { numRuns: files },
    )
    console.log(
      `compared ${counts.compared}, refused before ${counts.refusedBefore}, by us ${counts.refusedByUs}`,
    )
    expect(counts.compared).toBeGreaterThan(files / 4)
  })

  it('never reads a second key or section from a hostile name or value (T25)', async () => {
    const signs = [
      'a',
      ']',
      '[',
      '\n',
      '\r',
      ' ',
      '#',
      ';',
      '=',
      ':',
      '"',
      "'",
      '\\',
      '\u2028',
      '\u0085',
      '\u001d',
    ]
    const hostile = fc.array(fc.constantFrom(...signs), { maxLength: 6 }).map((parts) => parts.join(''))
    const nameParts = fc.array(fc.constantFrom('a', 'b', '-', '/', '.', '%', '@', '_', ':', '+', ']', '\n'), {
      minLength: 1,
      maxLength: 6,
    })
    const own = '[profile own]\nk = v\n'
    await fc.assert(
      fc.asyncProperty(nameParts, hostile, async (parts, value) => {
        const name = parts.join('')
        const edited = editOrRefusal(own, address(name), { credential_process: value })
        if (edited === undefined) return
        expect(await read(edited)).toMatchObject({
          profiles: { own: { k: 'v' }, [name]: { credential_process: value } },
          sections: { 'profile own': { k: 'v' }, [`profile ${name}`]: { credential_process: value } },
        })
        expect(Object.keys((await read(edited)).sections)).toHaveLength(2)
      }),
      { numRuns: 1_500 },
    )
  })

  it('sees a section gone that was removed, and the others as before', async () => {
    const refused: string[] = []
    for (const { name: vector, text, file, profiles, awsCliRefuses } of fileVectors) {
      const [name] = profiles
      if (name === undefined || awsCliRefuses) continue
      const before = await read(text)
      const removed = tried(() => removeSection(text, { file, type: 'profile', name }).text)
      // The AWS CLI reads it in a way in which it cannot be taken out.
      if (removed === undefined) {
        refused.push(vector)
        continue
      }
      const after = await read(removed)
      const left = Object.entries(before.sections).filter(([header]) => header in after.sections)
      expect(after.sections).toEqual(Object.fromEntries(left))
    }
    expect(refused).toEqual([])
  })
})

function editOrRefusal(text: string, at: SectionAddress, set: Record<string, string>): string | undefined {
  return tried(() => editSection(text, at, { set }).text)
}

function tried(edit: () => string): string | undefined {
  try {
    return edit()
  } catch (thrown) {
    if (thrown instanceof InputError) return undefined
    throw thrown
  }
}

/** Everything as before, but the one value of the one profile. */
function expectOnly(
  before: BotocoreReading,
  after: BotocoreReading,
  { file, name }: SectionAddress,
  key: string,
  value: string,
): void {
  expect(after.refused).toBeUndefined()
  const pick = (reading: BotocoreReading) => (file === 'config' ? reading.profiles : reading.sections)
  expect(pick(after)).toEqual({ ...pick(before), [name]: { ...pick(before)[name], [key]: value } })
  expect(after.ssoSessions).toEqual(before.ssoSessions)
}
