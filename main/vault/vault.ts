import type { Prompts } from '../kernel/ports/prompts.ts'
import type { VaultContents } from './session-record.ts'

/** How a vault is opened: by an identity in the key store, or by one sealed with a passphrase. */
export type VaultSlot = 'key-store' | 'passphrase'

export interface VaultStatus {
  readonly state: 'absent' | 'locked' | 'open'
  readonly slot: VaultSlot | undefined
  readonly path: string
  readonly generation: number
  /** False while what is in memory could not be written: a restart would lose it. */
  readonly durable: boolean
  /** What a person should know: damage set aside, an older generation opened, a disk that does not take a save. */
  readonly notices: readonly string[]
}

/** What became of the vault's key. */
export interface KeyMoved {
  readonly from: VaultSlot
  readonly to: VaultSlot
  /** Where it still lies beside: the path of the sealed identity that was set aside, or the key store that did not let go. */
  readonly kept: string | undefined
}

/** The only owner of secrets at rest. One writer; changes are queued. */
export interface Vault {
  status(): VaultStatus
  /**
   * Opens the vault, or makes a new one where there is none. Does nothing when it is open.
   * @throws {@link VaultError} each with what the person can do.
   */
  open(prompts: Prompts): Promise<void>
  /** Forgets everything that is in memory. */
  lock(): void
  /** @throws {@link VaultError} `vault-locked` */
  contents(): VaultContents
  /**
   * Changes the contents. Memory changes at once; resolves when it is durable on disk.
   * @throws {@link VaultError} `vault-unwritable`: the change is in memory, `status().durable` is false, and the next
   * update or {@link Vault.save} tries again.
   */
  update(change: (contents: VaultContents) => VaultContents): Promise<void>
  /**
   * Puts the key in this place, or seals it with another passphrase. The vault stays open, and opens as it did or as it is
   * to at every moment in between. Who has a passphrase is asked for it first, but for who
   * has just opened the vault by it.
   * @throws {@link VaultError} each with what the person can do; what opened the vault still does.
   */
  moveKey(to: VaultSlot, prompts: Prompts, who?: { readonly isProven: boolean }): Promise<KeyMoved>
  /** Writes what is in memory, if it is not on disk yet. */
  save(): Promise<void>
  /**
   * Seals bytes by the vault's key, for a file beside it: the standard `age` tool opens it by the same identity.
   * @throws {@link VaultError} `vault-locked`
   */
  seal(plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** Opens what {@link seal} gave; undefined for anything else. @throws {@link VaultError} `vault-locked` */
  unseal(sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined>
}
