import { describe, expect, it } from 'vitest'
import { cliProfiles, cliSsoSessions, readAsAwsCli } from '../../../../main/config/cli-view.ts'

function read(text: string) {
  return readAsAwsCli({ text, encoding: 'utf-8' })
}

function profiles(text: string) {
  return Object.fromEntries(
    [...cliProfiles(read(text))].map(([name, options]) => [
      name,
      Object.fromEntries([...options].map(([key, { value }]) => [key, value])),
    ]),
  )
}

// The interop test holds the same reader against the real botocore; these rows stand where that is not there.
describe('readAsAwsCli', () => {
  it.each([
    ['[profile "a b"]\nk = v\n', { 'a b': { k: 'v' } }],
    ['[profilex a]\nk = v\n', { a: { k: 'v' } }],
    ['[profile a b]\nk = v\n', {}],
    ['[profile "a]\nk = v\n', {}],
    ['[ profile a ]\nk = v\n', {}],
    ['[profile a] junk\nk = v\n', { a: { k: 'v' } }],
    ['[default]\nk = v\n[profile default]\nl = w\n', { default: { l: 'w' } }],
    ['[profile default]\nl = w\n[default]\nk = v\n', { default: { k: 'v' } }],
    ['[profile a]\nK: v = w\n', { a: { k: 'v = w' } }],
    ['[profile a]\nk = v # c\n', { a: { k: 'v # c' } }],
    ['[profile a]\nk = v\n  # c\n\n  w\n', { a: { k: 'v\n\nw' } }],
    ['[profile a]\nk = v\n  [profile b]\n', { a: { k: 'v\n[profile b]' } }],
    ['[profile a]\n  k = v\n  l = w\n', { a: { k: 'v', l: 'w' } }],
    ['[DEFAULT]\nk = v\n[profile a]\nl = w\n', { a: { k: 'v', l: 'w' } }],
    ['[profile a]\rk = v\r', { a: { k: 'v' } }],
    ['[profile a]\u001d\nk\u00a0=\u2003v\n', { a: { k: 'v' } }],
  ])('reads %j', (text, expected) => {
    expect(read(text).rejections).toEqual([])
    expect(profiles(text)).toEqual(expected)
  })

  it.each([
    ['\ufeff[profile a]\n', 1, 'byte-order-mark'],
    ['k = v\n', 1, 'key-before-section'],
    ['[profile a]\n[profile a]\n', 2, 'duplicate-section'],
    ['[profile a]\nk = v\nK: w\n', 3, 'duplicate-key'],
    ['[profile a]\nk\n', 2, 'no-delimiter'],
    ['[profile a]\n= v\n', 2, 'empty-key'],
    ['[profile a]\ns3 =\n  k = v\n  junk\n', 4, 'sub-property-invalid'],
    ['[DEFAULT]\ns3 =\n  junk\n[profile a]\n[profile b]\n', 3, 'sub-property-invalid'],
  ])('refuses %j at line %i', (text, line, kind) => {
    expect(read(text).rejections).toEqual([{ line, kind }])
  })

  it('does not look at a block of [DEFAULT] that no section takes', () => {
    expect(read('[DEFAULT]\ns3 =\n  junk\n').rejections).toEqual([])
    expect(read('[DEFAULT]\ns3 =\n  junk\n[profile a]\ns3 = x\n').rejections).toEqual([])
  })

  it('finds SSO sessions', () => {
    expect([...cliSsoSessions(read('[sso-session a]\n[sso-session "b c"]\n[profile d]\n')).keys()]).toEqual([
      'a',
      'b c',
    ])
  })
})
