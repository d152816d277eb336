/**
 * The value of `credential_process`: a command as one line that every AWS tool splits into the same words.
 *
 * botocore splits it itself, like a POSIX shell or, on Windows, like the C runtime; Go, Rust, Java and JavaScript give
 * it to `sh -c` or `cmd /C`. So a word may only have what all of these read alike.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html Process credential provider}
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { hasControlCharacter, shown } from './names.ts'
import { splitPosixWords } from './posix-words.ts'

/** How commands are split on this machine. */
export type CommandRules = 'posix' | 'windows'

/**
 * @param words - The program's full path and its arguments.
 * @throws {@link InputError} `config-invalid` when a word cannot be written so that every tool reads it.
 */
export function credentialProcess(words: readonly string[], rules: CommandRules): string {
  for (const word of words) assertWord(word)
  const line = rules === 'windows' ? windowsLine(words) : posixLine(words)
  if (/\s[#;]/.test(line)) throw unquotable(line, 'has # or ; after a space')
  return line
}

/**
 * The line by which Signet serves a profile; {@link profileOfCredentialProcess} reads it back.
 *
 * @param relay - The words that run the relay again.
 * @throws {@link InputError} `config-invalid`, as {@link credentialProcess}.
 */
export function servingLine(relay: readonly string[], profile: string): string {
  return credentialProcess([...relay, 'credential-process', '--profile', profile], 'posix')
}

/**
 * The profile that a `credential_process` asks Signet for; undefined when it runs another program.
 * Other programs have a `credential-process` verb too, so the word before it must be ours.
 */
export function profileOfCredentialProcess(line: string): string | undefined {
  const [option, profile] = ourArguments(line) ?? []
  return option === '--profile' ? profile : undefined
}

/** Whether a `credential_process` asks Signet for whichever profile is the default at that moment. */
export function asksForDefault(line: string): boolean {
  const [option, ...rest] = ourArguments(line) ?? []
  return option === '--default' && rest.length === 0
}

/** The words after `credential-process`, where Signet is what runs. */
function ourArguments(line: string): readonly string[] | undefined {
  // A Windows path has backslashes that POSIX rules would eat.
  const words = splitPosixWords(line.includes('\\') ? line.replaceAll('\\', '/') : line) ?? []
  const verb = words.indexOf('credential-process')
  const program = verb < 1 ? undefined : words[verb - 1]?.split('/').at(-1)?.toLowerCase()
  return program !== undefined && ourPrograms.includes(program) ? words.slice(verb + 1) : undefined
}

const ourPrograms = ['signet', 'signet.exe', 'signet.cmd', 'relay.mjs']

function assertWord(word: string): void {
  if (word === '') throw unquotable(word, 'is empty')
  if (hasControlCharacter(word)) throw unquotable(word, 'has a line break or another control character')
  if (!word.isWellFormed()) throw unquotable(word, 'is not well-formed text')
}

function posixLine(words: readonly string[]): string {
  const quoted = words.map((word, index) => (isBarePosix(word, index) ? word : posixQuoted(word)))
  const line = quoted.join(' ')
  if (!isWrapped(line)) return line
  // The Go SDK takes off a pair of quotes round the whole value: let them differ.
  const [first = '', ...rest] = words
  const other = [line.startsWith('"') ? singleQuoted(first) : doubleQuoted(first), ...quoted.slice(1)].join(
    ' ',
  )
  if (isWrapped(other) || rest.length === 0)
    throw unquotable(first, 'needs quotes that some AWS tools take off')
  return other
}

/** An assignment before a command is the shell's, so `=` is only bare in an argument. */
function isBarePosix(word: string, index: number): boolean {
  return index === 0 ? /^[A-Za-z0-9_@%+:,./-]+$/.test(word) : /^[A-Za-z0-9_@%+=:,./-]+$/.test(word)
}

function posixQuoted(word: string): string {
  return /[$`"\\]/.test(word) ? singleQuoted(word) : doubleQuoted(word)
}

function doubleQuoted(word: string): string {
  // Within double quotes the shell and shlex differ on a backslash before $ and `, so those take single quotes.
  return /[$`\\]/.test(word) ? singleQuoted(word) : `"${word.replaceAll('"', `"'"'"`)}"`
}

function singleQuoted(word: string): string {
  return `'${word.replaceAll("'", `'"'"'`)}'`
}

function isWrapped(line: string): boolean {
  const first = line.charAt(0)
  return (first === '"' || first === "'") && line.endsWith(first)
}

/**
 * `cmd /C` takes off the outer quotes of a line unless there is exactly one pair, round the program, with none of its
 * own signs between; and it puts in variables between two `%` even in quotes.
 */
function windowsLine(words: readonly string[]): string {
  const line = words.map((word, index) => {
    const bare = index === 0 ? /^[\p{L}\p{N}_.:\\/+-]+$/u : /^[\p{L}\p{N}_.:\\/+=@%-]+$/u
    if (bare.test(word)) return word
    if (index > 0) throw unquotable(word, 'needs quotes, and Windows only takes them round the program')
    if (/["&<>()@^|%!]/.test(word) || word.endsWith('\\')) {
      throw unquotable(word, 'has a sign that the Windows command line treats as its own')
    }
    return `"${word}"`
  })
  const text = line.join(' ')
  if (text.split('%').length > 2)
    throw unquotable(text, 'has two % signs, which Windows takes for a variable')
  return text
}

function unquotable(word: string, fault: string): InputError {
  return new InputError(
    'config-invalid',
    `${shown(word)} ${fault}, so it cannot stand in credential_process. Move Signet to a plain path, or use another profile name.`,
  )
}
