/**
 * Sealing and opening: the only file that knows the age format. A vault is an age v1 file with one X25519 recipient,
 * and a sealed identity is one with a passphrase, so that the standard `age` tool opens both.
 *
 * SECURITY: age does not prove who wrote a file; whoever knows the recipient could write a vault that opens. So the
 * recipient (`age1…`) is kept as secret as the identity: it stands in no file, log or message.
 *
 * @see {@link https://c2sp.org/age The age file encryption format, version 1}
 * @module
 */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { jsonOf } from '../kernel/json-of.ts'
import { Secret } from '../kernel/secret.ts'
import { type VaultContents, vaultContentsSchema } from './session-record.ts'

/** What a file turned out to be. */
export type Opened =
  | { readonly kind: 'contents'; readonly contents: VaultContents }
  /** Authentic, but written by a Signet that knows more than this one. */
  | { readonly kind: 'newer' }
  /** No recipient of the file fits: another key's file, or damage just there. */
  | { readonly kind: 'other-key' }
  | { readonly kind: 'damaged' }

/** The two halves of a vault's key. */
export interface VaultKey {
  readonly identity: Secret
  readonly recipient: Secret
}

// 2^17 with r = 8, p = 1 is the least that OWASP names; 2^18 takes more than a second with this library.
const scryptLogN = 17
// SECURITY: the file says how much work to do. Less is too easy to guess; more would hold the agent up.
const acceptedScryptLogN = { least: 15, most: 20 }
const firstHeaderBytes = 1024
const noMatch = "no identity matched any of the file's recipients"

export async function newKey(): Promise<VaultKey> {
  return keyOf(await generateX25519Identity())
}

/** The key that an identity belongs to. Undefined when it is none: not one line `AGE-SECRET-KEY-1…` beside comments. */
export async function parseKey(text: string): Promise<VaultKey | undefined> {
  const lines = text.split('\n').map((line) => line.trim())
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'))
  const [identity] = identities
  if (identities.length !== 1 || !identity?.startsWith('AGE-SECRET-KEY-1')) return undefined
  try {
    return await keyOf(identity)
  } catch {
    return undefined
  }
}

async function keyOf(identity: string): Promise<VaultKey> {
  return { identity: new Secret(identity), recipient: new Secret(await identityToRecipient(identity)) }
}

/**
 * Seals contents for the key, and opens the result again before it may take the place of a vault that opens.
 * @throws Error when it does not open to the same contents.
 */
export async function sealContents(contents: VaultContents, key: VaultKey): Promise<Uint8Array<ArrayBuffer>> {
  return sealBytes(new TextEncoder().encode(JSON.stringify(contents)), key)
}

/** The same for what is kept beside the vault. */
export async function sealBytes(plain: Uint8Array, key: VaultKey): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(key.recipient.reveal())
  const sealed = new Uint8Array(await encrypter.encrypt(plain))
  const opened = await openBytes(sealed, key)
  const isSame = opened?.length === plain.length && plain.every((byte, index) => byte === opened[index])
  if (!isSame) throw new Error('what was sealed does not open')
  return sealed
}

/** Undefined for what does not open by this key. */
export async function openBytes(
  file: Uint8Array,
  key: VaultKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(key.identity.reveal())
    return new Uint8Array(await decrypter.decrypt(file))
  } catch {
    return undefined
  }
}

/** Opens a vault file. Never throws for what the file holds. */
export async function openContents(file: Uint8Array, key: VaultKey): Promise<Opened> {
  let plain: Uint8Array
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(key.identity.reveal())
    plain = await decrypter.decrypt(file)
  } catch (thrown) {
    return { kind: thrown instanceof Error && thrown.message === noMatch ? 'other-key' : 'damaged' }
  }
  // From here on the bytes are as they were sealed. What cannot be read is not damage but a form not known here.
  const parsed = vaultContentsSchema.safeParse(jsonOf(plain))
  return parsed.success ? { kind: 'contents', contents: parsed.data } : { kind: 'newer' }
}

/** Seals an identity with a passphrase, as `age -p` does. Holds the thread for about a second. */
export async function sealIdentity(key: VaultKey, passphrase: Secret): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase.reveal())
  encrypter.setScryptWorkFactor(scryptLogN)
  return new Uint8Array(await encrypter.encrypt(`${key.identity.reveal()}\n`))
}

/**
 * Opens a sealed identity.
 * What the types cannot say: damage in the one line that holds the passphrase's salt and proof looks like a wrong passphrase.
 */
export async function openIdentity(
  file: Uint8Array,
  passphrase: Secret,
): Promise<VaultKey | 'passphrase-wrong' | 'damaged'> {
  if (!scryptWorkAccepted(file)) return 'damaged'
  try {
    const decrypter = new Decrypter()
    decrypter.addPassphrase(passphrase.reveal())
    return (await parseKey(await decrypter.decrypt(file, 'text'))) ?? 'damaged'
  } catch (thrown) {
    return thrown instanceof Error && thrown.message === noMatch ? 'passphrase-wrong' : 'damaged'
  }
}

function scryptWorkAccepted(file: Uint8Array): boolean {
  const header = new TextDecoder('latin1').decode(file.subarray(0, firstHeaderBytes))
  const logN = Number(/^age-encryption\.org\/v1\n-> scrypt \S+ ([1-9][0-9]?)\n/.exec(header)?.[1])
  return logN >= acceptedScryptLogN.least && logN <= acceptedScryptLogN.most
}
