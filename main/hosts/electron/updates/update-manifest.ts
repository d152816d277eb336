/**
 * What a release says of itself, signed (T21): which version, which file, how long it may be believed. Whatever is not
 * exactly as it must be is no update.
 *
 * @see {@link https://datatracker.ietf.org/doc/html/rfc8032 RFC 8032}, Ed25519
 * @module
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import * as z from 'zod/mini'
import { RefusalError } from '../../../kernel/errors.ts'
import { isNewer } from './version-order.ts'

const version = z.string().check(z.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/))

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Goes up with each release, so that an old manifest cannot come back. */
  counter: z.int().check(z.minimum(1)),
  /** Epoch milliseconds. */
  expiresAt: z.int(),
  version,
  files: z
    .array(
      z.strictObject({
        /** Such as `linux-x64`. */
        platform: z.string().check(z.maxLength(32)),
        sizeInBytes: z.int().check(z.minimum(1), z.maximum(1024 * 1024 * 1024)),
        /** In lower-case hexadecimal. */
        sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      }),
    )
    .check(z.maxLength(16)),
})

const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]{4,}={0,2}$/))
const envelopeSchema = z.strictObject({ signed: base64, signature: base64 })

export interface UpdateOffer {
  readonly version: string
  readonly counter: number
  readonly sizeInBytes: number
  readonly sha256: string
}

export interface ManifestCheck {
  /** 32 bytes in base64, built into the app. */
  readonly publicKey: string
  readonly now: number
  /** The highest that was ever seen here. */
  readonly lastCounter: number
  readonly platform: string
  readonly runningVersion: string
}

const longestManifest = 64 * 1024
/** What is signed begins so: a signature of this key over something else is not one over a manifest. */
const domain = Buffer.from('signet-update-1\n')

/**
 * @returns Undefined when it is genuine and has nothing newer for this machine.
 * @throws {@link RefusalError} `access-denied` for anything else. Fails closed.
 */
export function readManifest(text: string, check: ManifestCheck): UpdateOffer | undefined {
  if (text.length > longestManifest) throw refused('it is too long')
  const envelope = parsed(text, envelopeSchema)
  const signed = Buffer.from(envelope.signed, 'base64')
  const signature = Buffer.from(envelope.signature, 'base64')
  // SECURITY: nothing of what was signed is looked at before this.
  if (!isSigned(signed, signature, check.publicKey)) throw refused('its signature is wrong')
  const manifest = parsed(signed.toString('utf8'), manifestSchema)
  if (manifest.expiresAt <= check.now) throw refused('it has expired')
  if (manifest.counter < check.lastCounter) throw refused('it is older than one that was seen before')
  const file = manifest.files.find(({ platform }) => platform === check.platform)
  if (file === undefined || !isNewer(manifest.version, check.runningVersion)) return undefined
  const { sizeInBytes, sha256 } = file
  return { version: manifest.version, counter: manifest.counter, sizeInBytes, sha256 }
}

function isSigned(signed: Buffer, signature: Buffer, publicKey: string): boolean {
  let key: KeyObject
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url')
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return signature.length === 64 && verify(null, Buffer.concat([domain, signed]), key, signature)
  } catch {
    return false
  }
}

function parsed<Schema extends z.ZodMiniType>(text: string, schema: Schema): z.infer<Schema> {
  try {
    const found = schema.safeParse(JSON.parse(text))
    if (found.success) return found.data
  } catch {
    // Said below, in our own words.
  }
  throw refused('it is not of its form')
}

function refused(why: string): RefusalError {
  return new RefusalError('access-denied', `What the update says of itself was not believed: ${why}.`)
}
