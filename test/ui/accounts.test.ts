import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisation } from '../aws/identity-center/organisation.ts'
import { signInToCenter } from '../headless/identity-center-scene.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene

beforeAll(async () => {
  const accounts = organisation({ accounts: 40, roles: 2 })
  scene = await WindowScene.start({ standIn: { identityCenter: { accounts, portalRate: 0 } } })
  await signInToCenter(scene.scene)
})
afterAll(() => scene.close())

const dialog = (page: Page) => page.getByRole('dialog')
const config = () => readFileSync(scene.scene.configPath, 'utf8')

async function openAccounts(options = {}): Promise<Page> {
  const page = await scene.open(options)
  await page.getByRole('navigation').getByRole('button', { name: 'Accounts' }).click()
  return page
}

describe('accounts in the window', () => {
  it('are listed with names that are written to do harm, found by any word, and read anew (T15)', async () => {
    const page = await openAccounts()
    await page.getByText('40 accounts', { exact: true }).waitFor()
    await page.getByRole('searchbox').fill('<script>')
    await page.getByRole('gridcell', { name: '<script>alert(1)</script>', exact: true }).waitFor()
    await page.getByText('1 of 40 shown').waitFor()
    await page.getByRole('button', { name: 'Read anew: work' }).click()
    await dialog(page).getByText('40 accounts of work read.').waitFor()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await page.context().close()
  })

  it('say that they could not be read, and are read at the press of a button when they can be', async () => {
    const { faults } = scene.scene.standIn
    const page = await openAccounts()
    faults.set([{ operation: 'list-accounts', times: 'always', fault: { kind: 'drop' } }])
    await page.getByRole('button', { name: 'Read anew: work' }).click()
    await dialog(page).getByRole('alert').waitFor()
    await page.getByText('40 accounts', { exact: true }).waitFor()
    faults.clear()
    await dialog(page).getByRole('button', { name: 'Try again' }).click()
    await dialog(page).getByText('40 accounts of work read.').waitFor()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await page.context().close()
  })

  it.each(['light', 'dark'] as const)('are within reach of everybody, %s', async (theme) => {
    const page = await openAccounts({ theme })
    await page.getByText('40 accounts', { exact: true }).waitFor()
    await page.getByRole('grid').press('Enter')
    await page.getByRole('complementary', { name: 'Details of the account' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Generate profiles…' }).first().click()
    await dialog(page).getByRole('figure').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  it('have the keys on arriving: arrows move, space peeks, the sheet follows, Escape closes it', async () => {
    const page = await openAccounts()
    await page.getByText('40 accounts', { exact: true }).waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('role'))
    await expect.poll(focused).toBe('grid')
    const sheet = page.getByRole('complementary', { name: 'Details of the account' })
    const selected = page.locator('[role=row][aria-selected=true] bdi').first()
    await page.keyboard.press('Space')
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await page.keyboard.press(key)
      await sheet.getByRole('heading', { level: 2, name: (await selected.textContent()) ?? '' }).waitFor()
    }
    await page.keyboard.press('Control+g')
    await dialog(page).getByRole('figure').waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('grid')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.keyboard.type('billing-dev', { delay: 40 })
    await page.getByText(/of 40 shown/).waitFor()
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('grid')
    await page.context().close()
  })

  it('become profiles: seen before, written as seen, and served', async () => {
    const page = await openAccounts()
    await page.getByRole('button', { name: 'Generate profiles…' }).last().click()
    await dialog(page).getByLabel('Filter').fill('role:')
    await dialog(page).getByRole('alert').waitFor()
    await dialog(page).getByLabel('Filter').fill('data-lake-dev-0000')
    await dialog(page).getByLabel('Names').fill('{role}.{account_id}')
    const write = dialog(page).getByRole('button', { name: 'Write 2 profiles' })
    await dialog(page).getByText('2 to add').waitFor()
    await dialog(page)
      .getByRole('region', { name: 'Profiles' })
      .getByText(/^AdministratorAccess\.\d{12}$/)
      .waitFor()
    const seen = (await dialog(page).getByRole('figure').locator('code').allTextContents()).filter((line) =>
      line.startsWith('+'),
    )
    await write.click()
    await page.getByText('Profiles: 2 added.').waitFor()
    const lines = config().split('\n').filter(Boolean)
    expect(seen.map((line) => line.slice(1)).filter(Boolean)).toEqual(lines)
    const [, name = ''] = /\[profile (AdministratorAccess\.\d{12})\]/.exec(config()) ?? []
    expect((await scene.scene.credentials(name)).Version).toBe(1)
    await page.context().close()
  })

  it('give one role one profile, with the name that "signet profiles add" would give', async () => {
    const page = await openAccounts()
    await page.getByRole('searchbox').fill('data-lake-dev-0000')
    await page.getByRole('gridcell', { name: 'data-lake-dev-0000', exact: true }).dblclick()
    const before = config()
    await page.getByRole('button', { name: 'Make a profile… ReadOnlyAccess' }).click()
    await dialog(page).getByText('Left empty: data-lake-dev-0000-ReadOnlyAccess').waitFor()
    await dialog(page).getByRole('figure').waitFor()
    expect(config()).toBe(before)
    await dialog(page).getByRole('button', { name: 'Add profile' }).click()
    await page.getByText('data-lake-dev-0000-ReadOnlyAccess is there, for every tool.').waitFor()
    expect(config()).toContain('[profile data-lake-dev-0000-ReadOnlyAccess]')
    await page.getByRole('button', { name: 'Undo…' }).click()
    await dialog(page).getByText('signet profiles add').waitFor()
    await dialog(page).getByRole('button', { name: 'Go back to this' }).click()
    await page.getByText('is as it was.').waitFor()
    expect(config()).toBe(before)
    await page.context().close()
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
