import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../../../main/kernel/secret.ts'
import { createVault } from '../../../../main/vault/create-vault.ts'
import {
  newKey,
  openContents,
  openIdentity,
  parseKey,
  sealContents,
  sealIdentity,
  type VaultKey,
} from '../../../../main/vault/sealing.ts'
import type { VaultContents } from '../../../../main/vault/session-record.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'
import { MemoryKeyStore } from '../../../fakes/memory-key-store.ts'

const contents: VaultContents = {
  version: 1,
  generation: 7,
  sessions: [],
  profiles: { production: { session: 'arn:aws:iam::123456789012:user/é' } },
}
const older: VaultContents = { version: 1, generation: 6, sessions: [], profiles: {} }
const noAge = spawnSync('/usr/bin/age', ['--version']).error ? 'there is no age tool' : undefined

/** Opens a vault with this file in the place of vault.age and a good generation before it. */
async function openWith(file: Uint8Array, key: VaultKey, previous: Uint8Array) {
  const files = new MemoryFiles()
  files.put('/v/vault.age', file)
  files.put('/v/vault.previous.age', previous)
  const vault = await createVault({
    files,
    keyStore: new MemoryKeyStore(key.identity.reveal()),
    clock: new FakeClock(),
    log: { note: () => {} },
    folder: '/v',
  })
  await vault.open({})
  const aside = files.names('/v').filter((name) => name.startsWith('vault.corrupt-'))
  return {
    generation: vault.contents().generation,
    notices: vault.status().notices.length,
    isKept: aside.length === 1 && Buffer.from(files.bytes(`/v/${aside[0]}`)).equals(file),
  }
}

describe('a damaged vault file', () => {
  const outcome = { generation: 6, notices: 1, isKept: true }

  it('never opens as something else: cut at each byte, it is set aside and the generation before opens (R6, T3)', async () => {
    const key = await newKey()
    const [sealed, previous] = [await sealContents(contents, key), await sealContents(older, key)]
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await openWith(sealed.subarray(0, length), key, previous), `cut at ${length}`).toEqual(outcome)
    }
  })

  it('never opens as something else: with a bit of each byte turned (R6, T3)', async () => {
    const key = await newKey()
    const [sealed, previous] = [await sealContents(contents, key), await sealContents(older, key)]
    for (let index = 0; index < sealed.length; index += 1) {
      const turned = sealed.slice()
      turned[index] = (turned[index] ?? 0) ^ (1 << (index % 8))
      expect(await openWith(turned, key, previous), `bit ${index % 8} of byte ${index}`).toEqual(outcome)
    }
  })

  it('never opens as something else: every bit of every byte, and bytes added behind (R6, T3)', async () => {
    const key = await newKey()
    const sealed = await sealContents(contents, key)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const turned = sealed.slice()
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect((await openContents(turned, key)).kind, `bit ${bit}`).not.toBe('contents')
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (more) => {
        expect((await openContents(Uint8Array.of(...sealed, ...more), key)).kind).not.toBe('contents')
      }),
      { numRuns: 200 },
    )
  })

  it('takes no other file for a vault', async () => {
    const key = await newKey()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await openContents(bytes, key)).kind).toBe('damaged')
      }),
      { numRuns: 500 },
    )
  })
})

describe('openContents', () => {
  it('tells another key’s file from damage', async () => {
    const [key, other] = [await newKey(), await newKey()]
    const sealed = await sealContents(contents, key)
    expect([
      await openContents(sealed, key),
      await openContents(sealed, other),
      await openContents(sealed.subarray(0, -1), key),
    ]).toEqual([{ kind: 'contents', contents }, { kind: 'other-key' }, { kind: 'damaged' }])
  })

  it('opens a vault of ten thousand profiles', async () => {
    const key = await newKey()
    const many = Array.from(
      { length: 10_000 },
      (_, index) => [`profile-${index}`, { session: 'arn' }] as const,
    )
    const large = { ...contents, profiles: Object.fromEntries(many) }
    expect(await openContents(await sealContents(large, key), key)).toEqual({
      kind: 'contents',
      contents: large,
    })
  })
})

describe('parseKey', () => {
  it.each([
    '',
    'AGE-SECRET-KEY-1',
    'AGE-SECRET-KEY-1QQQQ',
    'AGE-SECRET-KEY-PQ-1QQQQ',
    'age1qqqq',
    'two\nlines',
  ])('has none for %j', async (text) => {
    expect(await parseKey(text)).toBeUndefined()
  })

  it('reads what age-keygen writes, comments and all', async () => {
    const key = await newKey()
    const text = `# created: 2026-01-02T03:04:05Z\n# public key: age1x\n${key.identity.reveal()}\n`
    expect((await parseKey(text))?.identity.reveal()).toBe(key.identity.reveal())
  })

  it('does not show itself (T23)', async () => {
    const key = await newKey()
    expect(`${JSON.stringify(key)} ${key.identity} ${key.recipient}`).not.toMatch(/AGE-SECRET|age1/)
  })
})

describe('openIdentity', () => {
  it('has the identity for the passphrase, and only for that', async () => {
    const key = await newKey()
    const sealed = await sealIdentity(key, new Secret('correct horse battery'))
    const opened = await openIdentity(sealed, new Secret('correct horse battery'))
    expect(typeof opened === 'object' && opened.identity.reveal()).toBe(key.identity.reveal())
    expect(await openIdentity(sealed, new Secret('correct horse batterx'))).toBe('passphrase-wrong')
  })

  it('never has another identity for a damaged file', async () => {
    const sealed = await sealIdentity(await newKey(), new Secret('correct horse battery'))
    // One byte in each part of the file; each try costs half a second of work on purpose.
    for (const index of [3, 40, 90, 130, 170, 200, sealed.length - 1]) {
      const turned = sealed.slice()
      turned[index] = (turned[index] ?? 0) ^ 1
      expect(typeof (await openIdentity(turned, new Secret('correct horse battery'))), `byte ${index}`).toBe(
        'string',
      )
    }
  })
})

describe('the standard age tool', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signet-age-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const reason = noAge ? ` (skipped: ${noAge})` : ''

  it.skipIf(noAge)(`opens a vault with the identity${reason}`, async () => {
    const key = await newKey()
    writeFileSync(join(folder, 'vault.age'), await sealContents(contents, key))
    writeFileSync(join(folder, 'identity'), key.identity.reveal(), { mode: 0o600 })
    const plain = execFileSync('/usr/bin/age', [
      '-d',
      '-i',
      join(folder, 'identity'),
      join(folder, 'vault.age'),
    ])
    expect(JSON.parse(plain.toString())).toEqual(contents)
  })

  it.skipIf(noAge)(`makes a vault that opens here${reason}`, async () => {
    const key = await newKey()
    const sealed = execFileSync('/usr/bin/age', ['-r', key.recipient.reveal()], {
      input: JSON.stringify(contents),
    })
    expect(await openContents(sealed, key)).toEqual({ kind: 'contents', contents })
  })

  it.skipIf(noAge)(
    `opens a sealed identity with its passphrase, and the vault with that (E.5)${reason}`,
    async () => {
      const key = await newKey()
      writeFileSync(
        join(folder, 'identity.age'),
        await sealIdentity(key, new Secret('correct horse battery')),
      )
      writeFileSync(join(folder, 'vault.age'), await sealContents(contents, key))
      const identity = ageAtTerminal(['-d', join(folder, 'identity.age')], 'correct horse battery')
      expect(identity).toContain(key.identity.reveal())
      const plain = ageAtTerminal(
        ['-d', '-i', join(folder, 'identity.age'), join(folder, 'vault.age')],
        'correct horse battery',
      )
      expect(plain).toContain('"generation":7')
    },
  )
})

/** age asks for a passphrase at a terminal only, so it is given one. */
function ageAtTerminal(argv: readonly string[], passphrase: string): string {
  const program = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv('/usr/bin/age', ['age'] + sys.argv[1:])
out = b''
asked = False
while True:
    try:
        chunk = os.read(fd, 4096)
    except OSError:
        break
    if not chunk:
        break
    out += chunk
    if not asked and b'assphrase' in out:
        os.write(fd, sys.stdin.readline().encode())
        asked = True
os.waitpid(pid, 0)
sys.stdout.write(out.decode())
`
  return execFileSync('/usr/bin/python3', ['-c', program, ...argv], { input: `${passphrase}\n` }).toString()
}
