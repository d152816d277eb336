/**
 * A token that a person has, for AWS to look at or to end. It comes from the person's terminal or from a file: arguments
 * can be seen by everybody on the machine.
 *
 * @module
 */
import { InputError } from '../../kernel/errors.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { Secret } from '../../kernel/secret.ts'

export interface TokenSource {
  /** A file that holds the token and nothing else; a relative name is relative to `cwd`. Asked for where left out. */
  readonly file: string | undefined
  readonly cwd: string
}

/**
 * The token, without white space around it; undefined when the person turned away.
 *
 * @throws {@link InputError} `token-invalid` when there is none to be had.
 */
export type ReadToken = (source: TokenSource, prompts: Prompts) => Promise<Secret | undefined>

export function readToken(files: Pick<Files, 'read'>): ReadToken {
  return async ({ file, cwd }, prompts) => {
    if (file !== undefined) return ofFile(files, file, cwd, prompts)
    if (!prompts.ask) {
      throw new InputError(
        'token-invalid',
        'There is nobody to ask for the token here. Put it into a file that only you can read, and name that: --token-file FILE',
        'none',
      )
    }
    const answer = await prompts.ask({ message: 'The token (it is not shown): ', secret: true })
    if (answer !== undefined && cutLengths.has(answer.length)) {
      throw new InputError(
        'token-invalid',
        'Your terminal may have cut the token: it takes no longer line. Put the token into a file that only you can read, and name that: --token-file FILE',
        'none',
      )
    }
    return answer === undefined || answer.trim() === '' ? undefined : new Secret(answer.trim())
  }
}

/** What a terminal leaves of a longer line, without a word: macOS, Linux. AWS would call what is left inactive. */
const cutLengths: ReadonlySet<number> = new Set([1023, 1024, 4095, 4096])

async function ofFile(
  files: Pick<Files, 'read'>,
  file: string,
  cwd: string,
  prompts: Prompts,
): Promise<Secret> {
  const path = file.startsWith('/') ? file : `${cwd}/${file}`
  const found = await files.read(path).catch((thrown: unknown) => {
    if (thrown instanceof FileError) throw unreadable(path, `cannot be read (${thrown.fault})`)
    throw thrown
  })
  if (!found) throw unreadable(path, 'does not exist')
  const token = new TextDecoder().decode(found.bytes).trim()
  if (token === '') throw unreadable(path, 'is empty')
  if ((found.mode & 0o077) !== 0) {
    prompts.tell?.('Others can read the token file. Close it with: chmod 600 FILE')
  }
  return new Secret(token)
}

function unreadable(path: string, why: string): InputError {
  return new InputError('token-invalid', `The token file ${path} ${why}.`, 'none')
}
