/** `signet login` and `credential-process` by the built product, as real processes. */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { authorizeUrl, builtRelay, nodeRelay, Scene, until } from './harness.ts'
import { listeningPorts } from './processes.ts'

let scene: Scene
beforeEach(async () => {
  scene = await Scene.start()
})
afterEach(() => scene.close())

const relays = [
  { name: 'the built relay', relay: builtRelay },
  { name: 'the Node relay', relay: nodeRelay },
]

describe.each(relays)('signet login by $name', ({ relay }) => {
  it('signs in, writes the profile, and serves it', async () => {
    const { stdout } = await scene.signIn('shop-dev', { relay, principal: 'administrator' })
    expect(stdout).toMatch(/^Signed in as arn:aws:sts::444455556666:assumed-role\/AWSReservedSSO_/)
    expect(readFileSync(scene.configPath, 'utf8')).toBe(
      `[profile shop-dev]\ncredential_process = ${relay.join(' ')} credential-process --profile shop-dev\nregion = us-east-1\n`,
    )
    const { code, stdout: given, stderr } = await scene.ask('shop-dev', { relay })
    expect({ code, stderr, lines: given.split('\n').length }).toEqual({ code: 0, stderr: '', lines: 2 })
    const credentials = JSON.parse(given) as Record<string, unknown>
    // The contract of the SDKs' process provider: Version is a number, Expiration is ISO 8601.
    expect(credentials).toEqual({
      Version: 1,
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^CNRY.{36}$/),
      SessionToken: expect.stringMatching(/^CNRY/),
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      AccountId: '444455556666',
    })
    const left = Date.parse(String(credentials.Expiration)) - Date.now()
    expect({ isFuture: left > 800_000, isWithinLife: left <= 901_000 }).toEqual({
      isFuture: true,
      isWithinLife: true,
    })
    // v1 of AWS's Go SDK reads no more than 8 KiB of a process.
    expect(Buffer.byteLength(given)).toBeLessThan(8192)
  })

  it('is cancelled by Ctrl-C: the port is free, and the next one works (R26)', async () => {
    const login = scene.spawn(['login', '--no-browser', '--profile', 'p'], { relay })
    const url = await authorizeUrl(login)
    const port = portOf(url)
    expect(await isOpen(port)).toBe(true)
    login.child.kill('SIGINT')
    const { code, signal } = await login.ended
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGINT' })
    await until(async () => !(await isOpen(port)), 'the port of the redirect is closed')
    expect(listeningPorts(scene.agentPid() ?? 0)).toEqual([])
    await scene.signIn('p', { relay })
    expect((await scene.credentials('p', { relay })).AccountId).toBe('111122223333')
  })
})

describe('signet login', () => {
  it('makes the vault as a person would have it made, with the passphrase from its file', async () => {
    const fresh = await Scene.start({ vaultKey: 'none' })
    try {
      await fresh.signIn('p')
      expect((await fresh.credentials('p')).AccountId).toBe('111122223333')
      const { vault } = JSON.parse((await fresh.run(['status', '--json'])).stdout) as { vault: object }
      expect(vault).toMatchObject({ state: 'open', key: 'passphrase', durable: true, notices: [] })
    } finally {
      await fresh.close()
    }
  })

  it('lets two people at two terminals sign in at once, each as themselves', async () => {
    const one = scene.spawn(['login', '--no-browser', '--profile', 'one'])
    const two = scene.spawn(['login', '--no-browser', '--profile', 'two'])
    const urls = await Promise.all([authorizeUrl(one), authorizeUrl(two)])
    expect(new Set(urls.map(portOf)).size).toBe(2)
    // The later one is allowed first.
    await scene.allow(two, 'bob')
    await scene.allow(one, 'administrator')
    expect([(await one.ended).code, (await two.ended).code]).toEqual([0, 0])
    const accounts = [await scene.credentials('one'), await scene.credentials('two')]
    expect(accounts.map(({ AccountId }) => AccountId)).toEqual(['444455556666', '111122223333'])
  })

  it('takes two logins of one profile at once: both end well, and the profile is served', async () => {
    const logins = [1, 2].map(() => scene.spawn(['login', '--no-browser', '--profile', 'p']))
    await Promise.all(logins.map((login) => scene.allow(login)))
    expect((await Promise.all(logins.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([0, 0])
    expect((await scene.credentials('p')).AccountId).toBe('111122223333')
  })

  it('listens on 127.0.0.1 alone, only while it waits (T10)', async () => {
    const login = scene.spawn(['login', '--no-browser', '--profile', 'p'])
    const port = portOf(await authorizeUrl(login))
    const pid = scene.agentPid() ?? 0
    const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0')
    expect(listeningPorts(pid)).toEqual([`0100007F:${hexadecimal}`])
    await scene.allow(login)
    await login.ended
    expect(listeningPorts(pid)).toEqual([])
  })

  it('says that the person denied, and changes nothing', async () => {
    const login = scene.spawn(['login', '--no-browser', '--profile', 'p'])
    await fetch(await scene.standIn.deny(await authorizeUrl(login)))
    const { code, stdout, stderr } = await login.ended
    expect({ code, stdout, last: stderr.trim().split('\n').at(-1) }).toEqual({
      code: 3,
      stdout: '',
      last: expect.stringMatching(/^signet: /),
    })
    const { code: after, stderr: told } = await scene.ask('p')
    expect({ after, told }).toEqual({
      after: 3,
      told: 'signet: Signet does not serve a profile p. To sign in with it, run: signet login --profile p\n',
    })
  })

  it('changes hands only when told to, with nobody to ask', async () => {
    await scene.signIn('p', { principal: 'developer' })
    const login = scene.spawn(['login', '--no-browser', '--profile', 'p'])
    await scene.allow(login, 'administrator')
    const { code, stderr } = await login.ended
    expect({ code, named: stderr.includes('signet login --profile p --replace') }).toEqual({
      code: 1,
      named: true,
    })
    expect((await scene.credentials('p')).AccountId).toBe('111122223333')
    await scene.signIn('p', { principal: 'administrator', args: ['--replace'] })
    expect((await scene.credentials('p')).AccountId).toBe('444455556666')
  })
})

describe('signet logout', () => {
  it('ends the serving at once', async () => {
    await scene.signIn('p')
    const out = await scene.run(['logout', '--profile', 'p'])
    expect(out.stdout).toContain('Signed out: arn:aws:sts::111122223333:assumed-role/Developer/alice')
    const { code, stdout, stderr } = await scene.ask('p')
    expect({ code, stdout, named: stderr.includes('signet login --profile p') }).toEqual({
      code: expect.any(Number),
      stdout: '',
      named: true,
    })
    expect(code).not.toBe(0)
  })
})

function portOf(authorize: URL): number {
  return Number(new URL(authorize.searchParams.get('redirect_uri') ?? '').port)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
