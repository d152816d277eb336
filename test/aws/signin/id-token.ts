/**
 * ID tokens as Sign-In makes them: ES384, five claims and an ARN that names the session.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7519 RFC 7519}
 * @module
 */
import { generateKeyPairSync, type JsonWebKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import type { Principal } from '../principals.ts'

const lifeInSeconds = 900

export class IdTokenIssuer {
  readonly #keyId = randomUUID()
  readonly #key: KeyObject
  /** What a client would check the tokens with. */
  readonly publicJwk: JsonWebKey

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    this.#key = privateKey
    this.publicJwk = { ...publicKey.export({ format: 'jwk' }), kid: this.#keyId, alg: 'ES384' }
  }

  /** @param now - Epoch seconds. */
  issue(principal: Principal, clientId: string, now: number): string {
    const device = clientId.split('/')[1]
    const signed = [
      { typ: 'JWT', alg: 'ES384', kid: this.#keyId },
      {
        sub: principal.arn,
        session_arn: principal.arn,
        iss: 'https://signin.aws.amazon.com/signin',
        aud: `arn:aws:signin:::cli/${device}`,
        iat: now,
        exp: now + lifeInSeconds,
      },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const signature = sign('sha384', Buffer.from(signed), { key: this.#key, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  }
}
