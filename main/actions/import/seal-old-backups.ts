/**
 * Backups of earlier changes that hold keys which are in the vault now.
 *
 * @module
 */
import { listBackups } from '../../config/backups.ts'
import { withFileFault } from '../../config/file-fault.ts'
import { listSealedCopies, sealedNameOf } from '../../config/sealed-copies.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Vault } from '../../vault/vault.ts'

interface Backups {
  readonly files: Files
  readonly backupFolder: string
  readonly vault: Pick<Vault, 'seal' | 'unseal'>
}

/**
 * SECURITY: each that holds one of the secrets becomes a sealed copy. It loses its name as a backup first, so that one
 * that is only half done is found by {@link finishSealing} and by nobody who wants to undo something.
 *
 * @returns how many there were.
 */
export async function sealOldBackups(
  { files, backupFolder: folder, vault }: Backups,
  series: readonly string[],
  secrets: readonly string[],
): Promise<number> {
  let sealed = 0
  for (const name of series) {
    for (const { path } of await withFileFault(folder, 'read', listBackups(files, folder, name))) {
      const copy = await withFileFault(path, 'read', files.read(path))
      const text = copy && new TextDecoder('latin1').decode(copy.bytes)
      if (!copy || !secrets.some((secret) => text?.includes(secret))) continue
      const bytes = await vault.seal(copy.bytes)
      const copyPath = sealedNameOf(path)
      await withFileFault(path, 'sealed', files.rename(path, copyPath))
      await withFileFault(path, 'sealed', files.replace(copyPath, bytes, { mode: 0o600 }))
      sealed += 1
    }
  }
  return sealed
}

/** Seals what an earlier run was cut off before sealing. */
export async function finishSealing(
  { files, backupFolder: folder, vault }: Backups,
  series: readonly string[],
): Promise<void> {
  for (const name of series) {
    for (const path of await withFileFault(folder, 'read', listSealedCopies({ files, folder }, name))) {
      const copy = await withFileFault(path, 'read', files.read(path))
      if (!copy || isAge(copy.bytes) || (await vault.unseal(copy.bytes))) continue
      const bytes = await vault.seal(copy.bytes)
      await withFileFault(path, 'sealed', files.replace(path, bytes, { mode: 0o600 }))
    }
  }
}

/** The first line of an age file, whoever's key it is sealed with. */
function isAge(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 22)) === 'age-encryption.org/v1\n'
}
