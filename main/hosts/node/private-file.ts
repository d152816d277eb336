import { randomBytes } from 'node:crypto'
import { closeSync, constants, fsyncSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'

/** Replaces a small text file that only its owner can read. Whoever reads it sees the old text or the new, never a part. */
export function writePrivateFile(path: string, text: string): void {
  const temporaryPath = `${path}.${randomBytes(6).toString('hex')}`
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const fd = openSync(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    try {
      writeFileSync(fd, text)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporaryPath, path)
  } catch (cause) {
    unlinkSync(temporaryPath)
    throw cause
  }
}
