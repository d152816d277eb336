import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkUpdateFile } from '../../../../../../main/hosts/electron/updates/check-update-file.ts'
import { counterFile } from '../../../../../../main/hosts/electron/updates/counter-file.ts'
import { fetchManifest } from '../../../../../../main/hosts/electron/updates/fetch-manifest.ts'
import { FakeHttp, jsonReply } from '../../../../../fakes/fake-http.ts'
import { MemoryFiles } from '../../../../../fakes/memory-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'signet-update-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Buffer.alloc(300_000, 'signet')
const path = join(folder, 'update')
writeFileSync(path, bytes)
const whole = { sizeInBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }

describe('checkUpdateFile', () => {
  it('takes the file that was signed', async () => {
    await expect(checkUpdateFile(path, whole)).resolves.toBeUndefined()
  })

  it.each([
    ['one byte more', Buffer.concat([bytes, Buffer.from('x')])],
    ['one byte less', bytes.subarray(1)],
    ['one byte other', Buffer.concat([Buffer.from('X'), bytes.subarray(1)])],
    ['nothing in it', Buffer.alloc(0)],
  ])('refuses one with %s (T21)', async (name, content) => {
    const other = join(folder, name.replaceAll(' ', '-'))
    writeFileSync(other, content)
    await expect(checkUpdateFile(other, whole)).rejects.toThrow(/not the one that was signed/)
  })

  it('refuses a link, a folder and nothing at all (T21)', async () => {
    const link = join(folder, 'link')
    symlinkSync(path, link)
    for (const wrong of [link, folder, join(folder, 'none')])
      await expect(checkUpdateFile(wrong, whole)).rejects.toThrow(/not the one that was signed/)
  })
})

describe('counterFile', () => {
  it('begins with nothing, and keeps the last one', async () => {
    const file = counterFile(new MemoryFiles(), '/state/update.json')
    expect(await file.read()).toBe(0)
    await file.keep(7)
    expect(await file.read()).toBe(7)
  })

  it.each(['', '{', '{"counter":-1}', '{"counter":"7"}', '[]'])(
    'gives no counter of a file with %j (T21)',
    async (text) => {
      const files = new MemoryFiles()
      await files.replace('/u', new TextEncoder().encode(text), { mode: 0o600 })
      await expect(counterFile(files, '/u').read()).rejects.toThrow()
    },
  )
})

describe('fetchManifest', () => {
  it('asks the feed’s own folder', async () => {
    const http = new FakeHttp(jsonReply(200, 'text'))
    expect(await fetchManifest(http, 'https://updates.example/signet')).toBe('text')
    expect(http.requests.map(({ url }) => url.href)).toEqual([
      'https://updates.example/signet/signet-update.json',
    ])
  })

  it('takes nothing but a plain answer (T21)', async () => {
    const http = new FakeHttp(jsonReply(302, ''))
    await expect(fetchManifest(http, 'https://updates.example/')).rejects.toThrow(/HTTP 302/)
  })
})
