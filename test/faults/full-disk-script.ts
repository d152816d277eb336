/**
 * Runs as root in a mount namespace of its own, with a file system of 64 KiB at its first argument. Fills it, makes it
 * read-only, and prints what the vault did, as one line of JSON.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { createFiles } from '../../main/hosts/node/files.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { newKey } from '../../main/vault/sealing.ts'
import type { Vault } from '../../main/vault/vault.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { MemoryKeyStore } from '../fakes/memory-key-store.ts'

const [folder = ''] = process.argv.slice(2)
const identity = (await newKey()).identity.reveal()
const vaultDir = `${folder}/vault`

async function start(): Promise<Vault> {
  const vault = await createVault({
    files: createFiles(),
    keyStore: new MemoryKeyStore(identity),
    clock: new FakeClock(),
    log: { note: () => {} },
    folder: vaultDir,
  })
  await vault.open({})
  return vault
}

/** What a start of its own finds on the disk. */
const onDisk = async (): Promise<string[]> => Object.keys((await start()).contents().profiles)
const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)
const bind = (vault: Vault, profile: string): Promise<string> =>
  vault
    .update((before) => ({
      ...before,
      profiles: { ...before.profiles, [profile]: { session: 's'.repeat(5000) } },
    }))
    .then(() => 'saved', codeOf)
const seen = async (vault: Vault, outcome: string) => ({
  outcome,
  durable: vault.status().durable,
  inMemory: Object.keys(vault.contents().profiles),
  onDisk: await onDisk(),
  temporaries: readdirSync(vaultDir).filter((name) => name.endsWith('.tmp')).length,
})
const remount = (mode: 'ro' | 'rw'): void => {
  execFileSync('/usr/bin/mount', ['-o', `remount,${mode}`, folder])
}

const vault = await start()
const first = await seen(vault, await bind(vault, 'first'))
for (const size of [16_384, 4096, 512, 64]) {
  try {
    for (let count = 0; ; count += 1) writeFileSync(`${folder}/filler-${size}-${count}`, new Uint8Array(size))
  } catch {
    // It is full for files of this size.
  }
}
const full = await seen(vault, await bind(vault, 'full'))
for (const name of readdirSync(folder)) if (name.startsWith('filler')) rmSync(`${folder}/${name}`)
const afterFull = await seen(vault, await vault.save().then(() => 'saved', codeOf))
remount('ro')
const readOnly = await seen(vault, await bind(vault, 'read-only'))
remount('rw')
const afterReadOnly = await seen(vault, await bind(vault, 'last'))
process.stdout.write(JSON.stringify({ first, full, afterFull, readOnly, afterReadOnly }))
