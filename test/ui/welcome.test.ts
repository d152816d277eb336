import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  // Without transitions: what is measured in the middle of one is neither theme.
  page = await scene.open({ reducedMotion: true })
})
afterAll(() => scene.close())

const title = 'From nothing to a working aws command'

describe('the first steps', () => {
  it.each(['light', 'dark'] as const)('are what a new window shows, %s', async (theme) => {
    await page.emulateMedia({ colorScheme: theme })
    await page.getByRole('heading', { name: title }).waitFor()
    await page.locator(`[data-theme=${theme}]`).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('walk from nothing to a command that works', async () => {
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Profile', { exact: true }).fill('first')
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    const opened = page.context().waitForEvent('page')
    await dialog.getByRole('link').click()
    await (await opened).getByRole('button', { name: 'Allow' }).click()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByText('Signed in: Developer/alice').waitFor()
    const command = page.getByText('aws sts get-caller-identity --profile')
    expect(await command.textContent()).toBe('aws sts get-caller-identity --profile first')
    expect((await scene.scene.credentials('first')).AccountId).toBe('111122223333')
  })

  it('can be left, and found again', async () => {
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('heading', { name: 'Profiles', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('first steps')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: title }).waitFor()
  })

  it('are left for good: a person who turned away is not asked again', async () => {
    await scene.scene.run(['logout', '--all'])
    const next = await scene.open()
    await next.getByRole('heading', { name: 'Profiles', level: 1 }).waitFor()
    await next.context().close()
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
