import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WindowScene } from './window-scene.ts'

let window: WindowScene
let page: Page

beforeAll(async () => {
  window = await WindowScene.start()
  for (const profile of ['shop-dev', 'shop-prod', 'old-name']) await window.scene.signIn(profile)
  await window.scene.run(['profiles', 'policy', 'shop-prod', '--production'])
  page = await window.open()
  await go()
})
afterAll(() => window.close())

const go = () => page.getByRole('navigation').getByRole('button', { name: 'Profiles' }).click()
const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
const config = () => readFileSync(window.scene.configPath, 'utf8')

async function choose(name: string, action: string): Promise<void> {
  await row(name).click({ button: 'right' })
  await page.getByRole('menuitem', { name: action }).click()
}

describe('the profiles of a window', () => {
  it('filters by what is typed on the list, and says how many are shown', async () => {
    await row('shop-dev').click()
    await page.keyboard.type('prod')
    await page.getByText('1 of 3 shown').waitFor()
    await page.getByRole('searchbox').press('Escape')
    await page.getByText('3 profiles').waitFor()
  })

  it('keeps favourites, and shows them first', async () => {
    await choose('shop-prod', 'Add to favourites')
    await page.getByRole('row').nth(1).getByText('Favourite').waitFor({ state: 'attached' })
    expect((await window.scene.run(['profiles', 'list', '--favourites'])).stdout).toContain('shop-prod')
  })

  it('renames after a preview, and the AWS config follows', async () => {
    await choose('old-name', 'Rename…')
    await page.getByLabel('New name').fill('new-name')
    await page.getByRole('dialog').getByText('[profile new-name]').waitFor()
    expect(config()).toContain('[profile old-name]')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await row('new-name').waitFor()
    expect(config()).toContain('[profile new-name]')
  })

  it('says in the details which tool takes what, and what Signet serves', async () => {
    await row('shop-dev').dblclick()
    const sheet = page.getByRole('complementary')
    await sheet.getByText('taken by every tool').waitFor()
    await sheet.getByText('Signet would serve:').waitFor()
    await sheet.getByRole('button', { name: 'Close' }).click()
  })

  it('asks for the name of a production profile before its console opens, and refuses another', async () => {
    await choose('shop-prod', 'Open console')
    const dialog = page.getByRole('dialog')
    const open = dialog.getByRole('button', { name: 'Open console' })
    await dialog.getByRole('textbox').fill('shop-dev')
    expect(await open.isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  it('removes after a preview', async () => {
    await choose('new-name', 'Remove…')
    await page.getByRole('dialog').getByText('-[profile new-name]').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('2 profiles').waitFor()
    expect(config()).not.toContain('new-name')
  })

  it('leaves no report of the page’s policy, no mistake, and asks nobody else for anything', () => {
    expect(window.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
