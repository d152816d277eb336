/**
 * The one entry Signet keeps in the operating system's key store: the vault's age identity.
 * Every call ends within 5 s, whatever the store does.
 */
export interface KeyStore {
  /** The entry, or undefined when the store is there, open, and has none. Never undefined for a locked store. */
  read(): Promise<string | undefined>
  write(identity: string): Promise<void>
  remove(): Promise<void>
}
/* Each call throws VaultError: `key-store-absent`, `key-store-locked`, `key-store-denied`, `key-store-timed-out`. */
