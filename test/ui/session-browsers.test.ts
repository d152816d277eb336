import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SessionBrowsersScene } from '../fakes/session-browsers-scene.ts'
import { until } from '../headless/harness.ts'
import {
  aScreen,
  generateProfiles,
  signInToCenter,
  usualProfiles,
} from '../headless/identity-center-scene.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let browsers: SessionBrowsersScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  const product = scene.scene
  browsers = new SessionBrowsersScene(product.folder)
  // A name that is written to do harm, in a profile that is otherwise good.
  const evil = '<img src=x onerror=window.ran=1>\u202Eevil'
  browsers.writeChrome({ Default: 'Me', 'Profile 1': 'Client A', 'Profile 2': evil })
  // It starts the agent; and the window's screen is that of whoever asks for it.
  await product.signIn('shop-dev', { env: { SIGNET_BROWSER_FOLDERS: browsers.folder } })
  await signInToCenter(product)
  await generateProfiles(product)
  Object.assign(product.env, aScreen)
  page = await scene.open({ reducedMotion: true })
})
afterAll(() => scene.close())

const place = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click()
const select = (name: string) => page.getByRole('combobox', { name: `Browser of ${name}` })
const toast = (text: string | RegExp) => page.getByRole('log').getByText(text)
async function kept(): Promise<readonly (string | null)[]> {
  const { stdout } = await scene.scene.run(['sessions', 'browser', '--json'])
  const { sessions } = JSON.parse(stdout) as { sessions: { choice: { id: string } | null }[] }
  return sessions.map(({ choice }) => choice?.id ?? null)
}

describe('the browser of a session', () => {
  it('is chosen in its sheet, said, and taken back', async () => {
    await page
      .getByRole('region', { name: 'Sessions' })
      .getByRole('button', { name: /\bwork\b/ })
      .click()
    const own = page.getByRole('dialog').getByRole('combobox')
    expect(await own.inputValue()).toBe('')
    const offered = await own.locator('option[value^="google-chrome"]').allTextContents()
    expect(offered).toEqual([
      'Google Chrome · profile used last',
      'Google Chrome · <img src=x onerror=window.ran=1> evil',
      'Google Chrome · Client A',
      'Google Chrome · Me',
      'Google Chrome · a private window',
    ])
    await own.selectOption('google-chrome:Profile 1')
    await toast('Pages of work open in Google Chrome · Client A.').waitFor()
    expect(await kept()).toEqual([null, 'google-chrome:Profile 1'])
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('log').getByRole('button', { name: 'Undo' }).click()
    await toast('Pages of work open in the system’s default browser.').waitFor()
    expect(await kept()).toEqual([null, null])
  })

  it('is chosen for each session in the settings', async () => {
    await place('Settings')
    await select('work').selectOption('google-chrome:Profile 1')
    await toast('Pages of work open in Google Chrome · Client A.').last().waitFor()
    await select('Developer/alice').or(select('alice')).selectOption('firefox:client-b')
    await toast(/open in Firefox · client-b\./).waitFor()
    expect(await kept()).toEqual(['firefox:client-b', 'google-chrome:Profile 1'])
    expect(await axeFindings(page)).toEqual([])
  })

  it('opens the console that the window asks for', async () => {
    await place('Profiles')
    const row = page.getByRole('gridcell', { name: usualProfiles[1] }).first()
    await row.click()
    await page.keyboard.press('.')
    await page.getByRole('menuitem', { name: 'Open console' }).click()
    expect(await browsers.started()).toEqual([
      ...['google-chrome', '--profile-directory=Profile 1'],
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/open\//),
    ])
  })

  it.each([
    [/alice/, ['firefox', '-P', 'client-b']],
    [/\bwork\b/, ['google-chrome', '--profile-directory=Profile 1']],
  ])('opens the page of signing in again, and once more on demand: %s', async (name, start) => {
    const dialog = page.getByRole('dialog')
    await page.getByRole('region', { name: 'Sessions' }).getByRole('button', { name }).click()
    await dialog.getByRole('button', { name: 'Sign in again' }).click()
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    const argv = await browsers.started()
    expect(argv.slice(0, -1)).toEqual(start)
    await dialog.getByRole('button', { name: 'Open the page' }).click()
    expect(await browsers.started()).toEqual(argv)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click()
  })

  it('says that it is gone, starts no other, and asks nothing of AWS for a page that nobody can see', async () => {
    browsers.writeChrome({ Default: 'Me' })
    await place('Settings')
    await page.getByText('Not on this machine any more.').waitFor()
    expect(await select('work').inputValue()).toBe('google-chrome:Profile 1')
    expect(await axeFindings(page)).toEqual([])
    const asked = scene.scene.standIn.counters.calls('federation')
    await place('Profiles')
    await page.getByRole('gridcell', { name: usualProfiles[1] }).first().click()
    await page.keyboard.press('.')
    await page.getByRole('menuitem', { name: 'Open console' }).click()
    await toast(/No browser was opened: this session opens in Google Chrome, profile "Profile 1"/).waitFor()
    expect([scene.scene.standIn.counters.calls('federation'), browsers.hasStarted()]).toEqual([asked, false])
  })

  it('is followed by a window when a terminal chooses', async () => {
    await place('Settings')
    await scene.scene.run(['sessions', 'browser', 'work', 'firefox+private'])
    await until(async () => (await select('work').inputValue()) === 'firefox+private', 'the window follows')
  })

  it('broke no rule of the page on the way (T15, T22)', async () => {
    expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined()
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
