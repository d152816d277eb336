import type { VaultError } from '../kernel/errors.ts'
import type { Log } from '../kernel/ports/log.ts'
import { sealContents, type VaultKey } from './sealing.ts'
import type { VaultContents } from './session-record.ts'
import { unwritable } from './unwritable.ts'
import type { VaultFiles } from './vault-files.ts'

/** What is open in memory. */
export interface OpenVault {
  readonly key: VaultKey
  contents: VaultContents
  /** The generation on disk. */
  written: number
}

/** The one that writes the vault: one save at a time, in order. */
export interface VaultWriter {
  /**
   * Resolves when what `target` holds now is durable. One that comes while another runs finds its generation written,
   * or writes the newest.
   * @throws {@link VaultError} `vault-unwritable`
   */
  persist(target: OpenVault): Promise<void>
  /** Resolves when nothing is being written. */
  idle(): Promise<void>
  /** Why the last save failed; undefined when it did not. */
  fault(): VaultError | undefined
  forgetFault(): void
}

export function createVaultWriter(vaultFiles: VaultFiles, log: Log): VaultWriter {
  let last: Promise<void> = Promise.resolve()
  let fault: VaultError | undefined

  async function write(target: OpenVault): Promise<void> {
    const { contents } = target
    if (target.written === contents.generation) return
    try {
      await vaultFiles.save(await sealContents(contents, target.key))
    } catch (cause) {
      fault = unwritable(vaultFiles.vaultPath, cause)
      log.note('vault.unwritable', { code: fault.code, count: contents.generation })
      throw fault
    }
    target.written = contents.generation
    fault = undefined
  }

  return {
    persist(target) {
      const run = last.then(() => write(target))
      last = run.catch(() => undefined)
      return run
    },
    idle: () => last,
    fault: () => fault,
    forgetFault() {
      fault = undefined
    },
  }
}
