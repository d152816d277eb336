import { VaultError } from '../../main/kernel/errors.ts'
import type {
  ProfileBinding,
  SessionRecord,
  SignInSession,
  VaultContents,
} from '../../main/vault/session-record.ts'
import type { Vault, VaultStatus } from '../../main/vault/vault.ts'

/** What survives a kill. */
export interface MemoryDisk {
  contents: VaultContents
  onWritten?: (contents: VaultContents) => void
}

export function memoryDisk(
  sessions: readonly SessionRecord[] = [],
  profiles: Readonly<Record<string, string | ProfileBinding>> = {},
): MemoryDisk {
  const bindings = Object.entries(profiles).map(([name, bound]) => [
    name,
    typeof bound === 'string' ? { session: bound } : bound,
  ])
  return {
    contents: {
      version: 1,
      generation: 1,
      sessions: [...sessions],
      profiles: Object.fromEntries(bindings),
    },
  }
}

/** The sessions of AWS Sign-In. */
export function signInsOf({ sessions }: VaultContents): SignInSession[] {
  return sessions.filter((session) => session.kind === 'signin')
}

/** A vault on a disk that can be full, slow or hung. Starts open. */
export class MemoryVault implements Vault {
  readonly disk: MemoryDisk
  isWritable = true
  /** Each write waits for this first. */
  pause: Promise<void> | undefined
  saves = 0
  #memory: VaultContents
  #isDurable = true
  #isLocked = false
  #queue: Promise<unknown> = Promise.resolve()

  constructor(disk: MemoryDisk) {
    this.disk = disk
    this.#memory = disk.contents
  }

  moveKey(): never {
    throw new Error('not in this test')
  }

  status(): VaultStatus {
    return {
      state: this.#isLocked ? 'locked' : 'open',
      slot: 'key-store',
      path: '/vault.age',
      generation: this.#memory.generation,
      durable: this.#isDurable,
      notices: [],
    }
  }

  async open(): Promise<void> {
    if (!this.#isLocked) return
    this.#isLocked = false
    this.#memory = this.disk.contents
  }

  lock(): void {
    this.#isLocked = true
  }

  contents(): VaultContents {
    if (this.#isLocked) throw new VaultError('vault-locked', 'The vault is locked.', 'unlock')
    return this.#memory
  }

  async update(change: (contents: VaultContents) => VaultContents): Promise<void> {
    const changed = change(this.contents())
    this.#memory = { ...changed, generation: this.#memory.generation + 1 }
    await this.#write()
  }

  async save(): Promise<void> {
    this.saves += 1
    if (!this.#isDurable) await this.#write()
  }

  /** Turned round, so that nothing of it is found by a search. */
  async seal(plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    this.contents()
    return new Uint8Array([0, ...plain.map((byte) => byte ^ 0xff)])
  }

  async unseal(sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
    this.contents()
    return sealed[0] === 0 ? new Uint8Array(sealed.slice(1).map((byte) => byte ^ 0xff)) : undefined
  }

  #write(): Promise<void> {
    const written = this.#queue.then(async () => {
      if (this.pause) await this.pause
      if (!this.isWritable) {
        this.#isDurable = false
        throw new VaultError('vault-unwritable', 'The vault could not be written.')
      }
      this.disk.contents = this.#memory
      this.disk.onWritten?.(this.#memory)
      this.#isDurable = true
    })
    this.#queue = written.catch(() => undefined)
    return written
  }
}
