/** A release that says of itself what a test wants, signed by a key of the test's own. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export interface ReleaseKey {
  /** 32 bytes in base64, as it is built into the app. */
  readonly publicKey: string
  readonly privateKey: KeyObject
}

export function releaseKey(): ReleaseKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return { publicKey: Buffer.from(x, 'base64url').toString('base64'), privateKey }
}

/** The file of the feed. `domain` is what the signature begins over. */
export function signedRelease(
  manifest: unknown,
  { privateKey }: ReleaseKey,
  { domain = 'signet-update-1\n', text = JSON.stringify(manifest) } = {},
): string {
  const signed = Buffer.from(text)
  const signature = sign(null, Buffer.concat([Buffer.from(domain), signed]), privateKey)
  return JSON.stringify({ signed: signed.toString('base64'), signature: signature.toString('base64') })
}
