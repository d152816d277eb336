/** `[default]` while Signet stands behind it, and a renamed profile, as botocore and the SDK for JavaScript read them. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownDefault } from '../../main/config/default-section.ts'
import { renameInFile } from '../../main/config/rename-profile.ts'
import { AppError } from '../../main/kernel/errors.ts'
import { Botocore, botocoreAbsence } from '../fakes/botocore.ts'
import { configText } from '../fakes/config-text.ts'
import { readByJavaScript } from './read-by-javascript.ts'

const line = '/opt/signet credential-process --default'
const change = {
  set: { credential_process: line, region: 'eu-west-1' },
  remove: ['role_arn', 'source_profile', 'sso_session'],
}
const files = [
  ['no default', '[profile a]\nregion = x\n'],
  ['a role', '[default]\nrole_arn = r\nsource_profile = s\noutput = json\n'],
  ['the prefixed form', '[profile default]\nsso_session = s\nregion = us-east-1\n'],
  ['both forms', '[default]\nregion = a\nrole_arn = r\n[profile b]\nx = 1\n[profile default]\nregion = c\n'],
  [
    'both forms, the other way round',
    '[profile default]\nregion = c\n[profile b]\nx = 1\n[default]\nrole_arn = d',
  ],
] as const

describe('[default] with Signet behind it, read by the AWS SDK for JavaScript', () => {
  it.each(files)('asks Signet and nobody else, with %s', async (_what, text) => {
    const { role_arn, sso_session, ...settings } =
      (await readByJavaScript(ownDefault(text, 'config', change).text)).default ?? {}
    expect(settings).toMatchObject({ credential_process: line, region: 'eu-west-1' })
    expect([role_arn, sso_session]).toEqual([undefined, undefined])
  })
})

const absence = botocoreAbsence()
const why = absence ? ` (skipped: ${absence})` : ''

describe.skipIf(absence)(`read by the real botocore${why}`, () => {
  let botocore: Botocore
  beforeAll(() => {
    botocore = new Botocore()
  })
  afterAll(() => botocore.close())
  const read = (text: string) => botocore.read(new TextEncoder().encode(text))

  it.each(files)('[default] asks Signet and nobody else, with %s', async (_what, text) => {
    const { role_arn, sso_session, ...settings } =
      (await read(ownDefault(text, 'config', change).text)).profiles.default ?? {}
    expect(settings).toMatchObject({ credential_process: line, region: 'eu-west-1' })
    expect([role_arn, sso_session]).toEqual([undefined, undefined])
  })

  it('in generated files: [default] is as wanted, and every other profile as before (T25)', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(configText, async (text) => {
        // The keys of [DEFAULT] would be in a new section too.
        const before = text.replaceAll('DEFAULT', 'profile c')
        const owned = attempt(() => ownDefault(before, 'config', change).text)
        const was = await read(before)
        if (owned === undefined || was.refused !== undefined) return
        compared += 1
        const { default: own, ...others } = (await read(owned)).profiles
        const { default: _, ...others0 } = was.profiles
        expect(own).toMatchObject(change.set)
        expect(others).toEqual(others0)
      }),
      { numRuns: 1_500 },
    )
    expect(compared).toBeGreaterThan(200)
  })

  it('in generated files: a renamed profile is the same under its new name, and nothing else changed (T25)', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(configText, fc.constantFrom('a', 'b', 'x.y'), async (text, from) => {
        const before = text.replaceAll('DEFAULT', 'profile c')
        const renaming = { from, to: 'new.name', credentialProcess: line }
        const renamed = attempt(() => renameInFile(before, 'config', renaming))
        if (renamed === undefined || renamed === before) return
        const was = await read(before)
        if (was.refused !== undefined) return
        compared += 1
        const { 'new.name': own, ...others } = (await read(renamed)).profiles
        const { [from]: own0, ...others0 } = was.profiles
        expect([own, others]).toEqual([own0, others0])
      }),
      { numRuns: 3_000 },
    )
    expect(compared).toBeGreaterThan(80)
  })
})

/** Undefined where it is refused, as it may be for an odd file. */
function attempt(work: () => string): string | undefined {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof AppError) return undefined
    throw thrown
  }
}
