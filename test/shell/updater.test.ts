import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import { releaseKey, signedRelease } from '../fakes/signed-release.ts'

const key = releaseKey()
const fresh = Buffer.from(`#!/bin/sh\n# ${'the new one '.repeat(1_000)}\nexit 0\n`)
const other = Buffer.from(String(fresh).replace('the new one', 'THE NEW ONE'))

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

interface Feed {
  /** What the feed gives as the app. */
  readonly file?: Buffer
  /** What was signed. */
  readonly signed?: Buffer
  readonly version?: string
  readonly expiresAt?: number
}

/** A running app at 0.1.0 that looks at this feed, with the real electron-updater. */
async function update({
  file = fresh,
  signed = fresh,
  version = '0.2.0',
  expiresAt = Date.now() + 60_000,
}: Feed = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'signet-updater-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const server = createServer((request, response) =>
    response.end(files[(request.url ?? '').split('?')[0] ?? '']),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  const feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const digest = (algorithm: string, encoding: 'hex' | 'base64', bytes: Buffer) =>
    createHash(algorithm).update(bytes).digest(encoding)
  // The feed agrees with itself: only what was signed can tell that it lies.
  const sha512 = digest('sha512', 'base64', file)
  const asset = { platform: 'linux-x64', sizeInBytes: signed.length, sha256: digest('sha256', 'hex', signed) }
  const files: Record<string, string | Buffer> = {
    '/signet-update.json': signedRelease(
      { format: 1, counter: 1, expiresAt, version: '0.2.0', files: [asset] },
      key,
    ),
    '/latest-linux.yml': `version: ${version}\nfiles:\n  - url: Signet-${version}.AppImage\n    sha512: ${sha512}\n    size: ${file.length}\npath: Signet-${version}.AppImage\nsha512: ${sha512}\nreleaseDate: '2026-11-21T00:00:00.000Z'\n`,
    [`/Signet-${version}.AppImage`]: file,
  }
  const image = join(folder, 'Signet.AppImage')
  writeFileSync(image, '#!/bin/sh\n# the old one\n')
  chmodSync(image, 0o755)
  mkdirSync(join(folder, 'resources'))
  writeFileSync(
    join(folder, 'resources/app-update.yml'),
    `provider: generic\nurl: ${feed}\nupdaterCacheDirName: signet-updater\n`,
  )
  const env = { PATH: '/usr/bin:/bin', HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), APPIMAGE: image }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'updater/run.ts')], {
    env: { ...env, FEED: feed, KEY: key.publicKey, RESOURCES: join(folder, 'resources') },
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk
  })
  let wrong = ''
  child.stderr.on('data', (chunk: Buffer) => {
    wrong += chunk
  })
  await once(child, 'close')
  return {
    end: said.trim(),
    why: wrong.trim().split('\n')[0] ?? '',
    installed: readFileSync(image, 'utf8').includes('the old one') ? 'old' : 'new',
  }
}

describe('an update with the real electron-updater', () => {
  it('is installed where everything is as it was signed', async () => {
    expect(await update()).toEqual({ end: 'installing', why: '', installed: 'new' })
  })

  const another = /not the one that was signed/
  it.each([
    ['the file is another one than was signed', { file: other }, another],
    ['the file is longer than was signed', { file: Buffer.concat([fresh, Buffer.from('#')]) }, another],
    ['another file was signed', { signed: other }, another],
    ['the feed offers another version', { version: '0.3.0' }, /offers another version/],
    ['what was signed has expired', { expiresAt: 1 }, /has expired/],
  ] satisfies [string, Feed, RegExp][])(
    'is not installed where %s, though the feed agrees with itself (T21)',
    async (_, feed, why) => {
      expect(await update(feed)).toEqual({ end: 'failed', why: expect.stringMatching(why), installed: 'old' })
    },
  )
})
