import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPassphraseFile } from '../../../../../main/hosts/node/passphrase-file.ts'

let folder = ''
let path = ''
const notRoot = process.getuid?.() === 0 ? undefined : 'only root can give a file away'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signet-passphrase-'))
  path = join(folder, 'passphrase')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const refusal = (words: RegExp) => ({
  code: 'vault-locked',
  remedy: 'fix-config',
  message: expect.stringMatching(words),
})

describe('createPassphraseFile', () => {
  it.each([
    ['correct horse', 'correct horse'],
    ['correct horse\n', 'correct horse'],
    ['correct horse\r\nsecond line\n', 'correct horse'],
    [' spaces count \n', ' spaces count '],
    ['pässwörter\n', 'pässwörter'],
  ])('has the first line of %j', async (text, expected) => {
    writeFileSync(path, text, { mode: 0o600 })
    expect((await createPassphraseFile(path).read()).reveal()).toBe(expected)
  })

  it('reads it anew each time', async () => {
    const file = createPassphraseFile(path)
    writeFileSync(path, 'first', { mode: 0o600 })
    await file.read()
    writeFileSync(path, 'second')
    expect((await file.read()).reveal()).toBe('second')
  })

  it.each([0o640, 0o604, 0o660, 0o644, 0o610, 0o602])(
    'refuses mode %o, and names the command that closes it (T4)',
    async (mode) => {
      writeFileSync(path, 'correct horse')
      chmodSync(path, mode)
      await expect(createPassphraseFile(path).read()).rejects.toMatchObject(
        refusal(/chmod 600 ".*passphrase"/),
      )
    },
  )

  it('refuses a link, a folder, a pipe, and what is not there (T5)', async () => {
    writeFileSync(path, 'correct horse', { mode: 0o600 })
    symlinkSync('passphrase', join(folder, 'link'))
    spawnSync('/usr/bin/mkfifo', ['-m', '600', join(folder, 'pipe')])
    const read = (name: string) => createPassphraseFile(name).read()
    await expect(read(join(folder, 'link'))).rejects.toMatchObject(refusal(/is a link/))
    await expect(read(folder)).rejects.toMatchObject(refusal(/not a plain file/))
    await expect(read(join(folder, 'pipe'))).rejects.toMatchObject(refusal(/not a plain file/))
    await expect(read(join(folder, 'nothing'))).rejects.toMatchObject(refusal(/does not exist/))
  })

  it.skipIf(notRoot)(
    `refuses another user’s file${notRoot ? ` (skipped: ${notRoot})` : ''} (T4)`,
    async () => {
      writeFileSync(path, 'correct horse', { mode: 0o600 })
      chownSync(path, 65534, 65534)
      await expect(createPassphraseFile(path).read()).rejects.toMatchObject(refusal(/another user/))
    },
  )

  it('refuses what is too large, empty or no text, and never shows what is in it (T23)', async () => {
    const attempts: [string | Uint8Array, RegExp][] = [
      ['correct horse'.repeat(400), /larger than 4096/],
      ['', /no text/],
      ['\ncorrect horse', /no text/],
      [Uint8Array.of(0xff, 0xfe, 0x41), /no text/],
    ]
    for (const [text, words] of attempts) {
      writeFileSync(path, text, { mode: 0o600 })
      const thrown = await createPassphraseFile(path)
        .read()
        .catch((error: unknown) => error)
      expect(thrown).toMatchObject(refusal(words))
      expect(String(thrown)).not.toContain('correct horse')
    }
  })
})
