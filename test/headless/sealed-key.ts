import { Encrypter, generateX25519Identity } from 'age-encryption'

/** A vault's key, as a person who knows the passphrase could have made it with the `age` tool. */
export interface SealedKey {
  readonly passphrase: string
  readonly identity: string
  readonly sealed: Uint8Array
}

// The least work that the product accepts, a quarter of what it takes itself: tests start dozens of agents.
const scryptLogN = 15

/** One for all scenes of a test file. */
export const sealedKey: Promise<SealedKey> = seal(
  `CNRYpass phrase of a test ${Math.random().toString(36).slice(2)}`,
)

async function seal(passphrase: string): Promise<SealedKey> {
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(scryptLogN)
  return { passphrase, identity, sealed: await encrypter.encrypt(`${identity}\n`) }
}
