import { VaultError } from '../kernel/errors.ts'

/** The vault has the change in memory, and could not write it. */
export function isUnwritable(thrown: unknown): thrown is VaultError {
  return thrown instanceof VaultError && thrown.code === 'vault-unwritable'
}
