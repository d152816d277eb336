import { describe, expect, it } from 'vitest'
import { assertKeyName, assertProfileName, assertValue, shown } from '../../../../main/config/names.ts'

function codeOf(run: () => void): unknown {
  try {
    run()
    return undefined
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? thrown.code : thrown
  }
}

describe('assertProfileName', () => {
  it.each(['default', 'a', 'some-thing:long/the_one%only.foo@bar+', 'A1'])('takes %s', (name) => {
    expect(codeOf(() => assertProfileName(name))).toBeUndefined()
  })

  it.each(['', ' a', 'a b', 'a]', '[a', 'a\n', 'a\r', 'a#', 'a;', 'a"', 'ä', '__proto__', 'x'.repeat(256)])(
    'refuses %j (T25)',
    (name) => {
      expect(codeOf(() => assertProfileName(name))).toBe('profile-name-invalid')
    },
  )

  it('shows a hostile name cut, on one line and without its control characters (T25)', () => {
    expect(() => assertProfileName(`a]\u001b[2J\n${'x'.repeat(500)}`)).toThrow(
      /^"a\]\\u001b\[2J\\nx{50,60}…" cannot/,
    )
  })
})

describe('shown', () => {
  it('leaves nothing for a terminal to obey (T25)', () => {
    expect(shown('a\u009b2J\u202e\u2028\u001b"ü')).toBe('"a\\u{9b}2J\\u{202e}\\u{2028}\\u001b\\"ü"')
  })
})

describe('assertKeyName', () => {
  it.each(['region', 'sso_session', 'x-y', 's3'])('takes %s', (name) => {
    expect(codeOf(() => assertKeyName(name))).toBeUndefined()
  })

  it.each(['', 'Region', 'a b', 'a=b', 'a:b', 'a\n', '[a', '#a', 'ä'])('refuses %j (T25)', (name) => {
    expect(codeOf(() => assertKeyName(name))).toBe('config-invalid')
  })
})

describe('assertValue', () => {
  it.each([
    'x',
    'a b',
    'a#b',
    'a;b',
    '"a b" c',
    'a = b',
    'ü😀',
    '[a]',
    "it's",
    'https://x.awsapps.com/start#/',
  ])('takes %j', (value) => {
    expect(codeOf(() => assertValue('k', value))).toBeUndefined()
  })

  it.each([
    '',
    ' x',
    'x ',
    'x\u00a0',
    '#x',
    ';x',
    'x #',
    'x\u3000;',
    'a\nb',
    'a\rb',
    'a\tb',
    'a\u0000',
    'a\u0085b',
    'a\u2028b',
    '\udc00',
  ])('refuses %j (T25)', (value) => {
    expect(codeOf(() => assertValue('k', value))).toBe('config-invalid')
  })

  it('does not repeat the value', () => {
    expect(() => assertValue('k', 'S3CR3T #')).toThrow(/^The value for k has # or ; after a space/)
  })
})
