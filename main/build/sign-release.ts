/**
 * Makes `signet-update.json`, what a release says of itself, for the feed that installed apps look at:
 *
 *   node main/build/sign-release.ts --key KEY.pem --counter N --days N --version 1.2.3 PLATFORM=FILE …
 *
 * The key is Ed25519, as `openssl genpkey -algorithm ed25519` makes it; it never goes to a build machine. The counter goes
 * up with each release. Writes to the standard output; `--public` prints the public key for `SIGNET_UPDATE_KEY` instead.
 *
 * @module
 */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: {
    key: { type: 'string' },
    counter: { type: 'string' },
    days: { type: 'string' },
    version: { type: 'string' },
    public: { type: 'boolean' },
  },
  allowPositionals: true,
})
const key = createPrivateKey(readFileSync(values.key ?? ''))
if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key must be Ed25519.')
process.stdout.write(`${values.public ? publicKey() : manifest()}\n`)

function publicKey(): string {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  return Buffer.from(x, 'base64url').toString('base64')
}

function manifest(): string {
  const files = positionals.map((pair) => {
    const [platform = '', path = ''] = pair.split('=')
    const bytes = readFileSync(path)
    return { platform, sizeInBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
  const expiresAt = Date.now() + Number(values.days) * 86_400_000
  const said = { format: 1, counter: Number(values.counter), expiresAt, version: values.version, files }
  const signed = Buffer.from(JSON.stringify(said))
  const signature = sign(null, Buffer.concat([Buffer.from('signet-update-1\n'), signed]), key)
  return JSON.stringify({ signed: signed.toString('base64'), signature: signature.toString('base64') })
}
