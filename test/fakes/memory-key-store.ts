import type { VaultError } from '../../main/kernel/errors.ts'
import type { KeyStore } from '../../main/kernel/ports/key-store.ts'

/** A key store in memory. While `refusal` stands, every call throws it. */
export class MemoryKeyStore implements KeyStore {
  entry: string | undefined
  refusal: VaultError | undefined
  readonly calls: string[] = []
  /** What becomes of a written entry: a store that cuts or forgets is a test of its own. */
  keep: (identity: string) => string | undefined = (identity) => identity

  constructor(entry?: string) {
    this.entry = entry
  }

  async read(): Promise<string | undefined> {
    this.#call('read')
    return this.entry
  }

  async write(identity: string): Promise<void> {
    this.#call('write')
    this.entry = this.keep(identity)
  }

  async remove(): Promise<void> {
    this.#call('remove')
    this.entry = undefined
  }

  #call(name: string): void {
    this.calls.push(name)
    if (this.refusal) throw this.refusal
  }
}
