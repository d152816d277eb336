import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cliProfiles, readAsAwsCli } from '../../../../main/config/cli-view.ts'
import { isDefaultOwned, ownDefault, restoreDefault } from '../../../../main/config/default-section.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { AppError } from '../../../../main/kernel/errors.ts'
import { configText } from '../../../fakes/config-text.ts'

const line = '/opt/signet credential-process --default'
const change = { set: { credential_process: line, region: 'eu-west-1' }, remove: ['role_arn', 'sso_session'] }
const own = (text: string) => ownDefault(text, 'config', change)
const settingsOf = (text: string) => readSharedConfig(text, '').profiles.get('default')?.settings

const files: readonly (readonly [what: string, text: string])[] = [
  ['nothing at all', ''],
  ['no default', '[profile a]\nregion = x\n'],
  ['no default and no end of the last line', '[profile a]\nregion = x'],
  ['no default and blank lines at the end', '[profile a]\nregion = x\n\n'],
  ['an empty section', '[default]\n\n[profile a]\nregion = x\n'],
  ['an empty section as all there is', '[default]'],
  [
    'a role',
    '# mine\n[default]\nrole_arn = r # why\nsource_profile = s\noutput=json\n\n[profile a]\nx = 1\n',
  ],
  ['CRLF', '[profile a]\r\nx = 1\r\n[default]\r\nregion = us-east-1\r\nsso_session = s'],
  ['the prefixed form', '[profile default]\nregion = us-east-1\n# end\n'],
  [
    'both forms',
    '[default]\nregion = a\n\n[profile b]\nx = 1\n\n[profile default]\nregion = c\nrole_arn = d\n',
  ],
  [
    'both forms, the other way round',
    '[profile default]\nregion = c\n[profile b]\nx = 1\n[default]\nrole_arn = d',
  ],
  ['a byte order mark', '\ufeff[default]\nregion = a\n'],
  [
    'ours for one profile',
    '[default]\ncredential_process = /opt/signet credential-process --profile default\n',
  ],
  ['a nested block', '[default]\ns3 =\n    max_concurrent_requests = 2\nregion = a\n'],
]

describe('ownDefault', () => {
  it.each(files)(
    'takes over %s, so that every tool reads it, and gives it back byte for byte',
    (_what, text) => {
      const { text: owned, kept } = own(text)
      const settings = settingsOf(owned)
      expect([isDefaultOwned(settings), settings?.get('region')?.value, settings?.has('role_arn')]).toEqual([
        true,
        'eu-west-1',
        false,
      ])
      const view = readAsAwsCli({ text: owned, encoding: 'utf-8' })
      const cli = cliProfiles(view).get('default')
      expect([cli?.get('credential_process')?.value, cli?.has('role_arn')]).toEqual([line, false])
      expect(restoreDefault(owned, 'config', kept)).toBe(text)
    },
  )

  it('changes no byte outside of the section', () => {
    const text = '#a\n[profile a]\nx=1\n\n[default]\noutput=json\nrole_arn=r\n#b\n\n[profile b]\ny =2\n'
    expect(own(text).text).toBe(
      '#a\n[profile a]\nx=1\n\n[default]\noutput=json\ncredential_process = ' +
        `${line}\nregion = eu-west-1\n#b\n\n[profile b]\ny =2\n`,
    )
  })

  it.each([
    [
      'an indented header, which the AWS CLI reads as part of what comes before',
      '\ufeff[profile default]\n [a]',
    ],
  ])('refuses what it could not give back: %s', (_what, text) => {
    expect(() => own(text)).toThrow(/was not changed/)
  })

  it('gives back any file that it took over, and leaves every other profile as it was (T25)', () => {
    let taken = 0
    fc.assert(
      fc.property(configText, (text) => {
        let owned: ReturnType<typeof own>
        try {
          owned = own(text)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError)
          return
        }
        taken += 1
        expect(restoreDefault(owned.text, 'config', owned.kept)).toBe(text)
        const others = (whole: string) =>
          [...readSharedConfig(whole, '').profiles]
            .filter(([name]) => name !== 'default')
            .map(([name, { settings }]) => [name, [...settings].map(([key, { value }]) => [key, value])])
        expect(others(owned.text)).toEqual(others(text))
      }),
      { numRuns: 4_000 },
    )
    expect(taken).toBeGreaterThan(1_500)
  })
})

describe('restoreDefault', () => {
  const text = '[default]\nrole_arn = r\nsource_profile = s\nregion = us-east-1\n\n[profile a]\nx = 1\n'
  const removing = { ...change, remove: ['role_arn', 'source_profile'] }
  const { text: owned, kept } = ownDefault(text, 'config', removing)

  it('keeps what somebody put into the section meanwhile, and what they changed', () => {
    const touched = owned.replace('region = eu-west-1\n', 'region = af-south-1\noutput = text\n')
    expect(restoreDefault(touched, 'config', kept)).toBe(
      '[default]\nregion = af-south-1\noutput = text\nrole_arn = r\nsource_profile = s\n\n[profile a]\nx = 1\n',
    )
  })

  it('keeps sections that were added and changed elsewhere', () => {
    const touched = `[profile new]\ny = 2\n\n${owned}\n[profile z]\n`
    expect(restoreDefault(touched, 'config', kept)).toBe(`[profile new]\ny = 2\n\n${text}\n[profile z]\n`)
  })

  it('takes away the section that it made, from between others', () => {
    const made = own('[profile a]\nx = 1')
    const touched = `${made.text}\n[profile z]\ny = 2\n`
    expect(restoreDefault(touched, 'config', made.kept)).toBe('[profile a]\nx = 1\n\n[profile z]\ny = 2\n')
  })

  it('takes only its own line where nothing was kept', () => {
    expect(restoreDefault(owned, 'config', undefined)).toBe(
      '[default]\nregion = eu-west-1\n\n[profile a]\nx = 1\n',
    )
  })

  it('leaves a section alone that somebody else took over', () => {
    const theirs = owned.replace(line, '/usr/bin/other')
    expect(restoreDefault(theirs, 'config', kept)).toContain('credential_process = /usr/bin/other')
    expect(restoreDefault('[profile a]\n', 'config', kept)).toBe('[profile a]\n')
  })
})
