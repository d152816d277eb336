import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('shop-dev')
  await signInToCenter(scene.scene)
  await generateProfiles(scene.scene)
  page = await scene.open({ reducedMotion: true })
})
afterAll(() => scene.close())

const list = () => page.getByRole('region', { name: 'Sessions' })
const sheet = () => page.getByRole('dialog')

async function openSession(name: RegExp): Promise<void> {
  await list().getByRole('button', { name }).click()
  await sheet().waitFor()
}

describe('sessions', () => {
  it('stand in the side bar with a short name, the whole one in the title, and their end in words', async () => {
    const item = list().getByRole('button', { name: /Developer\/alice/ })
    expect(await item.textContent()).toMatch(/until .*\d\d:\d\d, renews itself/)
    expect(await item.getAttribute('title')).toContain(
      'arn:aws:sts::111122223333:assumed-role/Developer/alice',
    )
  })

  it('open as a sheet with both clocks and whom they serve', async () => {
    await openSession(/Developer\/alice/)
    const text = await sheet().innerText()
    expect(text).toMatch(/Credentials\s+\d\d:\d\d \(\d+ min\)/)
    expect(text).toMatch(/AWS ends it at .* at the latest/)
    expect(text).toContain('shop-dev')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await openSession(/\bwork\b/)
    expect(await sheet().innerText()).toContain('AWS does not tell.')
    await page.keyboard.press('Escape')
  })

  it('renew at once, and say so when that was a moment ago', async () => {
    await openSession(/Developer\/alice/)
    await sheet().getByRole('button', { name: 'Renew now' }).click()
    await page.getByText('Renewed.').waitFor()
    await sheet().getByRole('button', { name: 'Renew now' }).click()
    await page.getByText('It was renewed a moment ago.').waitFor()
    await page.keyboard.press('Escape')
  })

  it('that AWS has ended say so, and the window offers to sign in again', async () => {
    scene.scene.standIn.endSsoSessions()
    await scene.scene.run(['accounts', '--refresh'])
    await list().getByText('ended: sign in again').waitFor()
    await page.getByRole('banner').getByRole('button', { name: 'Sign in again' }).click()
    expect(await sheet().getByLabel('Session', { exact: true }).inputValue()).toBe('work')
    await page.keyboard.press('Escape')
  })

  it('sign out here, and everywhere after a question', async () => {
    await openSession(/Developer\/alice/)
    await sheet().getByRole('button', { name: 'Sign out everywhere…' }).click()
    await sheet().getByText('Every machine with this session is signed out.').waitFor()
    await sheet().getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByText(/Signed out: arn/).waitFor()
    await list()
      .getByRole('button', { name: /Developer\/alice/ })
      .waitFor({ state: 'detached' })
    await openSession(/\bwork\b/)
    await sheet().getByRole('button', { name: 'Sign out' }).click()
    await list().getByText('Nobody is signed in.').waitFor()
  })

  it('are icons in a narrow window, and still have their names', async () => {
    const narrow = await scene.open({ width: 640, reducedMotion: true })
    await narrow.getByRole('button', { name: /^Profiles/ }).waitFor()
    expect(await axeFindings(narrow)).toEqual([])
    const scrolls = await narrow.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(scrolls).toBe(false)
    await narrow.context().close()
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
