/**
 * Everything that can be done is done once, and then every byte that was left behind or said is looked through for every
 * secret that there was (T1, T23).
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Decrypter } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VaultContents } from '../../main/vault/session-record.ts'
import { CanaryScan, type Secret } from './canary-scan.ts'
import { authorizeUrl, nodeRelay, Scene, until } from './harness.ts'

/** Sent by AWS in texts that a program might show, and by strangers to the loopback address. */
const planted = {
  inErrorText: 'CNRYerror-text-of-aws-00000000',
  inCallback: 'CNRYcode-of-a-stranger-00000000',
  inWrongPassphrase: 'CNRYwrong passphrase of a person',
}

let scene: Scene
let secrets: readonly Secret[]
let scan: CanaryScan
/** What was seen of processes while they ran, with the secrets of that moment still to come. */
const seen: { where: string; bytes: Buffer }[] = []
const pages: string[] = []

beforeAll(async () => {
  scene = await Scene.start()
  await goThroughEverything()
  secrets = await everySecret()
  scan = new CanaryScan(secrets)
})
afterAll(() => scene.close())

async function goThroughEverything(): Promise<void> {
  const { standIn } = scene
  await scene.signIn('p')
  await scene.signIn('q', { principal: 'bob', relay: nodeRelay })
  look()
  for (const relay of [undefined, nodeRelay]) await scene.ask('p', relay ? { relay } : {})
  // Renewals: one that goes well, and one of each kind of failure.
  await scene.endKeys()
  await scene.ask('p')
  const hostile = JSON.stringify({ error: planted.inErrorText, message: planted.inErrorText })
  const faults = [
    { kind: 'reply', status: 500, body: hostile },
    { kind: 'throttle', retryAfterInSeconds: 1 },
    { kind: 'garbage', form: 'json' },
    { kind: 'half-reply' },
    { kind: 'drop-after' },
    { kind: 'captive-portal', status: 200 },
    { kind: 'reply', status: 400, body: hostile, headers: { 'content-type': 'application/json' } },
  ] as const
  for (const fault of faults) {
    await scene.endAgent('SIGTERM')
    standIn.faults.set([{ operation: 'token', times: 'always', fault }])
    await scene.ask('p')
    await scene.run(['status', '--json'])
  }
  standIn.faults.clear()
  await signInsThatFail()
  await scene.run(['doctor'])
  await scene.run(['doctor', '--json'])
  await scene.run(['doctor', 'config', '--json'])
  await scene.run(['profiles', '--json'])
  await scene.run(['status', '--json'])
  await shutAndOpen()
  await scene.endAgent('SIGKILL')
  await scene.ask('q')
  look()
  await scene.run(['logout', '--profile', 'p', '--json'])
  await endedSession()
}

async function signInsThatFail(): Promise<void> {
  const denied = scene.spawn(['login', '--no-browser', '--profile', 'r'])
  const callback = await scene.standIn.deny(await authorizeUrl(denied))
  // A stranger comes first, with a code and without the state.
  const strange = new URL(callback)
  strange.search = new URLSearchParams({ code: planted.inCallback, state: 'of nobody' }).toString()
  for (const url of [strange, callback]) await visit(url)
  await denied.ended
  const cancelled = scene.spawn(['login', '--no-browser', '--profile', 'r'])
  await authorizeUrl(cancelled)
  look()
  cancelled.child.kill('SIGINT')
  await cancelled.ended
  // AWS refuses the code, with words of its own.
  const body = JSON.stringify({ error: 'INVALID_REQUEST', message: planted.inErrorText })
  const headers = { 'content-type': 'application/json' }
  scene.standIn.faults.set([{ operation: 'token', fault: { kind: 'reply', status: 400, body, headers } }])
  const refused = scene.spawn(['login', '--no-browser', '--profile', 'r', '--json'])
  await visit(await scene.standIn.approve(await authorizeUrl(refused)))
  await refused.ended
  const other = scene.spawn(['login', '--no-browser', '--profile', 'p', '--json'])
  await scene.allow(other, 'administrator')
  await other.ended
}

async function visit(url: URL): Promise<void> {
  const reply = await fetch(url)
  pages.push(JSON.stringify([...reply.headers]), await reply.text())
}

async function shutAndOpen(): Promise<void> {
  await scene.run(['lock'])
  await scene.ask('p')
  const wrongPath = join(scene.folder, 'wrong')
  writeFileSync(wrongPath, `${planted.inWrongPassphrase}\n`, { mode: 0o600 })
  const wrong = { env: { SIGNET_PASSPHRASE_FILE: wrongPath } }
  await scene.run(['unlock'], wrong)
  chmodSync(wrongPath, 0o644)
  await scene.run(['unlock'], wrong)
  rmSync(wrongPath)
  await scene.run(['unlock'], wrong)
  await scene.run(['unlock'])
}

async function endedSession(): Promise<void> {
  scene.standIn.endSessions('ended')
  await scene.endKeys()
  await scene.ask('q')
  await until(() => scene.logEvents().length > 0, 'the log is there')
}

function look(): void {
  for (const pid of scene.processes()) {
    for (const file of ['environ', 'cmdline']) {
      try {
        seen.push({ where: `${file} of ${pid}`, bytes: readFileSync(`/proc/${pid}/${file}`) })
      } catch {
        // It has just ended.
      }
    }
  }
}

/** What the stand-in minted, what was planted, the passphrase, and what the vault holds beside. */
async function everySecret(): Promise<readonly Secret[]> {
  const minted = scene.standIn.mintedSecrets().map(({ kind, value }, index): Secret => {
    // All ID tokens begin alike.
    const from = kind === 'id-token' ? value.lastIndexOf('.') + 1 : 0
    return { name: `${kind} ${index}`, value, from }
  })
  const { passphrase, identity } = scene.key
  const dpopKeys = (await vaultContents()).sessions.flatMap((session): Secret[] =>
    session.kind === 'signin' ? [{ name: `DPoP key of ${session.id}`, value: session.dpopKey.d }] : [],
  )
  return [
    ...minted,
    ...dpopKeys,
    ...Object.entries(planted).map(([name, value]): Secret => ({ name: `planted ${name}`, value })),
    // What they have in common is left out.
    { name: 'passphrase', value: passphrase, from: passphrase.lastIndexOf('of a test') },
    { name: 'identity', value: identity, from: 'AGE-SECRET-KEY-1'.length },
  ]
}

/** As a person opens it, who has the key. */
async function vaultContents(): Promise<VaultContents> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(scene.key.identity)
  const sealed = readFileSync(join(scene.stateDir, 'vault', 'vault.age'))
  return JSON.parse(await decrypter.decrypt(sealed, 'text')) as VaultContents
}

describe('after everything was done once', () => {
  it('there were secrets of every kind to be found', () => {
    const kinds = new Set(secrets.map(({ name }) => name.replace(/ (\d+|of .*|in.*)$/, '')))
    expect([...kinds].toSorted()).toEqual([
      'DPoP key',
      'authorization-code',
      'id-token',
      'identity',
      'passphrase',
      'planted',
      'refresh-token',
      'secret-access-key',
      'session-token',
    ])
    expect(secrets.length).toBeGreaterThan(25)
  })

  it('none stands in any file of the home, vault and log and backups included (T1)', () => {
    const files = ['agent.log', 'agent.err', 'launch', 'vault/vault.age', 'vault/vault.previous.age']
    expect(files.filter((file) => !existsSync(join(scene.stateDir, file)))).toEqual([])
    expect(scan.folder(scene.folder, [scene.passphrasePath])).toEqual([])
  })

  it('none was said on stdout or stderr, but for credentials on the stdout of credential-process (T23)', () => {
    expect(scan.said(scene.ran)).toEqual([])
    // What was looked through was said: the answers of each kind are there.
    const codes = new Set(scene.ran.map(({ running }) => running.child.exitCode))
    expect([...codes].toSorted()).toEqual(expect.arrayContaining([0, 1, 3, 4, 5]))
  })

  it('none stood in the environment or the arguments of a process (T23)', () => {
    expect(seen.length).toBeGreaterThan(5)
    expect(seen.flatMap(({ where, bytes }) => scan.bytes(where, bytes))).toEqual([])
    expect(scene.processes().flatMap((pid) => scan.process(pid))).toEqual([])
  })

  it('none was shown in a page to the browser (T23)', () => {
    expect(pages.length).toBeGreaterThan(4)
    expect(pages.flatMap((page) => scan.bytes('a page', page))).toEqual([])
  })

  it('a tool got its own secrets there, and nowhere else: the scan sees them', () => {
    const given = scene.ran.find(
      ({ args, running }) => args.includes('credential-process') && running.stdout !== '',
    )
    const found = scan
      .bytes('stdout', given?.running.stdout ?? '')
      .map(({ secret }) => secret.replace(/ \d+$/, ''))
    expect([...new Set(found)].toSorted()).toEqual(['secret-access-key', 'session-token'])
  })
})

describe('a program that leaks one token', () => {
  const token: Secret = { name: 'token', value: 'CNRYab/cd+ef0123456789/+~xyzXYZ' }
  const one = new CanaryScan([token])
  const ways: Readonly<Record<string, (value: string) => string>> = {
    'as it is': (value) => value,
    'cut short': (value) => value.slice(0, 12),
    'as base64': (value) => Buffer.from(value).toString('base64'),
    'as base64 behind one byte': (value) => Buffer.from(`a${value}`).toString('base64'),
    'as base64url behind two': (value) => Buffer.from(`ab${value}`).toString('base64url'),
    'as hex': (value) => Buffer.from(value).toString('hex'),
    'as hex in capitals': (value) => Buffer.from(value).toString('hex').toUpperCase(),
    'in a URL': (value) => new URLSearchParams({ value }).toString(),
    'in JSON of another language': (value) => JSON.stringify({ value }).replaceAll('/', '\\/'),
  }
  it.each(Object.entries(ways))('%s is found', (_name, write) => {
    const folder = mkdtempSync(join(tmpdir(), 'sc-'))
    try {
      const path = join(folder, 'agent.log')
      writeFileSync(
        path,
        `{"time":"2026-01-01T00:00:00Z","event":"renewed","note":"${write(token.value)}"}\n`,
      )
      expect(one.folder(folder)).toEqual([{ where: path, secret: 'token', form: expect.any(String) }])
      writeFileSync(path, `{"note":"${write('CNRYquite another token')}"}\n`)
      expect(one.folder(folder)).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('in its environment is found', async () => {
    const program = scene.program(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      env: { TOKEN: token.value },
    })
    const pid = program.child.pid ?? 0
    await until(() => one.process(pid).length > 0, 'the environment is there')
    program.child.kill('SIGKILL')
    await program.ended
  })
})
