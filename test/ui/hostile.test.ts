import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { hostile, hostileScene } from './hostile-scene.ts'
import type { WindowScene } from './window-scene.ts'

const places = ['Profiles', 'Accounts', 'Console access', 'Activity', 'Config', 'Settings'] as const

let scene: WindowScene
let ran = 0

beforeAll(async () => {
  scene = await hostileScene()
})
afterAll(() => scene?.close())

async function look(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: place, exact: false }).first().click()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForTimeout(400)
}

/** What is wider than the window. */
function tooWide(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.scrollingElement
    return root === null ? 0 : Math.max(0, root.scrollWidth - window.innerWidth)
  })
}

async function harm(page: Page): Promise<object> {
  const marks = await page.evaluate(() => ({
    ran: 'ran' in window,
    made: document.querySelectorAll(
      '#root iframe, #root script, #root style, #root base, #root a[href^=http]',
    ).length,
    title: document.title,
  }))
  if (marks.ran) ran += 1
  return { ...marks, tooWide: await tooWide(page) }
}
const none = { ran: false, made: 0, title: expect.stringContaining('Signet'), tooWide: 0 }

describe.each(['light', 'dark'] as const)('hostile names, %s', (theme) => {
  it.each([1440, 900])('run nothing and break nothing at any place, %s wide (T15)', async (width) => {
    const page = await scene.open({ theme, width })
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const seen: Record<string, object> = {}
    for (const place of places) {
      await look(page, place)
      seen[place] = await harm(page)
    }
    expect(seen).toEqual(Object.fromEntries(places.map((place) => [place, none])))
    await page.context().close()
  })

  it('leave nothing that axe finds serious or critical, at any place', async () => {
    const page = await scene.open({ theme })
    const found: Record<string, readonly string[]> = {}
    for (const place of places) {
      await look(page, place)
      found[place] = await axeFindings(page)
    }
    expect(found).toEqual(Object.fromEntries(places.map((place) => [place, []])))
    await page.context().close()
  })
})

describe('hostile names', () => {
  it('are shown as they are in the list, its sheet, the palette and the switch (T15)', async () => {
    const page = await scene.open({ width: 900 })
    await look(page, 'Profiles')
    for (const name of hostile.slice(0, 8)) {
      const field = page
        .getByRole('searchbox')
        .or(page.getByRole('textbox', { name: 'Filter profiles' }))
        .first()
      await field.fill(name)
      await page.getByRole('gridcell').getByText(name, { exact: false }).first().waitFor()
      await page.getByRole('gridcell').first().dblclick()
      expect(await harm(page)).toEqual(none)
      await page.keyboard.press('Escape')
      await field.fill('')
    }
    for (const name of hostile) {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search and commands' }).fill(name.slice(0, 40))
      await page.waitForTimeout(100)
      expect(await harm(page)).toEqual(none)
      await page.keyboard.press('Escape')
    }
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Default/ })
      .click()
    await page.getByRole('menu').waitFor()
    expect(await harm(page)).toEqual(none)
    await page.context().close()
  })

  it('are selected all at once, named in the bar, tagged and almost removed (T15)', async () => {
    const page = await scene.open({ width: 900 })
    await look(page, 'Profiles')
    await page.getByRole('row').nth(1).click()
    await page.keyboard.press('Control+a')
    const bar = page.getByRole('group', { name: 'What can be done with the selection' })
    await bar.waitFor()
    expect([await harm(page), await axeFindings(page)]).toEqual([none, []])
    for (const action of ['Tags…', 'Policy…', 'Remove…']) {
      await bar.getByRole('button', { name: action }).click()
      await page.getByRole('dialog').waitFor()
      await page.waitForTimeout(300)
      expect([await harm(page), await axeFindings(page)]).toEqual([none, []])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.context().close()
  })

  it('ran no script, broke no rule, left for nowhere (T15, T22)', () => {
    console.log(
      `hostile names: ${hostile.length} at ${places.length} places; scripts run ${ran}, policy reports ${scene.faults.policy.length}, requests elsewhere ${scene.faults.offOrigin.length}`,
    )
    expect({ ran, ...scene.faults }).toEqual({ ran: 0, policy: [], errors: [], offOrigin: [] })
  })
})
