import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../../main/config/parse.ts'
import { type Profile, readSharedConfig } from '../../../../main/config/profiles.ts'
import { type ConfigFileKind, readSections } from '../../../../main/config/sections.ts'
import { fileVectors, specificationVectors } from './vectors.ts'

/** What makes a strict parser throw; the others make it leave something out. */
const refusing = [
  'header-unterminated',
  'key-before-section',
  'indented-line',
  'no-equals',
  'sub-property-invalid',
]

function isRefused(text: string, file: ConfigFileKind): boolean {
  return readSections(parseConfig(text), file).issues.some(({ kind }) => refusing.includes(kind))
}

function plain(profiles: ReadonlyMap<string, Profile>) {
  return Object.fromEntries(
    [...profiles].map(([name, { settings }]) => [
      name,
      Object.fromEntries([...settings].map(([key, { value }]) => [key, value])),
    ]),
  )
}

describe('readSections', () => {
  it.each(specificationVectors)('reads $name as the AWS SDKs do', (vector) => {
    const { config, credentials } = vector
    const refused = isRefused(config, 'config') || isRefused(credentials, 'credentials')
    expect(refused).toBe(vector.refused)
    if (refused) return
    const read = readSharedConfig(config, credentials)
    expect({ profiles: plain(read.profiles), ssoSessions: plain(read.ssoSessions) }).toEqual({
      profiles: vector.profiles,
      ssoSessions: vector.ssoSessions,
    })
  })

  it('says where a section and its keys stand', () => {
    const text = '# c\n[profile a]\nregion = x\ns3 =\n  b = c\n# end\n\n[default]\n'
    expect(readSections(parseConfig(text), 'config')).toEqual({
      sections: [
        {
          type: 'profile',
          name: 'a',
          prefixed: true,
          line: 2,
          lastLine: 7,
          properties: [
            { name: 'region', value: 'x', line: 3, lastLine: 3 },
            { name: 's3', value: '\nb = c', line: 4, lastLine: 5 },
          ],
        },
        { type: 'profile', name: 'default', prefixed: false, line: 8, lastLine: 8, properties: [] },
      ],
      issues: [],
    })
  })

  it('reads keys that are all indented, as the AWS CLI does, and reports them', () => {
    const text = '[profile a]\n  region = x\n  s3 =\n    k = v\n  [profile b]\n  output = json\n'
    expect(plain(readSharedConfig(text, '').profiles)).toEqual({
      a: { region: 'x', s3: '\nk = v' },
      b: { output: 'json' },
    })
    const lines = readSections(parseConfig(text), 'config').issues
    expect(lines).toEqual([2, 3, 5, 6].map((line) => ({ line, kind: 'indented-line' })))
  })
})

describe('readSharedConfig', () => {
  it.each(fileVectors)('lists the profiles of $name', ({ file, text, profiles, ssoSessions }) => {
    const read = readSharedConfig(file === 'config' ? text : '', file === 'credentials' ? text : '')
    expect([...read.profiles.keys()]).toEqual(profiles)
    expect([...read.ssoSessions.keys()]).toEqual(ssoSessions)
  })

  it('lets the credentials file win key by key, and says where each value stands', () => {
    const read = readSharedConfig('[profile a]\nregion = x\noutput = json\n', '[b]\nk = v\n[a]\nregion = y\n')
    expect([...read.profiles]).toEqual([
      [
        'a',
        {
          name: 'a',
          settings: new Map([
            ['region', { value: 'y', file: 'credentials', line: 4 }],
            ['output', { value: 'json', file: 'config', line: 3 }],
          ]),
        },
      ],
      ['b', { name: 'b', settings: new Map([['k', { value: 'v', file: 'credentials', line: 2 }]]) }],
    ])
  })

  it('reads services', () => {
    const { services } = readSharedConfig('[services local]\ns3 =\n  endpoint_url = http://h\n', '')
    expect(plain(services)).toEqual({ local: { s3: '\nendpoint_url = http://h' } })
  })
})
