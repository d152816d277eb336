import { constants } from 'node:fs'
import * as fs from 'node:fs/promises'
import process from 'node:process'
import { VaultError } from '../../kernel/errors.ts'
import { Secret } from '../../kernel/secret.ts'
import type { PassphraseFile } from '../../vault/passphrase.ts'

const mostBytes = 4096

/** The file that SIGNET_PASSPHRASE_FILE names: a plain file of ours that nobody else can read. Its first line counts. */
export function createPassphraseFile(path: string): PassphraseFile {
  return { path, read: () => readPassphrase(path) }
}

async function readPassphrase(path: string): Promise<Secret> {
  const file = await openPlain(path)
  try {
    // SECURITY: judged on the open file, not on its name, so that it cannot be changed for another in between.
    const found = await file.stat()
    if (!found.isFile()) throw refused(path, 'is not a plain file. Name the file that holds the passphrase')
    if (process.getuid && found.uid !== process.getuid()) {
      throw refused(path, 'belongs to another user. Make one of your own')
    }
    if (process.getuid && (found.mode & 0o077) !== 0) {
      throw refused(path, `can be read or changed by others. Close it with: chmod 600 "${path}"`)
    }
    if (found.size > mostBytes) throw refused(path, `is larger than ${mostBytes} bytes. Write one line there`)
    const bytes = new Uint8Array(mostBytes)
    const { bytesRead } = await file.read(bytes, 0, mostBytes, 0)
    const passphrase = firstLine(path, bytes.subarray(0, bytesRead))
    bytes.fill(0)
    return passphrase
  } finally {
    await file.close()
  }
}

async function openPlain(path: string): Promise<fs.FileHandle> {
  try {
    return await fs.open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
    if (code === 'ELOOP') throw refused(path, 'is a link. Name the file itself')
    if (code === 'ENOENT') throw refused(path, 'does not exist. Write the passphrase there, with mode 600')
    throw refused(path, 'cannot be read. Look at its owner and mode', thrown)
  }
}

function firstLine(path: string, bytes: Uint8Array): Secret {
  const line = (() => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes).split(/\r?\n/)[0]
    } catch {
      return undefined
    }
  })()
  if (line) return new Secret(line)
  throw refused(path, 'has no text in its first line. Write the passphrase there')
}

function refused(path: string, why: string, cause?: unknown): VaultError {
  const message = `The passphrase file ${path} ${why}.`
  return new VaultError('vault-locked', message, 'fix-config', cause)
}
