import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeyStore, type KeyStoreOptions } from '../../../../../main/hosts/node/key-store.ts'
import { keyStoreFault } from '../../../../../main/hosts/node/key-store-fault.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signet-key-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A key store whose child is this program. `note(text)` adds a line to the notes; `answer(reply)` answers. */
function withChild(body: string, options: Partial<KeyStoreOptions> = {}) {
  const childPath = join(folder, 'child.mjs')
  writeFileSync(
    childPath,
    `import { appendFileSync, existsSync } from 'node:fs'
const note = (text) => appendFileSync(${JSON.stringify(join(folder, 'notes'))}, text + '\\n')
note('started')
process.on('disconnect', () => process.exit())
process.on('message', (request) => { const answer = (reply) => process.send({ id: request.id, ...reply }); ${body} })`,
  )
  return createKeyStore({ folder: '/state/vault', childPath, env: {}, ...options })
}

const notes = (): string[] =>
  existsSync(join(folder, 'notes')) ? readFileSync(join(folder, 'notes'), 'utf8').trimEnd().split('\n') : []

describe('createKeyStore', () => {
  it('asks one child, and again the same one', async () => {
    const keyStore = withChild(
      `note(request.action); answer(request.action === 'read' ? { value: 'x' } : {})`,
    )
    expect([await keyStore.read(), await keyStore.write('identity'), await keyStore.remove()]).toEqual([
      'x',
      undefined,
      undefined,
    ])
    expect(notes()).toEqual(['started', 'read', 'write', 'remove'])
  })

  it('has nothing where there is no entry', async () => {
    expect(await withChild('answer({})').read()).toBeUndefined()
  })

  it('gives each vault folder an entry of its own', async () => {
    const echo = `answer({ value: request.account })`
    const [one, same, other] = await Promise.all([
      withChild(echo, { folder: '/a/vault' }).read(),
      withChild(echo, { folder: '/a/b/../vault/' }).read(),
      withChild(echo, { folder: '/b/vault' }).read(),
    ])
    expect(one).toMatch(/^vault-identity:[0-9a-f]{16}$/)
    expect([same === one, other === one]).toEqual([true, false])
  })

  it('kills a child that does not answer in time, and the next call has a new one (R24)', async () => {
    const keyStore = withChild(
      `note(String(process.pid)); if (existsSync(import.meta.dirname + '/well')) answer({ value: 'x' })`,
      {
        deadlineInMilliseconds: 800,
      },
    )
    await expect(keyStore.read()).rejects.toMatchObject({ code: 'key-store-timed-out', remedy: 'unlock' })
    const pid = Number(notes()[1])
    await wait(200)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    writeFileSync(join(folder, 'well'), '')
    expect(await keyStore.read()).toBe('x')
  })

  it('ends every call in its own time, also those that wait together (R24)', async () => {
    const keyStore = withChild('', { deadlineInMilliseconds: 500 })
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => keyStore.read()))
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
      Array.from({ length: 20 }, () => 'key-store-timed-out'),
    )
    // One after another they would have needed a child each.
    expect(notes()).toEqual(['started'])
  })

  it('tries once more when the child dies, and says so when it dies again', async () => {
    const once = withChild(`if (existsSync(import.meta.dirname + '/died')) answer({ value: 'x' })
      else { appendFileSync(import.meta.dirname + '/died', ''); process.kill(process.pid, 'SIGKILL') }`)
    expect(await once.read()).toBe('x')
    rmSync(join(folder, 'notes'))
    const always = withChild(`process.kill(process.pid, 'SIGKILL')`)
    await expect(always.read()).rejects.toMatchObject({ code: 'key-store-absent' })
    expect(notes()).toEqual(['started', 'started'])
  })

  it('says so when the child cannot be started', async () => {
    const keyStore = createKeyStore({ folder: '/v', childPath: join(folder, 'nothing.mjs'), env: {} })
    await expect(keyStore.read()).rejects.toMatchObject({ code: 'key-store-absent' })
  })

  it('hands the child what finds the session and nothing that changes what runs, and the secret in neither argument nor environment (T23, T28)', async () => {
    const keyStore = withChild(
      `note(JSON.stringify([process.env, process.argv, process.execArgv])); answer({})`,
      {
        env: {
          HOME: '/home/me',
          DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x',
          XDG_RUNTIME_DIR: '/run/me',
          DISPLAY: ':0',
          WAYLAND_DISPLAY: 'wayland-0',
          PATH: '/evil',
          NODE_OPTIONS: '--require /evil.js',
          NODE_EXTRA_CA_CERTS: '/evil.pem',
          LD_PRELOAD: '',
          AWS_SECRET_ACCESS_KEY: 'secret',
          SIGNET_HOME: '/x',
        },
      },
    )
    await keyStore.write('AGE-SECRET-KEY-1TEST')
    const [env, argv, execArgv] = JSON.parse(notes()[1] ?? '[]')
    expect(Object.keys(env).sort()).toEqual([
      'DBUS_SESSION_BUS_ADDRESS',
      'DISPLAY',
      'HOME',
      'WAYLAND_DISPLAY',
      'XDG_RUNTIME_DIR',
    ])
    expect([argv.length, execArgv]).toEqual([2, []])
    expect(notes().join()).not.toContain('AGE-SECRET')
  })

  it('runs nothing that PATH names: the real child, with a PATH of traps and no session bus (T28, R25)', async () => {
    const traps = join(folder, 'traps')
    mkdirSync(traps)
    for (const name of [
      'dbus-launch',
      'dbus-daemon',
      'gnome-keyring-daemon',
      'secret-tool',
      'sh',
      'node',
      'env',
    ]) {
      writeFileSync(join(traps, name), `#!/bin/bash\necho ran ${name} >> ${join(folder, 'notes')}\n`)
      chmodSync(join(traps, name), 0o755)
    }
    const before = process.env.PATH
    process.env.PATH = traps
    try {
      const keyStore = createKeyStore({ folder: '/v', env: { HOME: folder, PATH: traps, DISPLAY: ':987' } })
      await expect(keyStore.read()).rejects.toMatchObject({ code: 'key-store-absent' })
    } finally {
      process.env.PATH = before
    }
    expect(notes()).toEqual([])
  })

  it('runs the module beside it, and lets a host start the child in its own way', async () => {
    const started: string[] = []
    const keyStore = createKeyStore({
      folder: '/v',
      env: { HOME: folder, PATH: '/evil' },
      start: (childPath, env) => {
        started.push(childPath.slice(childPath.lastIndexOf('/') + 1), ...Object.keys(env))
        return {
          send: () => undefined,
          onReply: () => undefined,
          onEnd: (listener) => queueMicrotask(listener),
          kill: () => undefined,
        }
      },
    })
    await expect(keyStore.read()).rejects.toMatchObject({ code: 'key-store-absent' })
    expect(started).toEqual(['key-store-child.ts', 'HOME', 'key-store-child.ts', 'HOME'])
  })
})

describe('keyStoreFault', () => {
  it.each([
    ['DBus error: set your DBUS_SESSION_BUS_ADDRESS instead', false, 'key-store-absent'],
    ["Couldn't access platform storage: Secret Service: no result found", false, 'key-store-absent'],
    ['The name org.freedesktop.secrets was not provided by any .service files', false, 'key-store-absent'],
    ['not installed: Error: Cannot find native binding', false, 'key-store-absent'],
    ['Secret Service: unlock prompt was dismissed', false, 'key-store-locked'],
    ['Secret Service: unlock prompt was dismissed', true, 'key-store-denied'],
    [
      'org.freedesktop.Secret.Error.IsLocked: Cannot get secret of a locked object',
      false,
      'key-store-locked',
    ],
    ['User interaction is not allowed.', true, 'key-store-locked'],
    ['User canceled the operation.', true, 'key-store-denied'],
    ['Access denied', true, 'key-store-denied'],
    ['Did not receive a reply. Possible causes include: …', false, 'key-store-timed-out'],
    ['something nobody has seen', false, 'key-store-absent'],
  ] as const)(
    'reads %j (with a screen: %s) as %s, with a next step and without the words',
    (words, hasScreen, code) => {
      const fault = keyStoreFault(words, hasScreen)
      expect(fault).toMatchObject({ code, remedy: 'unlock' })
      expect(fault.message).not.toContain(words)
    },
  )
})
