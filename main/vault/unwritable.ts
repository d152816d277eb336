import { inWords } from '../../preload/contract/said-forms.ts'
import { diskWords } from '../kernel/disk-words.ts'
import { VaultError } from '../kernel/errors.ts'
import { FileError } from '../kernel/ports/files.ts'

/** What a save that failed means for a person, and what they can do. */
export function unwritable(path: string, cause: unknown): VaultError {
  const why = diskWords(cause instanceof FileError ? cause.fault : 'io')
  return new VaultError('vault-unwritable', inWords('vault-unwritten', { path, why }), 'retry', cause)
}
