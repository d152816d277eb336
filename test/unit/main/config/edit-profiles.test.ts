import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAsAwsCli } from '../../../../main/config/cli-view.ts'
import { editSection, removeSection } from '../../../../main/config/edit.ts'
import { editProfiles, type ProfileChange } from '../../../../main/config/edit-profiles.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { decodeConfigText } from '../../../../main/config/text.ts'
import { AppError } from '../../../../main/kernel/errors.ts'
import { configBytes } from '../../../fakes/config-text.ts'

const edited = (text: string, changes: Record<string, ProfileChange>): string =>
  editProfiles(text, 'config', new Map(Object.entries(changes)))

/** What one edit after the other makes of it. */
function oneByOne(text: string, changes: Record<string, ProfileChange>): string {
  let result = text
  for (const [name, change] of Object.entries(changes)) {
    const address = { file: 'config', type: 'profile', name } as const
    result =
      change === 'remove' ? removeSection(result, address).text : editSection(result, address, change).text
  }
  return result
}

describe('editProfiles', () => {
  it('sets, removes and adds, and leaves every other byte', () => {
    const text =
      '# mine\r\n[profile a]\r\nregion = x # c\r\n\r\n[profile b]\r\nsso_session = s\r\n; end\r\n\r\n[profile c]\r\nx = 1\r\n\r\n[default]\r\noutput=json'
    const changes = {
      a: { set: { region: 'y' } },
      b: { set: { credential_process: 'p' }, remove: ['sso_session'] },
      c: 'remove',
      d: { set: { region: 'z' } },
      e: { set: { region: 'z' } },
    } as const
    const result = edited(text, changes)
    expect(result).toBe(
      '# mine\r\n[profile a]\r\n# c\r\nregion = y\r\n\r\n[profile b]\r\ncredential_process = p\r\n; end\r\n\r\n' +
        '[default]\r\noutput=json\r\n\r\n[profile d]\r\nregion = z\r\n\r\n[profile e]\r\nregion = z\r\n',
    )
    expect(result).toBe(oneByOne(text, changes))
  })

  it('makes the first file there is', () => {
    const changes = { a: { set: { region: 'x' } }, b: { set: { region: 'y' } } }
    expect(edited('', changes)).toBe('[profile a]\nregion = x\n\n[profile b]\nregion = y\n')
    expect(edited('', {})).toBe('')
  })

  it('does nothing at all when one of the names is not safe (T25)', () => {
    const changes = { a: { set: { region: 'x' } }, 'b]\n[profile c': { set: { region: 'y' } } }
    expect(() => edited('', changes)).toThrow(expect.objectContaining({ code: 'profile-name-invalid' }))
    expect(() => edited('', { a: { set: { region: 'x\ncredential_process = y' } } })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  })

  it('refuses when another line of the file would take the values away', () => {
    // The AWS CLI knows both as profile `a`, and the later one replaces the former.
    const text = '[profile a]\nregion = x\n\n[profilex a]\nregion = y\n'
    expect(() => edited(text, { a: { set: { region: 'z' } }, b: { set: { region: 'z' } } })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
    expect(edited(text, { b: { set: { region: 'z' } } })).toContain('[profile b]')
  })

  it('refuses when another profile would be lost with the lines that go', () => {
    const text = 'region = x\n[profile a]\n [default]\noutput = json\n'
    expect(() => edited(text, { a: 'remove' })).toThrow(expect.objectContaining({ code: 'config-invalid' }))
  })

  const change: fc.Arbitrary<ProfileChange> = fc.oneof(
    fc.constant('remove' as const),
    fc.record({
      set: fc.record(
        {
          region: fc.constantFrom('eu-central-1', 'x y'),
          credential_process: fc.constantFrom('/opt/s -p a'),
        },
        { requiredKeys: [] },
      ),
      remove: fc.subarray(['sso_session', 'output', 'region']),
    }),
  )
  const changes = fc.dictionary(fc.constantFrom('a', 'b', 'default', 'c', 'dev', 'new-1', 'new/2'), change, {
    maxKeys: 5,
    noNullPrototype: true,
  })

  it('means the same as one edit after the other, on any file, and touches no other profile', () => {
    const counts = { edited: 0, refused: 0 }
    fc.assert(
      fc.property(configBytes, changes, (bytes, wanted) => {
        const { text } = decodeConfigText(bytes)
        const all = attempt(() => edited(text, wanted))
        const each = attempt(() => oneByOne(text, wanted))
        if (all === undefined) {
          counts.refused += 1
          return
        }
        counts.edited += 1
        const before = valuesOf(text)
        const after = valuesOf(all)
        for (const [name, values] of Object.entries(before)) {
          if (wanted[name] === undefined) expect(after[name]).toEqual(values)
        }
        // One after the other may lose an indented section of a broken file; all at once keeps it or refuses.
        if (each !== undefined && !/^\s+\[/m.test(text)) expect(after).toEqual(valuesOf(each))
        const refusedBefore = readAsAwsCli({ text, encoding: 'utf-8' }).rejections.length > 0
        if (!refusedBefore) expect(readAsAwsCli({ text: all, encoding: 'utf-8' }).rejections).toEqual([])
      }),
      { numRuns: Number(process.env.SIGNET_CONFIG_FILES ?? 3_000) },
    )
    expect(Math.min(counts.edited, counts.refused)).toBeGreaterThan(20)
  })
})

function attempt(work: () => string): string | undefined {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof AppError) return undefined
    throw thrown
  }
}

function valuesOf(text: string): Record<string, Record<string, string>> {
  return Object.fromEntries(
    [...readSharedConfig(text, '').profiles].map(([name, { settings }]) => [
      name,
      Object.fromEntries([...settings].map(([key, { value }]) => [key, value])),
    ]),
  )
}
