/**
 * Variables as a shell or a program reads them. Values come from files and from AWS: each is quoted so that its reader
 * takes it for one word and nothing in it for a command, or it is refused.
 *
 * @module
 */
import { shown } from '../../config/names.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Variables } from './credential-variables.ts'

export const environmentFormats = ['bash', 'fish', 'powershell', 'cmd', 'json', 'dotenv'] as const
export type EnvironmentFormat = (typeof environmentFormats)[number]

/** @throws {@link InputError} `request-malformed` when a value cannot be written for that reader. */
export function renderEnvironment(format: EnvironmentFormat, variables: Variables): string {
  const entries = Object.entries(variables)
  if (format === 'json') return `${JSON.stringify(Object.fromEntries(entries.filter(isSet)))}\n`
  const writer = writers[format]
  const gone = entries.filter((entry) => !isSet(entry)).map(([name]) => name)
  const lines = [
    ...(gone.length > 0 ? writer.unset(gone) : []),
    ...entries.filter(isSet).map(([name, value]) => {
      if (/[\0\r\n]/.test(value)) throw unwritable(name, value, format)
      return writer.set(name, value)
    }),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

interface Writer {
  set(name: string, value: string): string
  unset(names: readonly string[]): readonly string[]
}

const writers: Readonly<Record<Exclude<EnvironmentFormat, 'json'>, Writer>> = {
  // Also sh, dash, zsh and ksh: within single quotes nothing is special but the single quote.
  bash: {
    set: (name, value) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
    unset: (names) => [`unset ${names.join(' ')}`],
  },
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}'`,
    unset: (names) => names.map((name) => `set -e ${name}`),
  },
  powershell: {
    // SECURITY: PowerShell takes four other signs for a single quote, too. Each is doubled.
    set: (name, value) => `$Env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`,
    unset: (names) => [
      `Remove-Item -ErrorAction SilentlyContinue -Path ${names.map((name) => `Env:${name}`).join(',')}`,
    ],
  },
  cmd: {
    set(name, value) {
      // SECURITY: there is no quoting that holds against these on every line that cmd.exe may read.
      if (!/^[\w+/=:.,@~ -]*$/.test(value)) throw unwritable(name, value, 'cmd')
      return `set "${name}=${value}"`
    },
    unset: (names) => names.map((name) => `set "${name}="`),
  },
  dotenv: {
    // Readers of these files differ in what they do with quotes within quotes, with `$`, and with backslashes.
    set(name, value) {
      if (/^[\w+/=:.,@~-]*$/.test(value)) return `${name}=${value}`
      if (value.includes("'") || value.includes('\\')) throw unwritable(name, value, 'dotenv')
      return `${name}='${value}'`
    },
    unset: () => [],
  },
}

function isSet(entry: readonly [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined
}

/** Only a region or a profile comes to this, never a secret: those have none of these signs. */
function unwritable(name: string, value: string, format: EnvironmentFormat): InputError {
  const what = name.endsWith('REGION') ? ` ${shown(value)}` : ''
  return new InputError(
    'request-malformed',
    `The value of ${name}${what} cannot be written for ${format}. Correct it in the AWS config, or choose another --format.`,
    'none',
  )
}
