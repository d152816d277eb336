import { describe, expect, it } from 'vitest'
import { readManifest } from '../../../../../../main/hosts/electron/updates/update-manifest.ts'
import { releaseKey, signedRelease } from '../../../../../fakes/signed-release.ts'

const key = releaseKey()
const now = Date.UTC(2026, 10, 21)
const sha256 = 'ab'.repeat(32)
const release = {
  ...{ format: 1, counter: 7, expiresAt: now + 1, version: '0.2.0' },
  files: [{ platform: 'linux-x64', sizeInBytes: 1000, sha256 }],
}
const check = {
  ...{ publicKey: key.publicKey, now, lastCounter: 7, platform: 'linux-x64', runningVersion: '0.1.9' },
}
const read = (text: string, more: Partial<typeof check> = {}) => readManifest(text, { ...check, ...more })
const good = signedRelease(release, key)

describe('readManifest', () => {
  it('offers what is newer, for this machine', () => {
    expect(read(good)).toEqual({ version: '0.2.0', counter: 7, sizeInBytes: 1000, sha256 })
  })

  it.each([
    ['for another machine', { platform: 'darwin-arm64' }],
    ['that runs already', { runningVersion: '0.2.0' }],
    ['that is older', { runningVersion: '0.10.0' }],
    ['of an older major line', { runningVersion: '1.0.0' }],
  ])('offers nothing %s', (_, more) => {
    expect(read(good, more)).toBeUndefined()
  })

  const changed = (change: object) => signedRelease({ ...release, ...change }, key)
  const envelope = JSON.parse(good) as { signed: string; signature: string }
  const other = releaseKey()
  it.each([
    ['it has expired', changed({ expiresAt: now })],
    ['its counter is older than one that was seen', changed({ counter: 6 })],
    ['another key signed it', signedRelease(release, other)],
    ['it was signed for another purpose', signedRelease(release, key, { domain: '' })],
    ['one byte was changed', JSON.stringify({ ...envelope, signed: flipped(envelope.signed) })],
    ['the signature was changed', JSON.stringify({ ...envelope, signature: flipped(envelope.signature) })],
    ['the signature was cut', JSON.stringify({ ...envelope, signature: envelope.signature.slice(0, 40) })],
    ['there is no signature', JSON.stringify({ signed: envelope.signed })],
    ['there is more than there may be', JSON.stringify({ ...envelope, more: 1 })],
    ['something comes behind it', `${good} `.concat('{}')],
    ['it is not JSON', 'x'],
    ['it is empty', ''],
    ['it is longer than it may be', good.padEnd(64 * 1024 + 1)],
    ['a signed field is not known', changed({ run: 'sh' })],
    ['a signed field is missing', signedRelease({ ...release, counter: undefined }, key)],
    ['its version is none', changed({ version: '0.2' })],
    ['its version is a path', changed({ version: '../0.2.0' })],
    ['its digest is none', changed({ files: [{ ...release.files[0], sha256: 'x' }] })],
    ['its file is too large', changed({ files: [{ ...release.files[0], sizeInBytes: 2 ** 31 }] })],
    ['its counter is none', changed({ counter: 1.5 })],
    ['it is another format', changed({ format: 2 })],
    ['what was signed is not JSON', signedRelease(undefined, key, { text: '{' })],
  ])('refuses where %s (T21)', (_, text) => {
    expect(() => read(text)).toThrow(/not believed/)
  })

  it.each(['', 'x', 'A'.repeat(43), other.publicKey])(
    'refuses where the key that was built in is %j (T21)',
    (publicKey) => {
      expect(() => read(good, { publicKey })).toThrow(/its signature is wrong/)
    },
  )
})

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[3] = (bytes[3] ?? 0) ^ 1
  return bytes.toString('base64')
}
