import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createFiles } from '../../main/hosts/node/files.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { MemoryKeyStore } from '../fakes/memory-key-store.ts'
import { ScriptedPrompts } from '../fakes/scripted-prompts.ts'

const golden = new URL('./golden/', import.meta.url).pathname
const goldenSchema = z.object({
  about: z.string(),
  identity: z.string(),
  passphrase: z.string(),
  contents: z.unknown(),
})

/** Every version's vault that was ever released opens in this one. A folder is never changed once it is here. */
describe.each(readdirSync(golden))('the golden vault %s', (version) => {
  const { identity, passphrase, contents } = goldenSchema.parse(
    JSON.parse(readFileSync(join(golden, version, 'golden.json'), 'utf8')),
  )

  async function openCopy(files: readonly string[], keyStore: MemoryKeyStore, prompts: ScriptedPrompts) {
    const folder = mkdtempSync(join(tmpdir(), 'signet-golden-'))
    for (const name of files) copyFileSync(join(golden, version, name), join(folder, name))
    try {
      const vault = await createVault({
        files: createFiles(),
        keyStore,
        clock: new FakeClock(),
        log: { note: () => {} },
        folder,
      })
      await vault.open(prompts)
      return vault.contents()
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('opens with its identity in the key store (R33)', async () => {
    expect(await openCopy(['vault.age'], new MemoryKeyStore(identity), new ScriptedPrompts())).toEqual(
      contents,
    )
  })

  it('opens with its passphrase (R33)', async () => {
    const opened = await openCopy(
      ['vault.age', 'identity.age'],
      new MemoryKeyStore(),
      new ScriptedPrompts(passphrase),
    )
    expect(opened).toEqual(contents)
  })
})
