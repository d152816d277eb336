import { describe, expect, it } from 'vitest'
import { InputError } from '../../../../../main/kernel/errors.ts'
import {
  flag,
  nearest,
  profileOption,
  readArguments,
  text,
} from '../../../../../main/serve/terminal/arguments.ts'

const table = {
  profile: text('NAME', 'the profile'),
  region: text('REGION', 'the region'),
  json: flag('as JSON'),
}

describe('readArguments', () => {
  it('reads texts, flags and words in any order', () => {
    expect(readArguments(table, ['a', '--profile', 'dev', '--json', 'b', '--region=eu-west-1'])).toEqual({
      values: { profile: 'dev', region: 'eu-west-1', json: true },
      words: ['a', 'b'],
    })
  })

  it('leaves everything after -- alone', () => {
    expect(readArguments(table, ['--json', '--', '--profile', 'x'])).toEqual({
      values: { profile: undefined, region: undefined, json: true },
      words: ['--profile', 'x'],
    })
  })

  it('takes a letter for an option only where its table says so', () => {
    const lettered = { ...table, profile: profileOption('the profile') }
    const read = (...argv: string[]) => readArguments(lettered, argv)
    expect([read('-P', 'dev').values.profile, read('-P=dev', 'a')]).toEqual([
      'dev',
      { values: { profile: 'dev', region: undefined, json: false }, words: ['a'] },
    ])
    expect(read('--', '-P', 'x').words).toEqual(['-P', 'x'])
    expect(() => read('-P', 'a', '--profile', 'b')).toThrow('--profile is given twice.')
    expect(() => read('-P')).toThrow('--profile needs a value: --profile NAME')
    expect(() => read('-Pdev')).toThrow('-Pdev is not an option here.')
    expect(() => readArguments(table, ['-P', 'dev'])).toThrow('-P is not an option here.')
  })

  it('takes a value that begins with dashes, and keeps later equal signs', () => {
    expect(readArguments(table, ['--profile=--x=y']).values.profile).toBe('--x=y')
  })

  it.each([
    [['--profle', 'x'], 'Did you mean --profile?'],
    [['--nothing-like-it'], '--nothing-like-it is not an option here.'],
    [['--profile'], '--profile needs a value: --profile NAME'],
    [['--profile='], '--profile needs a value'],
    [['--json=yes'], '--json takes no value.'],
    [['--json', '--json'], '--json is given twice.'],
    [['-p', 'x'], '-p is not an option here.'],
    [['--__proto__', 'x'], '--__proto__ is not an option here.'],
    [['--toString'], '--toString is not an option here.'],
  ])('refuses %j', (argv, message) => {
    const read = () => readArguments(table, argv)
    expect(read).toThrow(InputError)
    expect(read).toThrow(message)
  })
})

describe('nearest', () => {
  it('finds what is a slip away, and nothing that is far', () => {
    expect([nearest('logn', ['login', 'logout']), nearest('zzz', ['login', 'logout'])]).toEqual([
      'login',
      undefined,
    ])
  })
})
