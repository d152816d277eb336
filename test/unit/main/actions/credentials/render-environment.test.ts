import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  environmentFormats,
  renderEnvironment,
} from '../../../../../main/actions/credentials/render-environment.ts'
import { InputError } from '../../../../../main/kernel/errors.ts'

const variables = {
  AWS_ACCESS_KEY_ID: 'ASIA',
  AWS_REGION: 'eu-west-1',
  AWS_PROFILE: undefined,
  AWS_ROLE_ARN: undefined,
}

/** What people, files and attackers put into a region. */
const hostile = [
  "a'b",
  `a"b`,
  'a`id`b',
  '$(id)',
  '$' + '{HOME}',
  'a\\b',
  'a\\',
  '%PATH%',
  '!x!',
  'a&b',
  'a|b',
  '^',
  '; rm -rf /',
  '#x',
  'a b',
  ' a ',
  '*',
  '~',
  '‘; Write-Host x; ‘',
  '’',
  '‚x‛',
  '🦊',
  '',
]

/** A word in single quotes, whose opening one is read already. Within it fish knows \\' and \\\\ only. */
function readFish(signs: readonly string[]): string {
  let word = ''
  for (let at = 0; at < signs.length; at += 1) {
    const [sign = '', next = ''] = signs.slice(at, at + 2)
    if (sign === "'") return at === signs.length - 1 ? word : `left: ${signs.slice(at).join('')}`
    const isEscape = sign === '\\' && (next === "'" || next === '\\')
    if (isEscape) at += 1
    word += isEscape ? next : sign
  }
  return 'open'
}

/** The same for PowerShell: it takes five signs for a single quote, and two of them for the second. */
function readPowerShell(signs: readonly string[]): string {
  const isQuote = (sign: string) => /^['\u2018-\u201b]$/.test(sign)
  let word = ''
  for (let at = 0; at < signs.length; at += 1) {
    const [sign = '', next = ''] = signs.slice(at, at + 2)
    if (isQuote(sign) && !isQuote(next))
      return at === signs.length - 1 ? word : `left: ${signs.slice(at).join('')}`
    if (isQuote(sign)) at += 1
    word += isQuote(sign) ? next : sign
  }
  return 'open'
}

describe('renderEnvironment', () => {
  it.each([
    [
      'bash',
      "unset AWS_PROFILE AWS_ROLE_ARN\nexport AWS_ACCESS_KEY_ID='ASIA'\nexport AWS_REGION='eu-west-1'\n",
    ],
    [
      'fish',
      "set -e AWS_PROFILE\nset -e AWS_ROLE_ARN\nset -gx AWS_ACCESS_KEY_ID 'ASIA'\nset -gx AWS_REGION 'eu-west-1'\n",
    ],
    [
      'powershell',
      "Remove-Item -ErrorAction SilentlyContinue -Path Env:AWS_PROFILE,Env:AWS_ROLE_ARN\n$Env:AWS_ACCESS_KEY_ID = 'ASIA'\n$Env:AWS_REGION = 'eu-west-1'\n",
    ],
    [
      'cmd',
      'set "AWS_PROFILE="\nset "AWS_ROLE_ARN="\nset "AWS_ACCESS_KEY_ID=ASIA"\nset "AWS_REGION=eu-west-1"\n',
    ],
    ['json', '{"AWS_ACCESS_KEY_ID":"ASIA","AWS_REGION":"eu-west-1"}\n'],
    ['dotenv', 'AWS_ACCESS_KEY_ID=ASIA\nAWS_REGION=eu-west-1\n'],
  ] as const)('writes %s', (format, text) => {
    expect(renderEnvironment(format, variables)).toBe(text)
  })

  it.each([
    ['fish', "set -gx A '", readFish],
    ['powershell', "$Env:A = '", readPowerShell],
  ] as const)('quotes for %s by its own rules: one word, to the end of the line', (format, before, read) => {
    const lines = hostile.map((value) => renderEnvironment(format, { A: value }))
    expect(lines.every((line) => line.startsWith(before) && line.endsWith('\n'))).toBe(true)
    expect(lines.map((line) => read([...line.slice(before.length, -1)]))).toEqual(hostile)
  })

  it('refuses for cmd and dotenv what no quoting holds there, without a word of a secret', () => {
    for (const format of ['cmd', 'dotenv'] as const) {
      for (const value of hostile) {
        try {
          const line = renderEnvironment(format, { AWS_SESSION_TOKEN: value })
          expect(line).toMatch(
            format === 'cmd'
              ? /^set "AWS_SESSION_TOKEN=[^"%!^&|<>\\]*"\n$/
              : /^AWS_SESSION_TOKEN=([\w+/=:.,@~-]*|'[^'\\]*')\n$/u,
          )
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
          expect(String(error)).not.toContain(value || 'nothing')
        }
      }
    }
  })

  it.each(environmentFormats.filter((format) => format !== 'json'))(
    'refuses a line break for %s',
    (format) => {
      for (const value of ['a\nb', 'a\rb', 'a\0b']) {
        expect(() => renderEnvironment(format, { AWS_REGION: value })).toThrow(InputError)
      }
    },
  )

  const shells = ['/bin/bash', '/bin/dash'].filter((shell) => existsSync(shell))
  it.each(shells)('is read by the real %s as it was meant, whatever the value', (shell) => {
    const read = (values: readonly string[]) => {
      const lines = values.map((value, index) => renderEnvironment('bash', { [`V${index}`]: value })).join('')
      const print = values.map((_, index) => `printf '%s\\0' "$V${index}"`).join('\n')
      const { stdout } = spawnSync(shell, ['-c', 'eval "$1"', 'x', `${lines}${print}`], { encoding: 'utf8' })
      return stdout.split('\0').slice(0, -1)
    }
    expect(read(hostile)).toEqual(hostile)
    const any = fc.array(
      fc.string({ unit: 'grapheme' }).filter((value) => !/[\0\r\n]/.test(value)),
      { minLength: 20, maxLength: 20 },
    )
    fc.assert(
      fc.property(any, (values) => {
        expect(read(values)).toEqual(values)
      }),
      { numRuns: 40, seed: 2 },
    )
  })
})
