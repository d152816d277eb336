/**
 * A browser for each session, with the real agent and programs in the browsers' places that write down how they were started:
 * signing in again, consoles, the page of a device code, and what happens when a chosen browser is gone (T28).
 */
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hostileFolder, SessionBrowsersScene } from '../fakes/session-browsers-scene.ts'
import { authorizeUrl, Scene } from './harness.ts'
import { aScreen, codeOf, generateProfiles, signInToCenter, usualProfiles } from './identity-center-scene.ts'
import type { Ran } from './running.ts'

let scene: Scene
let browsers: SessionBrowsersScene

beforeAll(async () => {
  scene = await Scene.start()
  browsers = new SessionBrowsersScene(scene.folder)
  // It starts the agent, in whose own environment the folder must stand.
  await scene.signIn('dev', { principal: 'developer', env: { SIGNET_BROWSER_FOLDERS: browsers.folder } })
  await signInToCenter(scene)
  await generateProfiles(scene)
})
afterAll(() => scene.close())
beforeEach(() => browsers.writeChrome())

const nothingStarted = () => expect(browsers.hasStarted()).toBe(false)
const choose = (...words: string[]): Promise<Ran> => scene.run(['sessions', 'browser', ...words])
const console_ = (profile: string, ...words: string[]) =>
  scene.run(['console', '-P', profile, ...words], { env: aScreen })
const localPage = /^http:\/\/127\.0\.0\.1:\d+\/open\/[0-9a-f]{32}$/
const centerProfile = usualProfiles[1]

describe('signet sessions browser', () => {
  it('lists what is here, and nothing that a file only claims (T28)', async () => {
    const { stdout, code } = await choose('--json')
    const { options, sessions } = JSON.parse(stdout) as {
      options: { id: string }[]
      sessions: { name: string; choice: null }[]
    }
    const ours = options.map(({ id }) => id).filter((id) => /^(google-chrome|firefox)/.test(id))
    expect([code, ours]).toEqual([
      0,
      [
        ...['google-chrome', 'google-chrome:Profile 1', 'google-chrome:Default', 'google-chrome+private'],
        ...['firefox', 'firefox:client-b', 'firefox+private'],
      ],
    ])
    expect(sessions.map(({ name, choice }) => [name, choice])).toEqual([
      ['assumed-role/Developer/alice', null],
      ['work', null],
    ])
  })

  it('chooses one for each session, and shows it as a table', async () => {
    expect((await choose('work', 'google-chrome:Profile 1')).stdout).toBe(
      "work opens in Google Chrome · Client A. Before: the system's own browser.\n",
    )
    expect((await choose('dev', 'firefox:client-b')).code).toBe(0)
    const { stdout } = await choose()
    expect(stdout).toContain('work                          Google Chrome · Client A\n')
    expect(stdout).toContain('assumed-role/Developer/alice  Firefox · client-b\n')
    expect(stdout).toContain(`Also looked in: ${browsers.folder}\n`)
    const kept = JSON.parse(scene.stateFile('preferences.json')) as { browsers: object }
    expect(Object.values(kept.browsers)).toEqual([
      { browser: 'google-chrome', profile: 'Profile 1' },
      { browser: 'firefox', profile: 'client-b' },
    ])
  })

  it.each([
    [['nobody', 'firefox'], 1],
    [['work', `google-chrome:${hostileFolder}`], 1],
    [['work', 'firefox:-P'], 1],
    [['work', '/bin/sh'], 1],
    [['work', 'firefox', 'more'], 2],
    [['--default'], 2],
    [['work', 'firefox', '--default'], 2],
  ])('refuses %j', async (words, code) => {
    const before = scene.stateFile('preferences.json')
    const ran = await choose(...words)
    expect([ran.code, ran.stdout, scene.stateFile('preferences.json')]).toEqual([code, '', before])
  })

  it('is completed: sessions and profiles', async () => {
    const complete = async (...words: string[]) =>
      (await scene.run(['complete', '--', ...words])).stdout.trim().split('\n')
    expect(await complete('sessions', '')).toContain('browser')
    expect(await complete('sessions', 'browser', 'w')).toEqual(['work'])
    expect(await complete('sessions', 'browser', 'de')).toEqual(['dev'])
  })
})

describe('the pages of a session', () => {
  it('open in its own browser: consoles (T11, T28)', async () => {
    const chrome = await console_(centerProfile)
    expect([chrome.code, chrome.stderr]).toEqual([0, ''])
    expect(await browsers.started()).toEqual([
      ...['google-chrome', '--profile-directory=Profile 1'],
      expect.stringMatching(localPage),
    ])
    await console_('dev')
    expect(await browsers.started()).toEqual(['firefox', '-P', 'client-b', expect.stringMatching(localPage)])
  })

  it('open elsewhere only where the person names another browser now', async () => {
    await console_('dev', '--browser', join(browsers.folder, 'google-chrome'))
    expect(await browsers.started()).toEqual(['google-chrome', expect.stringMatching(localPage)])
  })

  it('open in its own browser: signing in again, both kinds', async () => {
    const again = scene.spawn(['login', '--profile', 'dev'], { env: aScreen })
    const page = await authorizeUrl(again)
    expect(await browsers.started()).toEqual(['firefox', '-P', 'client-b', page.href])
    expect(again.stderr).toContain('Your browser opens now.')
    await scene.allow(again, 'developer')
    expect((await again.ended).code).toBe(0)

    const center = scene.spawn(['login', '--sso', '--session', 'work'], { env: aScreen })
    const ssoPage = await authorizeUrl(center)
    expect(await browsers.started()).toEqual(['google-chrome', '--profile-directory=Profile 1', ssoPage.href])
    await fetch(await scene.standIn.approveSso(ssoPage))
    expect((await center.ended).code).toBe(0)
  })

  it('open in its own browser: the page of a device code, after the code was shown (T12)', async () => {
    const login = scene.spawn(['login', '--sso', '--session', 'work', '--use-device-code'], { env: aScreen })
    const code = await codeOf(login)
    const [browser, profile, address = ''] = await browsers.started()
    expect([browser, profile]).toEqual(['google-chrome', '--profile-directory=Profile 1'])
    expect(new URL(address).searchParams.get('user_code')).toBe(code)
    await scene.standIn.approveDevice(code)
    expect((await login.ended).code).toBe(0)
  })

  it('open nowhere when the browser is gone: that is said, and the address is shown', async () => {
    browsers.writeChrome({ Default: 'Me' })
    const gone =
      'No browser was opened: this session opens in Google Chrome, profile "Profile 1", which is not on this machine any more. Choose another for it: signet sessions browser\n'
    const opened = await console_(centerProfile)
    expect([opened.code, opened.stderr.startsWith(`Note: ${gone}Open this address yourself`)]).toEqual([
      0,
      true,
    ])
    expect(new URL(opened.stdout.trim()).pathname).toBe('/federation')
    const login = scene.spawn(['login', '--sso', '--session', 'work'], { env: aScreen })
    const page = await authorizeUrl(login)
    expect(login.stderr).toContain(gone)
    expect(login.stderr).not.toContain('Your browser opens now.')
    const device = scene.spawn(['login', '--sso', '--session', 'work', '--use-device-code'], { env: aScreen })
    await codeOf(device)
    expect(device.stderr).toContain(gone)
    device.child.kill('SIGINT')
    await fetch(await scene.standIn.approveSso(page))
    expect((await login.ended).code).toBe(0)
    await device.ended
    nothingStarted()
    expect((await choose('work')).stdout).toContain('not on this machine any more')
  })

  it('open nowhere when the whole browser is gone, or its file is broken', async () => {
    browsers.remove('firefox')
    expect((await console_('dev')).stderr).toContain('opens in Firefox, profile "client-b", which is not')
    browsers.install('firefox')
    browsers.breakChrome('{"profile":')
    expect((await console_(centerProfile)).stderr).toContain('No browser was opened')
    nothingStarted()
  })

  it('are printed over SSH as ever, and no browser is missed there', async () => {
    const env = { ...aScreen, SSH_CONNECTION: '10.0.0.1 5000 10.0.0.2 22' }
    const { stderr } = await scene.run(['console', '-P', 'dev'], { env })
    expect(stderr).toContain('There is no browser to start here.')
    nothingStarted()
  })
})

describe('a session that leaves', () => {
  it('takes its choice with it; the others stay', async () => {
    await scene.run(['logout', '--session', 'work'])
    await signInToCenter(scene)
    const { sessions } = JSON.parse((await choose('--json')).stdout) as {
      sessions: { name: string; choice: { id: string } | null }[]
    }
    expect(sessions.map(({ name, choice }) => [name, choice?.id ?? null])).toEqual([
      ['assumed-role/Developer/alice', 'firefox:client-b'],
      ['work', null],
    ])
    expect((await choose('dev', '--default')).stdout).toBe(
      "assumed-role/Developer/alice opens in the system's own browser. Before: Firefox · client-b.\n",
    )
  })
})
