import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFiles } from '../../main/hosts/node/files.ts'
import { createKeyStore, type KeyStoreOptions } from '../../main/hosts/node/key-store.ts'
import type { KeyStore } from '../../main/kernel/ports/key-store.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { ScriptedPrompts } from '../fakes/scripted-prompts.ts'
import { noKeyring, PrivateSession } from './private-session.ts'

const reason = noKeyring()
const skipped = reason ? ` (skipped: ${reason})` : ''
const identity = 'AGE-SECRET-KEY-1TEST'

describe.skipIf(reason)(`the key store, against a real keyring${skipped}`, () => {
  let session: PrivateSession
  let folder = ''
  beforeEach(async () => {
    session = await PrivateSession.start()
    folder = mkdtempSync(join(tmpdir(), 'signet-vault-'))
  })
  afterEach(async () => {
    await session.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const keyStore = (options: Partial<KeyStoreOptions> = {}): KeyStore =>
    createKeyStore({ folder: '/state/vault', env: session.env, ...options })

  /** How a read and a write end. Each does: what hangs is ended by the store's own deadline. */
  async function refusals(store: KeyStore): Promise<unknown[]> {
    const codes: unknown[] = []
    for (const call of [() => store.read(), () => store.write(identity)]) {
      codes.push(
        await call().then(
          (value) => value ?? 'nothing',
          (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
        ),
      )
    }
    return codes
  }

  it('writes, reads and removes one entry, and two vaults do not share it', async () => {
    await session.startKeyring('pw')
    const [one, other] = [keyStore(), keyStore({ folder: '/other/vault' })]
    expect(await one.read()).toBeUndefined()
    await one.write(identity)
    await other.write('AGE-SECRET-KEY-1OTHER')
    await one.write(`${identity}2`)
    expect([await keyStore().read(), await other.read()]).toEqual([`${identity}2`, 'AGE-SECRET-KEY-1OTHER'])
    await one.remove()
    await one.remove()
    expect([await one.read(), await other.read()]).toEqual([undefined, 'AGE-SECRET-KEY-1OTHER'])
  })

  it('keeps the entry over a restart of the keyring, with the same child (M18)', async () => {
    await session.startKeyring('pw')
    const store = keyStore()
    await store.write(identity)
    await session.killKeyring()
    await session.startKeyring('pw')
    expect([await store.read(), await keyStore().read()]).toEqual([identity, identity])
  })

  it('says that it is locked where there is no screen to unlock it on (R22)', async () => {
    await session.startKeyring('pw')
    await keyStore().write(identity)
    session.lock()
    expect(await refusals(keyStore())).toEqual(['key-store-locked', 'key-store-locked'])
  })

  it('says that it was denied where a dialog was dismissed (R23)', async () => {
    await session.startKeyring('pw')
    await keyStore().write(identity)
    session.lock()
    const withScreen = keyStore({ env: { ...session.env, DISPLAY: ':987' } })
    expect(await refusals(withScreen)).toEqual(['key-store-denied', 'key-store-denied'])
  })

  it('does not wait for a dialog that nobody answers, and Node’s own files go on meanwhile (R24)', async () => {
    await session.startKeyring('pw')
    await keyStore().write(identity)
    session.lock()
    await session.startDialogThatHangs()
    const store = keyStore({ deadlineInMilliseconds: 1500 })
    const hung = Promise.allSettled(Array.from({ length: 8 }, () => store.read()))
    await readFile(new URL(import.meta.url))
    const outcomes = await hung
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
      Array.from({ length: 8 }, () => 'key-store-timed-out'),
    )
  })

  it('does not wait for a keyring that hangs, and reads again when it is back (R24)', async () => {
    await session.startKeyring('pw')
    const store = keyStore()
    await store.write(identity)
    session.keyring?.kill('SIGSTOP')
    expect(await refusals(store)).toEqual(['key-store-timed-out', 'key-store-timed-out'])
    session.keyring?.kill('SIGCONT')
    expect(await store.read()).toBe(identity)
  })

  it('says that there is none: no bus, a bus without a keyring, a keyring without a collection (R25)', async () => {
    const { DBUS_SESSION_BUS_ADDRESS: _, ...noBus } = session.env
    const deadBus = { ...session.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }
    const absent = ['key-store-absent', 'key-store-absent']
    expect(await refusals(keyStore({ env: noBus }))).toEqual(absent)
    expect(await refusals(keyStore({ env: deadBus }))).toEqual(absent)
    expect(await refusals(keyStore())).toEqual(absent)
    await session.startKeyring()
    expect(await refusals(keyStore())).toEqual(['nothing', 'key-store-absent'])
  })

  it('has a child that ends when it is idle, and with its parent, also in the middle of a call', async () => {
    await session.startKeyring('pw')
    await keyStore().write(identity)
    session.lock()
    await session.startDialogThatHangs()
    const module = new URL('../../main/hosts/node/key-store.ts', import.meta.url).href
    const program = `const { createKeyStore } = await import('${module}')
      const store = createKeyStore({ folder: '/state/vault' })
      if (process.argv[1] === 'hung') store.read().catch(() => {})
      else await store.read().catch(() => {})
      process.stdout.write('asked'); setInterval(() => {}, 1000)`
    const start = async (how: string) => {
      const parent = spawn(process.execPath, ['--input-type=module', '-e', program, how], {
        env: session.env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(parent.stdout, 'data')
      return parent
    }
    const hung = await start('hung')
    const childOfHung = await childOf(hung.pid)
    hung.kill('SIGKILL')
    expect(await isGone(childOfHung)).toBe(true)

    session.keyring?.kill('SIGKILL')
    const idle = await start('idle')
    const childOfIdle = await childOf(idle.pid)
    expect(await isGone(childOfIdle)).toBe(true)
    idle.kill('SIGKILL')
  })

  it('is the key of a vault: made, opened again, and no copy of it in any file (T1, M18)', async () => {
    await session.startKeyring('pw')
    const vault = () =>
      createVault({
        files: createFiles(),
        keyStore: keyStore({ folder }),
        clock: new FakeClock(),
        log: { note: () => {} },
        folder,
      })
    const first = await vault()
    await first.open({})
    await first.update((before) => ({ ...before, profiles: { a: { session: 's' } } }))
    const again = await vault()
    await again.open({})
    expect(again.contents().profiles).toEqual({ a: { session: 's' } })
    const key = (await keyStore({ folder }).read()) ?? ''
    expect(key).toMatch(/^AGE-SECRET-KEY-1/)
    for (const root of [folder, session.root]) {
      for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
        const path = join(root, name)
        const found =
          spawnSync('/usr/bin/test', ['-f', path]).status === 0 ? readFileSync(path, 'latin1') : ''
        expect(found.includes(key), path).toBe(false)
      }
    }
  })

  it('gives way to a passphrase where it is locked when a vault is made (R22, R25)', async () => {
    await session.startKeyring('pw')
    await keyStore({ folder }).write(identity)
    session.lock()
    const vault = await createVault({
      files: createFiles(),
      keyStore: keyStore({ folder }),
      clock: new FakeClock(),
      log: { note: () => {} },
      folder,
    })
    await expect(vault.open({})).rejects.toMatchObject({ code: 'vault-locked', remedy: 'unlock' })
    expect(existsSync(join(folder, 'vault.age'))).toBe(false)
    await vault.open(new ScriptedPrompts('correct horse battery', 'correct horse battery'))
    expect(vault.status()).toMatchObject({ state: 'open', slot: 'passphrase' })
  })
})

async function childOf(parent: number | undefined): Promise<number> {
  for (let turn = 0; turn < 100; turn += 1) {
    const found = Number(
      spawnSync('/usr/bin/pgrep', ['-P', String(parent)], { encoding: 'utf8' }).stdout.trim(),
    )
    if (found > 0) return found
    await wait(20)
  }
  throw new Error('there is no child')
}

async function isGone(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 200; turn += 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await wait(50)
  }
  return false
}
