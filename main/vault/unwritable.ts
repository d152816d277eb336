import { VaultError } from '../kernel/errors.ts'
import { FileError, type FileFault } from '../kernel/ports/files.ts'

const words: Readonly<Record<FileFault, string>> = {
  'no-space': 'the disk is full. Free some space',
  'read-only': 'the file system is read-only. Make it writable',
  'not-allowed': 'the system does not allow it. Look at the owner and mode of the folder',
  'not-a-file': 'something that is not a file stands in its place. Move it away',
  io: 'the disk reports an error. Look at the disk',
}

/** What a save that failed means for a person, and what they can do. */
export function unwritable(path: string, cause: unknown): VaultError {
  const why = words[cause instanceof FileError ? cause.fault : 'io']
  const message =
    `${path} could not be saved: ${why}. Signet goes on from memory and tries again at the next change; ` +
    'until a save succeeds, a restart will need a new sign-in.'
  return new VaultError('vault-unwritable', message, 'retry', cause)
}
