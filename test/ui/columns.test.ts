import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { stages } from './screens-stages.ts'
import type { WindowScene } from './window-scene.ts'

let window: WindowScene
let page: Page

beforeAll(async () => {
  window = await stages.working()
  page = await window.open()
  await go(page, 'Profiles')
})
afterAll(() => window?.close())

const go = (on: Page, place: string) =>
  on.getByRole('navigation').getByRole('button', { name: place }).first().click()
const headers = (on: Page) => on.getByRole('columnheader').allTextContents()
const columns = (on: Page) => on.getByRole('button', { name: /^Columns/ })
const item = (on: Page, name: string) => on.getByRole('menuitemcheckbox', { name })
const kept = () =>
  (
    JSON.parse(readFileSync(join(window.scene.stateDir, 'preferences.json'), 'utf8')) as {
      readonly settings?: { readonly hiddenColumns?: unknown }
    }
  ).settings?.hiddenColumns

/** What stands there where there is room for everything. */
let all: readonly string[] = []

async function shows(on: Page, titles: readonly string[]): Promise<void> {
  await expect.poll(() => headers(on)).toEqual(titles)
}

describe('the columns of a table', () => {
  it('are put away by keyboard, several in a row, and the name stays', async () => {
    all = await headers(page)
    expect(all.slice(0, 5)).toEqual(['Profile', 'Account', 'Role', 'Region', 'Credentials'])
    await columns(page).focus()
    await page.keyboard.press('Enter')
    await item(page, 'Profile').waitFor()
    expect(await item(page, 'Profile').getAttribute('aria-disabled')).toBe('true')
    for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key)
    await shows(page, all.toSpliced(2, 1))
    for (const key of ['ArrowDown', 'Space']) await page.keyboard.press(key)
    await shows(page, all.toSpliced(2, 2))
    expect(await item(page, 'Region').getAttribute('aria-checked')).toBe('false')
    await page.keyboard.press('Escape')
    await item(page, 'Region').waitFor({ state: 'hidden' })
    expect(kept()).toEqual({ profiles: ['role', 'region'] })
  })

  it('are as they were left in another window', async () => {
    const other = await window.open()
    await go(other, 'Profiles')
    await shows(other, all.toSpliced(2, 2))
    await other.context().close()
  })

  it('come back by mouse, and all of them in one press', async () => {
    await columns(page).click()
    await item(page, 'Role').click()
    await shows(page, all.toSpliced(3, 1))
    await page.getByRole('menuitem', { name: 'All that have room' }).click()
    await shows(page, all)
  })

  it('are in the palette', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('hide region')
    await page.keyboard.press('Enter')
    await shows(page, all.toSpliced(3, 1))
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('show the column')
    await page.keyboard.press('Enter')
    await shows(page, all)
  })

  it('are left out where there is no room, and the menu says so; nothing is wider than the table', async () => {
    const narrow = await window.open({ width: 900 })
    await go(narrow, 'Profiles')
    await shows(narrow, ['Profile', 'Account', 'Credentials'])
    const [table, last] = await Promise.all([
      narrow.getByRole('grid').boundingBox(),
      narrow.getByRole('columnheader').last().boundingBox(),
    ])
    const edges = [table, last].map((box) => (box ? box.x + box.width : Number.NaN))
    expect(edges[1]).toBeLessThanOrEqual(edges[0] ?? 0)
    await columns(narrow).click()
    const notes = await narrow.getByRole('menuitemcheckbox').allTextContents()
    expect(notes.filter((text) => text.endsWith('no room now'))).toHaveLength(all.length - 3)
    expect(await axeFindings(narrow)).toEqual([])
    await narrow.context().close()
  })

  it('are chosen in Accounts and Activity alike, each on its own', async () => {
    for (const [place, title] of [
      ['Accounts', 'Email'],
      ['Activity', 'How'],
    ] as const) {
      await go(page, place)
      await columns(page).click()
      await item(page, title).click()
      await expect.poll(() => headers(page)).not.toContain(title)
      await page.keyboard.press('Escape')
    }
    expect(kept()).toEqual({ profiles: [], accounts: ['email'], activity: ['channel'] })
    await go(page, 'Profiles')
    await shows(page, all)
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(window.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
