import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, describe, expect, it } from 'vitest'
import { readManifest } from '../../../../main/hosts/electron/updates/update-manifest.ts'

const folder = mkdtempSync(join(tmpdir(), 'signet-release-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const [key, file] = [join(folder, 'key.pem'), join(folder, 'Signet.AppImage')]
writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
writeFileSync(file, 'an app')

const run = (...words: string[]) =>
  execFileSync(process.execPath, ['main/build/sign-release.ts', '--key', key, ...words], {
    encoding: 'utf8',
  }).trim()

describe('sign-release', () => {
  it('makes what installed apps believe', () => {
    const text = run('--counter', '4', '--days', '30', '--version', '0.2.0', `linux-x64=${file}`)
    const publicKey = run('--public')
    const check = {
      publicKey,
      now: Date.now(),
      lastCounter: 3,
      platform: 'linux-x64',
      runningVersion: '0.1.0',
    }
    expect(readManifest(text, check)).toEqual({
      ...{ version: '0.2.0', counter: 4, sizeInBytes: 6 },
      sha256: createHash('sha256').update('an app').digest('hex'),
    })
    expect(() => readManifest(text, { ...check, now: Date.now() + 31 * 86_400_000 })).toThrow(/expired/)
  })
})
