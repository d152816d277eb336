import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CliSection, cliProfiles, cliSsoSessions, readAsAwsCli } from '../../main/config/cli-view.ts'
import { splitPosixWords } from '../../main/config/posix-words.ts'
import { decodeConfigText } from '../../main/config/text.ts'
import { Botocore, botocoreAbsence } from '../fakes/botocore.ts'
import { configBytes } from '../fakes/config-text.ts'

const absence = botocoreAbsence()
const why = absence ? ` (skipped: ${absence})` : ''
const files = Number(process.env.SIGNET_CONFIG_FILES ?? 4_000)

describe.skipIf(absence)(`the real botocore${why}`, () => {
  let botocore: Botocore
  beforeAll(() => {
    botocore = new Botocore()
  })
  afterAll(() => botocore.close())

  it(`takes and refuses the same ${files} generated files as we say`, async () => {
    const counts = { taken: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(configBytes, async (bytes) => {
        const real = await botocore.read(bytes)
        const view = readAsAwsCli(decodeConfigText(bytes))
        expect(view.rejections.length > 0, JSON.stringify(view.rejections)).toBe(real.refused !== undefined)
        counts[real.refused === undefined ? 'taken' : 'refused'] += 1
        if (real.refused !== undefined) return
        expect(plain(view.sections)).toEqual(flat(real.sections))
        expect(plain(cliProfiles(view))).toEqual(flat(real.profiles))
        expect(plain(cliSsoSessions(view))).toEqual(flat(real.ssoSessions))
      }),
      { numRuns: files },
    )
    console.log(`botocore took ${counts.taken} and refused ${counts.refused} of ${files} files`)
    // Each side must have been tried, or the test says nothing.
    expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(files / 20)
  })

  it('splits a command line as we do', async () => {
    const pieces = fc.constantFrom('a', ' ', '\t', "'", '"', '\\', '$', 'ü', '\n', '#', '\u00a0', '`')
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
        const line = parts.join('')
        expect(splitPosixWords(line) ?? null).toEqual(await botocore.split(line))
      }),
      { numRuns: 3_000 },
    )
  })
})

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>

function plain(sections: ReadonlyMap<string, CliSection>): Record<string, Record<string, string>> {
  return Object.fromEntries(
    [...sections].map(([name, options]) => [
      name,
      Object.fromEntries([...options].map(([key, { value }]) => [key, value])),
    ]),
  )
}

/** botocore gives a block as an object; a block is compared by its presence, and its text by our own tests. */
function flat(sections: Sections): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(sections).map(([name, options]) => [
      name,
      Object.fromEntries(
        Object.entries(options).map(([key, value]) => [
          key,
          typeof value === 'string' ? value : expect.stringMatching(/^\n/),
        ]),
      ),
    ]),
  )
}
