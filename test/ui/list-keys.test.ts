import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let window: WindowScene
let page: Page

const raw = Array.from({ length: 40 }, (_, at) => `raw-${String(at).padStart(2, '0')}`)

beforeAll(async () => {
  window = await WindowScene.start()
  const { scene } = window
  mkdirSync(dirname(scene.configPath), { recursive: true })
  writeFileSync(
    scene.configPath,
    [...raw, 'gsuite', 'network'].map((name) => `[profile ${name}]\nregion = eu-west-1\n`).join('\n'),
  )
  await scene.signIn('shop-dev')
  page = await window.open()
  page.setDefaultTimeout(8_000)
  await row('raw-00').waitFor()
})
afterAll(() => window?.close())

const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
const grid = () => page.getByRole('grid')
const filter = () => page.getByRole('searchbox')
const sheet = () => page.getByRole('complementary')
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const place = (name: string) => page.getByRole('navigation').getByRole('button', { name })
/** What has the focus, by its role; the element's name where it has none. */
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.tagName)
const active = () =>
  page.evaluate(() => {
    const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant')
    return id ? (document.getElementById(id)?.querySelector('bdi')?.textContent ?? '') : ''
  })
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

describe('the focus', () => {
  it('is the list’s on arriving at a place, and arrows move at once', async () => {
    await expect.poll(focused).toBe('grid')
    const first = await page.getByRole('row').nth(1).locator('bdi').first().textContent()
    await press('ArrowDown')
    expect(await active()).toBe(first)
    await place('Config').click()
    await heading('Config')
    await place('Profiles').click()
    await heading('Profiles')
    await expect.poll(focused).toBe('grid')
  })

  it('stays the list’s after a press in it, with one ring, and the active row is said', async () => {
    await row('raw-02').click()
    expect([await focused(), await active()]).toEqual(['grid', 'raw-02'])
    await press('ArrowDown', 'ArrowDown', 'ArrowUp')
    expect(await active()).toBe('raw-03')
    expect(await grid().evaluate((element) => element.querySelectorAll('[tabindex="0"]').length)).toBe(0)
  })

  it('comes back to the list from a row’s menu, however that was opened', async () => {
    await row('raw-02').click()
    await press('.')
    await page.getByRole('menu').waitFor()
    await press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('grid')
    await press('ArrowDown')
    expect(await active()).toBe('raw-03')
    await row('raw-05').click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    await press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('grid')
  })

  it('comes back from a dialog that a row’s menu opened', async () => {
    await row('raw-02').click()
    await press('.')
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('grid')
  })

  it('goes from the filter to the list by Down and by Enter, and back by /', async () => {
    for (const key of ['ArrowDown', 'Enter']) {
      await press('/')
      await expect.poll(focused).toBe('INPUT')
      await filter().fill('raw-01')
      await page.getByText('1 of 43 shown').waitFor()
      await press(key)
      expect([await focused(), await active()]).toEqual(['grid', 'raw-01'])
      await press('Escape')
      await page.getByText('43 profiles').waitFor()
    }
  })

  it('comes back to the list when a filter that fits nothing is cleared', async () => {
    await filter().fill('zzzz')
    await page.getByText('Nothing fits').waitFor()
    await press('Escape')
    await page.getByText('43 profiles').waitFor()
    await expect.poll(focused).toBe('grid')
  })

  it('keeps the active row in sight when a sheet takes room from the list, and when the palette shows one', async () => {
    await press('End')
    const inSight = () =>
      page.evaluate(() => {
        const list = document.querySelector('[role=grid]')
        const id = list?.getAttribute('aria-activedescendant')
        const at = (id ? document.getElementById(id) : null)?.getBoundingClientRect()
        const box = list?.getBoundingClientRect()
        return at !== undefined && box !== undefined && at.top >= box.top + 31 && at.bottom <= box.bottom + 1
      })
    await expect.poll(inSight).toBe(true)
    await page.setViewportSize({ width: 900, height: 700 })
    await press('Space')
    await sheet().waitFor()
    await expect.poll(inSight).toBe(true)
    await press('Space', 'Home')
    await expect.poll(inSight).toBe(true)
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})

describe('keys on a list', () => {
  it.each([
    [['g', 's'], 'Settings'],
    [['G', 'F'], 'Config'],
  ])('lead where the sheet of keys says: %j', async (keys, title) => {
    await row('raw-02').click()
    await press(...keys)
    await heading(title)
    await place('Profiles').click()
    await expect.poll(focused).toBe('grid')
    expect(await filter().inputValue()).toBe('')
  })

  it('n signs in, ? shows every key, / is the filter’s', async () => {
    await press('n')
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('grid')
    await press('?')
    const keys = page.getByRole('dialog', { name: 'Every key' })
    await keys.getByText(/^Typing filters the list/).waitFor()
    const terms = await keys.locator('dl > div').allInnerTexts()
    expect(terms.filter((text) => /(^|\s)\/$/.test(text.trim()))).toHaveLength(1)
    expect(terms.filter((text) => text.trim().endsWith('Esc'))).toHaveLength(1)
    expect(await axeFindings(page)).toEqual([])
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await filter().inputValue()).toBe('')
  })

  it.each(['gsuite', 'network', 'raw-07', 'G'])('are no keys where a word is typed: %s', async (word) => {
    await expect.poll(focused).toBe('grid')
    await page.keyboard.type(word, { delay: 60 })
    await expect.poll(() => filter().inputValue()).toBe(word)
    await heading('Profiles')
    await press('Escape')
    await page.getByText('43 profiles').waitFor()
  })

  it('space peeks, Ctrl+Space and Shift+arrows select', async () => {
    await row('raw-02').click()
    await press('Space')
    await sheet().getByRole('heading', { name: 'raw-02' }).waitFor()
    await press('Space')
    await sheet().waitFor({ state: 'detached' })
    await press('Shift+ArrowDown', 'Shift+ArrowDown')
    await page.getByText('3 selected').waitFor()
    await press('Control+Space')
    await page.getByText('2 selected').waitFor()
    await press('Escape')
    await page.getByText('2 selected').waitFor({ state: 'detached' })
  })

  it('a row’s actions have keys of their own, which its menu shows', async () => {
    await press('End')
    await row('shop-dev').click()
    await press('.')
    const shown = await page.getByRole('menuitem').allInnerTexts()
    expect(shown.filter((text) => !/(Ctrl\+.|F\d|Del)$/.test(text.trim()))).toEqual([])
    await press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await press('F2')
    await page.getByRole('dialog', { name: 'Rename shop-dev' }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await press('Control+b', 'Home')
    await row('shop-dev').getByText('Favourite').waitFor({ state: 'attached' })
    await filter().focus()
    await press('Control+b')
    await press('Delete')
    await page.waitForTimeout(300)
    expect([await page.getByRole('dialog').count(), await row('shop-dev').innerText()]).toEqual([
      ...[0, expect.stringContaining('★')],
    ])
    await press('Escape')
  })
})

describe('the sheet', () => {
  it('shows the active row, whichever way it was chosen', async () => {
    await row('raw-02').dblclick()
    await sheet().getByRole('heading', { name: 'raw-02' }).waitFor()
    expect(await page.evaluate(() => document.getSelection()?.toString())).toBe('')
    await row('raw-04').click()
    await sheet().getByRole('heading', { name: 'raw-04' }).waitFor()
    await press('ArrowDown')
    await sheet().getByRole('heading', { name: 'raw-05' }).waitFor()
    await sheet().getByText('region = eu-west-1').waitFor()
    expect(new URL(page.url()).hash).toContain('raw-05')
  })

  it('is what the palette shows, and that is the active row', async () => {
    await press('Control+k')
    await page.getByRole('combobox').fill('raw-33')
    await press('Tab')
    await page.getByRole('combobox', { name: 'What to do with raw-33' }).fill('show in the list')
    await press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await sheet().getByRole('heading', { name: 'raw-33' }).waitFor()
    await expect.poll(active).toBe('raw-33')
  })

  it('is gone into by a second Enter, and Escape leads out: sheet, selection, filter, in that order', async () => {
    await filter().fill('raw')
    await page.getByText('40 of 43 shown').waitFor()
    await row('raw-05').click()
    await press('Shift+ArrowDown')
    await press('Enter', 'Enter')
    expect(await focused()).toBe('ASIDE')
    await press('Escape')
    await sheet().waitFor({ state: 'detached' })
    expect(await focused()).toBe('grid')
    await page.getByText('2 selected').waitFor()
    await press('Escape')
    await page.getByText('2 selected').waitFor({ state: 'detached' })
    expect(await filter().inputValue()).toBe('raw')
    await press('Escape')
    await page.getByText('43 profiles').waitFor()
    expect([await filter().inputValue(), await focused()]).toEqual(['', 'grid'])
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(window.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
