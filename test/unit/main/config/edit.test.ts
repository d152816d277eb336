import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cliProfiles, readAsAwsCli } from '../../../../main/config/cli-view.ts'
import { editSection, removeSection } from '../../../../main/config/edit.ts'
import { parseConfig } from '../../../../main/config/parse.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import type { SectionAddress } from '../../../../main/config/sections.ts'
import { InputError } from '../../../../main/kernel/errors.ts'
import { configText } from '../../../fakes/config-text.ts'
import { manyProfiles } from './vectors.ts'

function profile(name: string): SectionAddress {
  return { file: 'config', type: 'profile', name }
}

function set(text: string, name: string, values: Record<string, string>): string {
  return editSection(text, profile(name), { set: values }).text
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof InputError) return thrown.code
    throw thrown
  }
  return undefined
}

describe('editSection', () => {
  it.each([
    [
      'replaces a value',
      '[profile a]\nregion = x\noutput = json\n',
      '[profile a]\nregion = NEW\noutput = json\n',
    ],
    ['keeps the spacing', '[profile a]\nregion=x\n', '[profile a]\nregion=NEW\n'],
    ['keeps tabs before the value', '[profile a]\nregion\t=\t x\n', '[profile a]\nregion\t=\t NEW\n'],
    ['keeps CRLF', '[profile a]\r\nregion = x\r\n', '[profile a]\r\nregion = NEW\r\n'],
    ['keeps a missing final newline', '[profile a]\nregion = x', '[profile a]\nregion = NEW'],
    ['fills an empty value', '[profile a]\nregion =\n', '[profile a]\nregion = NEW\n'],
    ['fills an empty value without spaces', '[profile a]\nregion=\n', '[profile a]\nregion=NEW\n'],
    ['writes the name in lower case', '[profile a]\nRegion = x\n', '[profile a]\nregion = NEW\n'],
    [
      'drops the lines that went on',
      '[profile a]\nregion = x\n  y\n  z\nk = v\n',
      '[profile a]\nregion = NEW\nk = v\n',
    ],
    ['moves a comment above', '[profile a]\nregion = x # home\n', '[profile a]\n# home\nregion = NEW\n'],
    ['moves a comment above, last line', '[profile a]\r\nregion = x ;c', '[profile a]\r\n;c\r\nregion = NEW'],
    ['corrects a colon', '[profile a]\nregion: x\n', '[profile a]\nregion = NEW\n'],
    ['keeps an indent', '[profile a]\n  region = x\n  k = v\n', '[profile a]\n  region = NEW\n  k = v\n'],
    ['keeps a byte order mark', '\ufeff[profile a]\nregion = x\n', '\ufeff[profile a]\nregion = NEW\n'],
    [
      'changes the last of duplicates',
      '[profile a]\nregion = x\nregion = y\n',
      '[profile a]\nregion = x\nregion = NEW\n',
    ],
    [
      'changes the one that counts of duplicate sections',
      '[profile a]\nregion = x\n[profile b]\n[profile a]\nk = v\n',
      '[profile a]\nregion = NEW\n[profile b]\n[profile a]\nk = v\n',
    ],
    [
      'adds after the last key',
      '[profile a]\nk = v\n\n# b\n[profile b]\n',
      '[profile a]\nk = v\nregion = NEW\n\n# b\n[profile b]\n',
    ],
    ['adds after a block', '[profile a]\ns3 =\n  k = v\n', '[profile a]\ns3 =\n  k = v\nregion = NEW\n'],
    [
      'adds after indented keys',
      '[profile a]\n  k = v\n  l = w\n',
      '[profile a]\n  k = v\n  l = w\nregion = NEW\n',
    ],
    ['adds below a bare header', '[profile a]\n[profile b]\n', '[profile a]\nregion = NEW\n[profile b]\n'],
    ['adds to a bare header without newline', '[profile a]', '[profile a]\nregion = NEW\n'],
    [
      'adds with the line end of its place',
      '[profile b]\n[profile a]\r\nk = v\r\n',
      '[profile b]\n[profile a]\r\nk = v\r\nregion = NEW\r\n',
    ],
    ['adds to a quoted name', '[profile "a"]\nk = v\n', '[profile "a"]\nk = v\nregion = NEW\n'],
    ['makes a section in an empty file', '', '[profile a]\nregion = NEW\n'],
    ['makes a section at the end', '[default]\nk = v\n', '[default]\nk = v\n\n[profile a]\nregion = NEW\n'],
    ['makes a section after a blank line', '[default]\n\n', '[default]\n\n[profile a]\nregion = NEW\n'],
    [
      'makes a section after a missing newline',
      '[default]\r\nk = v',
      '[default]\r\nk = v\r\n\r\n[profile a]\r\nregion = NEW\r\n',
    ],
    ['leaves an equal value alone', '[profile a]\nregion = NEW\n', '[profile a]\nregion = NEW\n'],
  ])('%s', (_, before, after) => {
    expect(set(before, 'a', { region: 'NEW' })).toBe(after)
  })

  it('sets several keys in order', () => {
    expect(set('[profile a]\nb = 1\n', 'a', { c: '2', b: '3', d: '4' })).toBe(
      '[profile a]\nb = 3\nc = 2\nd = 4\n',
    )
  })

  it('writes the default profile as [default], and to the form that counts', () => {
    expect(set('', 'default', { k: 'v' })).toBe('[default]\nk = v\n')
    expect(set('[profile default]\nk = u\n', 'default', { k: 'v' })).toBe('[profile default]\nk = v\n')
    const both = '[default]\nk = u\n[profile default]\nk = w\n'
    expect(set(both, 'default', { k: 'v' })).toBe('[default]\nk = u\n[profile default]\nk = v\n')
  })

  it('writes the other kinds of section', () => {
    const session: SectionAddress = { file: 'config', type: 'sso-session', name: 's' }
    expect(editSection('', session, { set: { sso_region: 'x' } }).text).toBe(
      '[sso-session s]\nsso_region = x\n',
    )
    const credentials: SectionAddress = { file: 'credentials', type: 'profile', name: 'a' }
    expect(editSection('', credentials, { set: { k: 'v' } }).text).toBe('[a]\nk = v\n')
  })

  it('removes keys with all their lines and nothing else', () => {
    const before =
      '[profile a]\n# keep\nrole_arn = x\n  y\nk = v\nROLE_ARN = z\n\n[profile b]\nrole_arn = x\n'
    const after = '[profile a]\n# keep\nk = v\n\n[profile b]\nrole_arn = x\n'
    expect(editSection(before, profile('a'), { remove: ['role_arn', 'absent'] }).text).toBe(after)
  })

  it('says that a section stands twice', () => {
    const { notes } = editSection('[profile a]\nk = v\n[profile a]\n', profile('a'), { set: { k: 'w' } })
    expect(notes).toEqual([
      '[profile a] stands 2 times (lines 1, 3). The last place that counts was changed. The AWS CLI refuses a file like this.',
    ])
  })

  it.each([
    ['a header with outer spaces, which the AWS CLI does not find', '[ profile a ]\nk = v\n'],
    ['a later [default] that the AWS CLI prefers', '[profile default]\nk = v\n[default]\nk = w\n', 'default'],
    ['another section that the AWS CLI takes for this profile', '[profilex a]\nl = w\n'],
  ])('refuses rather than write what one tool would miss: %s', (_, text, name = 'a') => {
    expect(codeOf(() => set(text, name, { k: 'NEW' }))).toBe('config-invalid')
  })

  it.each([
    'a]\ncredential_process = evil',
    'a\r\n[profile b',
    'a] # ',
    'a b',
    'a"b',
    "a'b",
    'a\u0000b',
    'a#b',
    'a;b',
    'a[b',
    'a\u2028b',
    'ä',
    '',
    '__proto__',
    'x'.repeat(300),
  ])('refuses the profile name %j (T25)', (name) => {
    expect(codeOf(() => set('', name, { k: 'v' }))).toBe('profile-name-invalid')
    expect(codeOf(() => removeSection('', profile(name)))).toBe('profile-name-invalid')
  })

  it.each([
    'x\ncredential_process = evil',
    'x\rcredential_process = evil',
    'x\u0085y',
    'x\u2028y',
    'x\u0000',
    'x # y',
    'x\t;y',
    '# x',
    ' x',
    'x ',
    'x\u00a0',
    '',
    '\ud800',
  ])('refuses the value %j (T25)', (value) => {
    expect(codeOf(() => set('', 'a', { k: value }))).toBe('config-invalid')
  })

  it.each(['k\n', 'k = v', 'K', 'a b', '', '[k', '#k', 'ä'])('refuses the key name %j (T25)', (key) => {
    expect(codeOf(() => set('', 'a', { [key]: 'v' }))).toBe('config-invalid')
  })

  it('never lets hostile names and values write more than one key (T25)', () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          'a',
          'b',
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
          '%',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, hostile, (name, value) => {
        let text: string
        try {
          text = set('[profile own]\nk = v\n', name, { credential_process: value })
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(InputError)
          return
        }
        const { profiles } = readSharedConfig(text, '')
        expect([...profiles.keys()].sort()).toEqual(['own', name].sort())
        expect(
          [...(profiles.get(name)?.settings ?? [])].map(([key, setting]) => [key, setting.value]),
        ).toEqual([['credential_process', value]])
      }),
      { numRuns: 5_000 },
    )
  })

  it('leaves every other line alone, and both kinds of reader see exactly the new value', () => {
    const counts = { edited: 0, refused: 0 }
    fc.assert(
      fc.property(
        configText,
        fc.constantFrom('a', 'b', 'default', 'fresh'),
        fc.constantFrom('region', 'key', 'new_key'),
        (text, name, key) => {
          let after: string
          try {
            after = set(text, name, { [key]: 'THE NEW' })
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'config-invalid' })
            counts.refused += 1
            return
          }
          counts.edited += 1
          const settings = readSharedConfig(after, '').profiles.get(name)?.settings
          expect(settings?.get(key)?.value).toBe('THE NEW')
          const before = readAsAwsCli({ text, encoding: 'utf-8' })
          if (before.rejections.length === 0) {
            const view = readAsAwsCli({ text: after, encoding: 'utf-8' })
            expect(view.rejections).toEqual([])
            expect(cliProfiles(view).get(name)?.get(key)?.value).toBe('THE NEW')
          }
          expectOnlyOneValueChanged(text, after, name, key)
        },
      ),
      { numRuns: 10_000 },
    )
    expect(counts.edited).toBeGreaterThan(counts.refused * 10)
  })

  it('edits one of 10,000 profiles and leaves all other bytes alone', () => {
    const text = manyProfiles(10_000)
    const start = performance.now()
    const after = set(text, 'account-7000-AdministratorAccess', { region: 'us-east-1' })
    console.log(
      `one edit among 10,000 profiles, checked in both eyes: ${(performance.now() - start).toFixed(0)} ms`,
    )
    const at = text.indexOf('eu-west-1', text.indexOf('account-7000-'))
    expect(after).toBe(`${text.slice(0, at)}us-east-1${text.slice(at + 'eu-west-1'.length)}`)
  })
})

/** Everything that is read, but the one value, is as before; and so are the lines, but those of the key. */
function expectOnlyOneValueChanged(before: string, after: string, name: string, key: string): void {
  const strip = (text: string) => {
    const { profiles, ssoSessions, services } = readSharedConfig(text, '')
    return [profiles, ssoSessions, services].map((sections) =>
      [...sections]
        .map(([title, { settings }]) => [
          title,
          [...settings]
            .filter(([k]) => title !== name || k !== key)
            .map(([k, setting]) => [k, setting.value]),
        ])
        .filter(([title, settings]) => title !== name || settings?.length !== 0),
    )
  }
  expect(strip(after)).toEqual(strip(before))
  const old = parseConfig(before).lines.map((line) => line.text)
  const now = parseConfig(after).lines.map((line) => line.text)
  const gone = old.length - commonLines(old, now)
  const come = now.length - commonLines(old, now)
  // At most a blank line, a header and the key; and a last line without an end gets one.
  expect(come).toBeLessThanOrEqual(/\n$|^$/.test(before) ? 3 : 4)
  expect(gone).toBeLessThanOrEqual(1 + continuedLines(before, name, key))
}

function commonLines(old: readonly string[], now: readonly string[]): number {
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  return head + tail
}

function continuedLines(text: string, name: string, key: string): number {
  const setting = readSharedConfig(text, '').profiles.get(name)?.settings.get(key)
  const lines = parseConfig(text).lines
  let count = 0
  for (
    let line = setting?.line ?? lines.length;
    lines[line] && lines[line]?.kind !== 'key' && lines[line]?.kind !== 'header';
    line += 1
  )
    count += 1
  return count
}

describe('removeSection', () => {
  it.each([
    ['[profile a]\nk = v\n', ''],
    ['[profile b]\n\n[profile a]\nk = v\n', '[profile b]\n'],
    ['[profile a]\nk = v\n\n# about b\n[profile b]\n', '\n# about b\n[profile b]\n'],
    ['[profile c]\n\n[profile a]\ns3 =\n  k = v\n\n[profile b]\n', '[profile c]\n\n[profile b]\n'],
    ['[profile a]\nk = v\n[profile b]\n[profile a]\n', '[profile b]\n'],
    ['[profile b]\nk = v\n', '[profile b]\nk = v\n'],
  ])('turns %j into %j', (before, after) => {
    expect(removeSection(before, profile('a')).text).toBe(after)
  })

  /** A file that the AWS CLI would refuse after the edit is left alone: there is nothing to take back. */
  function setUnlessRefused(text: string): string | undefined {
    try {
      return set(text, 'fresh', { k: 'v' })
    } catch (thrown) {
      if (thrown instanceof InputError && thrown.code === 'config-invalid') return undefined
      throw thrown
    }
  }

  it('takes back a section that was added', () => {
    fc.assert(
      fc.property(configText, (text) => {
        fc.pre(/\S\n$/.test(text) && !text.includes('fresh'))
        const added = setUnlessRefused(text)
        fc.pre(added !== undefined)
        expect(removeSection(added ?? '', profile('fresh')).text).toBe(text)
      }),
      { numRuns: 1_000 },
    )
  })
})
