/** `signet login --sso` by the built product, as real processes: both flows, several sessions, and signing out. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultInstance } from '../aws/identity-center/organisation.ts'
import { builtRelay, nodeRelay, Scene, until } from './harness.ts'
import {
  allow,
  aScreen,
  codeOf,
  generateProfiles,
  oneLine,
  opensPages,
  outcomes,
  pageOf,
  sceneWithProfiles,
  signInToCenter,
  startLogin,
  startUrl,
  usualProfiles,
} from './identity-center-scene.ts'
import { listeningPorts } from './processes.ts'
import type { Ran } from './running.ts'

let scene: Scene
afterEach(() => scene.close())

const lastLine = ({ stderr }: Ran) => stderr.trim().split('\n').at(-1)
const nobody = 'Nobody is signed in. Start with: signet login\n'
const skippedPages = opensPages ? '' : ' (skipped: nothing here opens pages, so a code is shown)'

describe.skipIf(!opensPages)(`signet login --sso, in a browser${skippedPages}`, () => {
  beforeEach(async () => {
    scene = await Scene.start()
  })

  it('signs in by the code flow with PKCE, and says what to do next', async () => {
    const { stdout, stderr } = await signInToCenter(scene)
    expect(stdout).toBe(
      `Signed in to work (${startUrl}, us-east-1). It renews itself until AWS ends it.\n` +
        'See what it opens:     signet accounts --session work\n' +
        'Make profiles of it:   signet profiles generate --session work\n',
    )
    expect(stderr).toMatch(/\nConfirmed\.\n$/)
    expect([outcomes(scene, 'register-client'), outcomes(scene, 'create-token')]).toEqual([
      { 'ok:pkce': 1 },
      { 'ok:authorization_code': 1 },
    ])
  })

  it('listens on 127.0.0.1 alone, only while it waits, and not after Ctrl-C (T10, R26)', async () => {
    const login = startLogin(scene)
    const redirect = new URL((await pageOf(login)).searchParams.get('redirect_uri') ?? '')
    const hexadecimal = Number(redirect.port).toString(16).toUpperCase().padStart(4, '0')
    const pid = scene.agentPid() ?? 0
    expect([redirect.hostname, listeningPorts(pid)]).toEqual(['127.0.0.1', [`0100007F:${hexadecimal}`]])
    login.child.kill('SIGINT')
    expect(await login.ended).toMatchObject({ code: null, signal: 'SIGINT' })
    await until(() => listeningPorts(pid).length === 0, 'the port of the redirect is closed')
    expect((await scene.run(['sessions'])).stdout).toBe(nobody)
  })

  it('says that the person denied, and keeps nothing', async () => {
    const login = startLogin(scene)
    await fetch(await scene.standIn.denySso(await pageOf(login)))
    const ran = await login.ended
    expect([ran.code, ran.stdout, lastLine(ran)]).toEqual([
      3,
      '',
      expect.stringMatching(/^signet: The sign-in was refused in the browser/),
    ])
    expect((await scene.run(['sessions'])).stdout).toBe(nobody)
  })

  it('uses the registration of this computer again', async () => {
    await signInToCenter(scene)
    await signInToCenter(scene)
    expect(outcomes(scene, 'register-client')).toEqual({ 'ok:pkce': 1 })
  })
})

describe.each([
  { name: 'the built relay', relay: builtRelay },
  { name: 'the Node relay', relay: nodeRelay },
])('signet login --sso, with a code, by $name', ({ relay }) => {
  beforeEach(async () => {
    scene = await Scene.start()
  })
  const login = (args: readonly string[] = [], env: Readonly<Record<string, string>> = aScreen) => {
    const where = ['--start-url', startUrl, '--sso-region', 'us-east-1', '--session', 'work']
    return scene.spawn(['login', '--sso', '--no-browser', ...where, ...args], { relay, env })
  }

  it('shows the code and its page before anybody can have answered, and signs in (T12)', async () => {
    const running = login(['--use-device-code'])
    const code = await codeOf(running)
    expect(running.stderr).toContain(`allow the sign-in only if the page shows this code:\n\n  http://`)
    expect(running.stderr).toContain(`/device?user_code=${code}\n\n  ${code}\n\nWaiting until`)
    // Asked for, it needs no reason.
    expect(running.stderr).not.toContain('Using a device code')
    expect([outcomes(scene, 'device-page'), running.stdout]).toEqual([{}, ''])
    await scene.standIn.approveDevice(code)
    const { code: exit, stdout } = await running.ended
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/^Signed in to work \(/)])
  })

  it('is cancelled by Ctrl-C: AWS is not asked any more, and nothing is kept (R26)', async () => {
    const running = login(['--use-device-code'])
    const code = await codeOf(running)
    running.child.kill('SIGINT')
    expect(await running.ended).toMatchObject({ code: null, signal: 'SIGINT', stdout: '' })
    await scene.standIn.approveDevice(code)
    expect((await scene.run(['sessions'], { relay })).stdout).toBe(nobody)
    expect(outcomes(scene, 'create-token')['ok:device_code']).toBeUndefined()
  })
})

describe('signet login --sso, with a code', () => {
  const reasons = [
    {
      name: 'over SSH',
      env: { ...aScreen, SSH_CONNECTION: '10.0.0.1 5000 10.0.0.2 22' },
      says: 'Using a device code, because this is an SSH session.',
    },
    {
      name: 'without a display',
      env: {},
      says: 'Using a device code, because there is no display here to open a browser on.',
    },
  ]
  it.each(reasons)('is taken $name, and says so before the code', async ({ env, says }) => {
    scene = await Scene.start()
    const login = startLogin(scene, { env })
    const code = await codeOf(login)
    expect(login.stderr.indexOf(says)).toBeGreaterThan(0)
    expect(login.stderr.indexOf(says)).toBeLessThan(login.stderr.indexOf(code))
    await scene.standIn.approveDevice(code, 'bob')
    expect((await login.ended).code).toBe(0)
  })

  it('says that the person denied, and that nobody came in time, and keeps nothing', async () => {
    scene = await Scene.start({ standIn: { identityCenter: { deviceSeconds: 2 } } })
    const denied = startLogin(scene, { args: ['--use-device-code'] })
    await scene.standIn.denyDevice(await codeOf(denied))
    const late = startLogin(scene, { session: 'other', args: ['--use-device-code'] })
    const [one, other] = await Promise.all([denied.ended, late.ended])
    expect([one.code, lastLine(one), other.code, lastLine(other)]).toEqual([
      3,
      expect.stringMatching(/refused in the browser.+ Sign in again/),
      3,
      expect.stringMatching(/Nobody confirmed the sign-in .+ Sign in again/),
    ])
    expect((await scene.run(['sessions'])).stdout).toBe(nobody)
  })

  it('goes on over a network that breaks off and servers that fail (R13, R18)', async () => {
    scene = await Scene.start({ standIn: { identityCenter: { deviceIntervalSeconds: 0 } } })
    const login = startLogin(scene, { args: ['--use-device-code'] })
    const code = await codeOf(login)
    scene.standIn.faults.set([
      { operation: 'create-token', fault: { kind: 'drop' } },
      { operation: 'create-token', fault: { kind: 'exception', name: 'InternalServerException' } },
    ])
    await scene.standIn.approveDevice(code)
    expect((await login.ended).code).toBe(0)
    expect(scene.standIn.faults.pending).toBe(0)
  })
})

describe('sessions side by side', () => {
  const [developer, reader] = ['acme-dev-Developer', 'acme-prod-ReadOnlyAccess']
  const names = (ran: Ran) => (JSON.parse(ran.stdout) as { name: string }[]).map(({ name }) => name).sort()

  it('of two people at one portal and one at another each serve their own', async () => {
    const beta = {
      ...defaultInstance('us-east-1', [
        {
          ...{ accountId: '123412341234', accountName: 'beta', emailAddress: 'beta@example.com' },
          roles: [{ roleName: 'Admin' }],
        },
      ]),
      startUrl: 'https://d-9876543210.awsapps.com/start',
      instanceId: 'ssoins-fedcba0987654321',
    }
    scene = await Scene.start({
      standIn: { identityCenter: { instances: [defaultInstance('us-east-1'), beta] } },
    })
    const logins = [
      { session: 'work', user: 'alice' },
      { session: 'spare', user: 'bob' },
      { session: 'beta', user: 'alice', startUrl: beta.startUrl },
    ].map((asked) => ({ asked, running: startLogin(scene, asked) }))
    // The last is allowed first.
    for (const { asked, running } of logins.toReversed()) await allow(scene, running, asked.user)
    expect(await Promise.all(logins.map(async ({ running }) => (await running.ended).code))).toEqual([
      0, 0, 0,
    ])
    expect(names(await scene.run(['sessions', '--json']))).toEqual(['beta', 'spare', 'work'])
    expect((await scene.run(['accounts'])).stderr).toContain('--session')
    for (const { session } of logins.map(({ asked }) => asked)) {
      await generateProfiles(scene, ['--session', session, '--template', '{session}.{account_name}.{role}'])
    }
    const accounts = [
      await scene.credentials('work.acme-dev.Developer'),
      await scene.credentials('spare.acme-prod.ReadOnlyAccess'),
      await scene.credentials('beta.beta.Admin'),
    ].map(({ AccountId }) => AccountId)
    expect(accounts).toEqual(['111122223333', '444455556666', '123412341234'])
    // Bob has no Developer: no profile of his was made.
    expect((await scene.ask('spare.acme-dev.Developer')).code).toBe(3)

    const out = await scene.run(['logout', '--session', 'work'])
    expect([out.code, out.stdout]).toEqual([0, expect.stringContaining('Signed out: work\n')])
    expect(outcomes(scene, 'logout')).toEqual({ ok: 1 })
    expect(names(await scene.run(['sessions', '--json']))).toEqual(['beta', 'spare'])
    const asked = ['work.acme-dev.Developer', 'spare.acme-prod.ReadOnlyAccess', 'beta.beta.Admin']
    const codes = await Promise.all(asked.map(async (profile) => (await scene.ask(profile)).code))
    expect(codes).toEqual([3, 0, 0])
  })

  it('after a sign-out, profiles say how to sign in, and are served again without being made anew', async () => {
    scene = await sceneWithProfiles()
    await scene.credentials(developer)
    await scene.run(['logout', '--session', 'work'])
    const refused = await scene.ask(developer)
    expect([refused.code, refused.stdout, refused.stderr]).toEqual([3, '', expect.stringMatching(oneLine)])
    expect(refused.stderr).toContain('signet login --sso --session work')
    await signInToCenter(scene)
    expect((await scene.credentials(developer)).AccountId).toBe('111122223333')
    expect((await scene.credentials(reader)).AccountId).toBe('444455556666')
    const { stdout } = await generateProfiles(scene)
    expect(stdout).toContain(`0 to add, 0 to change, ${usualProfiles.length} as they must be`)
  })

  it('are signed out though AWS cannot be told, and that is said (R13)', async () => {
    scene = await Scene.start()
    await signInToCenter(scene)
    scene.standIn.faults.set([{ operation: 'logout', times: 'always', fault: { kind: 'drop' } }])
    const out = await scene.run(['logout', '--session', 'work'])
    expect([out.code, out.stdout, out.stderr]).toEqual([
      0,
      'Signed out: work\n',
      'AWS could not be told that work ended; it ends there by itself.\n',
    ])
    expect((await scene.run(['sessions'])).stdout).toBe(nobody)
  })
})
