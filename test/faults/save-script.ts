/**
 * A small program that opens a vault and saves, to be killed and failed at any call of the system.
 * Arguments: `once` or `loop`, the vault's folder, a file with the identity that the key store would hold, the file
 * for its lines. When everything is loaded it prints `ready` and waits for a byte, so that a tracer can come in.
 * Each line is written before it goes on: `durable <n>` means that generation n was confirmed.
 */
import { once } from 'node:events'
import { openSync, readFileSync, writeSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { createFiles } from '../../main/hosts/node/files.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { MemoryKeyStore } from '../fakes/memory-key-store.ts'

const [mode, folder = '', identityPath = '', linesPath = ''] = process.argv.slice(2)
const lines = openSync(linesPath, 'a')
const say = (line: string): void => {
  writeSync(lines, `${line}\n`)
}
const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)

const vault = await createVault({
  files: createFiles(),
  keyStore: new MemoryKeyStore(readFileSync(identityPath, 'utf8').trim()),
  clock: { now: () => Date.now(), elapsed: () => performance.now(), schedule: () => () => {} },
  log: { note: () => {} },
  folder,
})
writeSync(1, 'ready\n')
await once(process.stdin, 'data')
try {
  await vault.open({})
  say(`opened ${vault.status().generation} ${vault.status().durable}`)
} catch (thrown) {
  say(`not-opened ${codeOf(thrown)}`)
  process.exit(3)
}
const change = (): Promise<void> =>
  vault.update((contents) => ({
    ...contents,
    profiles: { ...contents.profiles, [`p${contents.generation + 1}`]: { session: 'x' } },
  }))

do {
  try {
    await change()
    say(`durable ${vault.status().generation}`)
  } catch (thrown) {
    say(`failed ${codeOf(thrown)} ${vault.status().durable}`)
    try {
      await vault.save()
      say(`durable ${vault.status().generation}`)
    } catch (again) {
      say(`failed ${codeOf(again)} ${vault.status().durable}`)
    }
  }
} while (mode === 'loop')
process.exit(0)
