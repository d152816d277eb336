/**
 * X.509 certificates of an authority made up for a test: just enough DER (ITU-T X.690) for an elliptic key.
 *
 * @module
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

export interface IssuedCertificate {
  readonly cert: string
  readonly key: string
}

export interface TestAuthority {
  /** The authority's own certificate, PEM. */
  readonly cert: string
  /** A server certificate. Names are DNS names or IPv4 addresses; times are epoch milliseconds. */
  issue(names: readonly string[], validity?: { notBefore: number; notAfter: number }): IssuedCertificate
}

const day = 86_400_000

export function testAuthority(name = 'Test authority'): TestAuthority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const usual = { notBefore: Date.now() - day, notAfter: Date.now() + day }
  const certificate = (
    subject: string,
    key: KeyObject,
    validity: typeof usual,
    extensions: Buffer,
  ): string => {
    const algorithm = der(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
    const toBeSigned = der(
      0x30,
      der(0xa0, der(0x02, Buffer.of(2))),
      der(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
      algorithm,
      commonName(name),
      der(0x30, time(validity.notBefore), time(validity.notAfter)),
      commonName(subject),
      key.export({ type: 'spki', format: 'der' }),
      der(0xa3, der(0x30, extensions)),
    )
    const signature = der(0x03, Buffer.of(0), sign('sha256', toBeSigned, privateKey))
    return pem(der(0x30, toBeSigned, algorithm, signature))
  }
  const basicConstraints = der(0x30, oid(0x55, 0x1d, 0x13), yes, der(0x04, der(0x30, yes)))
  return {
    cert: certificate(name, publicKey, usual, basicConstraints),
    issue(names, validity = usual) {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const alternatives = names.map((other) =>
        isIPv4(other) ? der(0x87, Buffer.from(other.split('.').map(Number))) : der(0x82, Buffer.from(other)),
      )
      const subjectAltName = der(0x30, oid(0x55, 0x1d, 0x11), der(0x04, der(0x30, ...alternatives)))
      return {
        cert: certificate(names[0] ?? 'nobody', own.publicKey, validity, subjectAltName),
        key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      }
    },
  }
}

const yes = Buffer.of(0x01, 0x01, 0xff)

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...head), content])
}

function oid(...bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes))
}

function commonName(name: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))))
}

function time(epochMilliseconds: number): Buffer {
  const digits = new Date(epochMilliseconds).toISOString().replace(/\D/g, '').slice(0, 14)
  return der(0x18, Buffer.from(`${digits}Z`))
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
