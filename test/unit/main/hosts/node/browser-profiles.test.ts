import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chromiumProfiles,
  firefoxProfiles,
  isProfileId,
} from '../../../../../main/hosts/node/browser-profiles.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const localState = (cache: unknown) => bytes(JSON.stringify({ other: 1, profile: { info_cache: cache } }))

/** Ids that an argument must not hold. */
const hostile: readonly string[] = [
  '--load-extension=/tmp/x',
  '-P',
  '../../elsewhere',
  '..',
  '.',
  '.hidden',
  'a/b',
  'a\\b',
  'a"b',
  'two\nlines',
  'bell\u0007',
  'zero\0',
  '\u202Eevil',
  'line\u2028break',
  ' leading',
  'trailing ',
  '\ud800',
  'W'.repeat(10_000),
  '__proto__',
  '',
]

describe('isProfileId', () => {
  it.each(hostile)('refuses %j (T28)', (id) => expect(isProfileId(id)).toBe(false))

  it.each(['Default', 'Profile 1', 'default-release', 'Kunde Ä (neu)', '工作', 'a.b', "o'neil; $(x)"])(
    'takes %j: one argument, and no shell reads it',
    (id) => expect(isProfileId(id)).toBe(true),
  )

  it('lets no option, separator or control character through, whatever comes (T28)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (id) => {
        if (isProfileId(id)) expect(id).toMatch(/^[^-.\s/\\"\p{C}][^/\\"\p{C}]{0,99}$/u)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('chromiumProfiles', () => {
  it('gives each folder with the name that the person knows, in an order that stays', () => {
    const state = localState({
      'Profile 10': { name: 'Client 10', user_name: 'x@example.com' },
      Default: { name: 'Work' },
      'Profile 2': { name: 'Client 2' },
      'Profile 3': { name: '' },
      System: { name: 'Hidden', is_omitted_from_profile_list: true },
    })
    expect(chromiumProfiles(state)).toEqual([
      { id: 'Profile 2', name: 'Client 2' },
      { id: 'Profile 10', name: 'Client 10' },
      { id: 'Profile 3', name: 'Profile 3' },
      { id: 'Default', name: 'Work' },
    ])
  })

  it('tells two of one name apart', () => {
    const state = localState({ Default: { name: 'Me' }, 'Profile 1': { name: 'Me' } })
    expect(chromiumProfiles(state).map(({ name }) => name)).toEqual(['Me (Default)', 'Me (Profile 1)'])
  })

  it('passes over what is written to do harm, and keeps the rest (T15, T28)', () => {
    const entries = hostile.map((id) => `${JSON.stringify(id)}:{"name":"x"}`)
    const text = `{"profile":{"info_cache":{${[...entries, '"Default":{"name":"\\u202eOne\\nline\\u0007"}', '"Profile 1":7'].join()}}}}`
    expect(chromiumProfiles(bytes(text))).toEqual([{ id: 'Default', name: 'One line' }])
    expect(({} as { name?: string }).name).toBeUndefined()
  })

  it('keeps a list and its names within bounds (T27)', () => {
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`Profile ${index}`, { name: 'W'.repeat(10_000) }]),
    )
    const found = chromiumProfiles(localState(many))
    expect([found.length, Math.max(...found.map(({ name }) => name.length)) < 200]).toEqual([100, true])
  })

  it.each(['', '{', '[]', 'null', '{"profile":{}}', '{"profile":{"info_cache":[]}}', '\0\0'])(
    'has none for %j',
    (text) => expect(chromiumProfiles(bytes(text))).toEqual([]),
  )
})

describe('firefoxProfiles', () => {
  it('gives the names of the profile sections', () => {
    const ini =
      '[Install4F96D1932A9F858E]\r\nDefault=ab.default-release\r\n\r\n[Profile1]\r\nName=default\r\nIsRelative=1\r\nPath=ab.default\r\n' +
      '[Profile0]\nName=Client B\nPath=cd.client\n\n[General]\nName=General\nStartWithLastProfile=1\n'
    expect(firefoxProfiles(bytes(ini))).toEqual([
      { id: 'Client B', name: 'Client B' },
      { id: 'default', name: 'default' },
    ])
  })

  it('passes over what is written to do harm, and what is there twice (T28)', () => {
    const named = [...hostile.filter((name) => !name.includes('\n')), 'work', 'work']
    const ini = named.map((name, index) => `[Profile${index}]\nName=${name}\nPath=/evil\n`).join('\n')
    expect(firefoxProfiles(bytes(ini))).toEqual([{ id: 'work', name: 'work' }])
  })

  it('survives anything (R6)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (any) => {
        for (const { id } of [...firefoxProfiles(any), ...chromiumProfiles(any)])
          expect(isProfileId(id)).toBe(true)
      }),
    )
  })
})
