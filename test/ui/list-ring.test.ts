import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { type PageOptions, WindowScene } from './window-scene.ts'

let window: WindowScene

beforeAll(async () => {
  window = await WindowScene.start()
  const { configPath } = window.scene
  mkdirSync(dirname(configPath), { recursive: true })
  const sections = ['one', 'two', 'three'].map((name) => `[profile ${name}]\nregion = eu-west-1\n`)
  writeFileSync(configPath, sections.join('\n'))
  // Who is signed in is shown the profiles at first.
  await window.scene.signIn('shop-dev')
})
afterAll(() => window?.close())

async function openList(options: PageOptions = {}): Promise<Page> {
  const page = await window.open(options)
  await page.getByRole('row', { name: /^one/ }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
  return page
}

/** Which rows have a ring of two pixels, which one screen readers are told of, and what is round the whole list. */
function rings(page: Page) {
  return page.evaluate(() => {
    const grid = document.querySelector('[role=grid]')
    const rows = [...document.querySelectorAll('[role=row]')].slice(1)
    const nameOf = (row: Element | null | undefined) => row?.querySelector('bdi')?.textContent ?? null
    const hasRing = (row: Element) => {
      const { content, borderTopWidth } = getComputedStyle(row, '::after')
      return content !== 'none' && borderTopWidth === '2px'
    }
    const told = grid?.getAttribute('aria-activedescendant')
    return {
      ringed: rows.filter(hasRing).map(nameOf),
      told: nameOf(told ? document.getElementById(told) : null),
      roundList: grid ? getComputedStyle(grid).outlineStyle : null,
    }
  })
}

describe('the ring of a list', () => {
  it('is round the row that keys act on, and never round the list', async () => {
    const page = await openList()
    const first = (await rings(page)).told
    expect([first, await rings(page)]).toEqual([
      expect.stringMatching(/./),
      { ringed: [first], told: first, roundList: 'none' },
    ])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const { ringed, told } = await rings(page)
    expect([ringed, told === first]).toEqual([[told], false])
    expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  it('gives way to a mark after a press of the mouse, and comes back with the next key', async () => {
    const page = await openList()
    const row = page.getByRole('row', { name: /^two/ })
    // Where the mouse led here, nothing is left over of keys.
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('navigation').getByRole('button', { name: 'Profiles' }).click()
    await row.click()
    const mark = await row.evaluate((element) => getComputedStyle(element).boxShadow)
    expect([(await rings(page)).ringed, mark]).toEqual([[], expect.stringContaining('inset')])
    await page.keyboard.press('ArrowDown')
    expect((await rings(page)).ringed).toHaveLength(1)
    await page.context().close()
  })

  it('says truly where keys act before one was chosen: Enter, space and . are the first row’s', async () => {
    for (const [key, role] of [
      ['Enter', 'complementary'],
      ['Space', 'complementary'],
      ['.', 'menu'],
    ] as const) {
      const page = await openList()
      const { told } = await rings(page)
      await page.keyboard.press(key)
      await page.getByRole(role).waitFor()
      const selected = page.locator('[role=row][aria-selected=true] bdi').first()
      expect(await selected.textContent()).toBe(told)
      await page.context().close()
    }
  })

  it('is seen in forced colours too', async () => {
    const page = await openList({ forcedColors: 'active' })
    expect((await rings(page)).ringed).toHaveLength(1)
    await page.context().close()
  })
})
