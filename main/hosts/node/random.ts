import { randomBytes, randomUUID } from 'node:crypto'
import type { Random } from '../../kernel/ports/random.ts'

/** Randomness of the operating system. */
export function nodeRandom(): Random {
  return {
    bytes: (length) => Uint8Array.from(randomBytes(length)),
    uuid: () => randomUUID(),
    unit: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  }
}
