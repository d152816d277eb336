import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { stages } from './screens-stages.ts'
import type { WindowScene } from './window-scene.ts'

let window: WindowScene
const full = 'acme-prod-AdministratorAccess'

beforeAll(async () => {
  window = await stages.working()
  await window.scene.run(['profiles', 'tag', full, '+payments', '+eu', '+critical'])
  await window.scene.run(['profiles', 'pin', full])
  await window.scene.run(['profiles', 'tag', 'acme-dev-Developer', '+payments', '+eu'])
})
afterAll(() => window?.close())

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })

/** What of the table is lost at its edges: rows wider than it, names that nobody can tell apart, actions out of reach. */
const lost = (page: Page) =>
  page.evaluate(() => {
    const table = document.querySelector('[role=grid]')
    if (table === null) throw new Error('there is no table')
    const edge = table.getBoundingClientRect().right
    const rows = [...table.querySelectorAll('[role=row]')]
    const names = rows.flatMap((each) => [...each.querySelectorAll('[role=gridcell]')].slice(0, 1))
    return {
      wider: rows.filter((each) => each.scrollWidth > each.clientWidth).length,
      nameless: names.filter((cell) => {
        const name = [...cell.querySelectorAll('bdi')].find((bdi) =>
          cell.textContent?.startsWith(bdi.textContent),
        )
        const { width = 0 } = name?.getBoundingClientRect() ?? {}
        return Math.ceil(width) < Math.min(70, name?.scrollWidth ?? 70)
      }).length,
      cut: names
        .filter((cell) => cell.scrollWidth > cell.clientWidth)
        .map((cell) => `${cell.textContent} ${cell.scrollWidth} in ${cell.clientWidth}`),
      untitled: names.filter((cell) => (cell.querySelector('[title]')?.getAttribute('title') ?? '') === '')
        .length,
      actionsOut: [...table.querySelectorAll('[role=row] button')].filter(
        (button) => button.getBoundingClientRect().right > edge,
      ).length,
    }
  })
const nothing = { wider: 0, nameless: 0, cut: [], untitled: 0, actionsOut: 0 }

/** Whether the actions of the active row lie over what it says. */
const isCovered = (page: Page) =>
  page.evaluate(() => {
    const cells = [...document.querySelectorAll('[data-active] > [role=gridcell]')]
    const actions = cells.pop()?.getBoundingClientRect()
    return cells.some((cell) => cell.getBoundingClientRect().right > (actions?.left ?? 0))
  })

describe('the table of profiles', () => {
  it.each([
    [720, 'light', 'en-GB'],
    [800, 'dark', 'de-DE'],
    [900, 'light', 'de-DE'],
    [1040, 'dark', 'en-GB'],
    [1440, 'light', 'en-GB'],
  ] as const)(
    'loses nothing at %i, with and without a sheet and a selection',
    async (width, theme, language) => {
      const page = await window.open({ width, height: 760, theme, language })
      await row(page, full).click()
      const found: unknown[] = []
      const look = async () => {
        await page.waitForTimeout(250)
        found.push({ ...(await lost(page)), isCovered: await isCovered(page), axe: await axeFindings(page) })
      }
      await look()
      await page.keyboard.press('Space')
      await page.getByRole('complementary').getByText('#critical #eu #payments').waitFor()
      await look()
      await page.keyboard.press('Shift+ArrowDown')
      await look()
      await page.keyboard.press('Escape')
      await page.getByRole('complementary').waitFor({ state: 'detached' })
      await look()
      const good = { ...nothing, isCovered: false, axe: [] }
      expect(found).toEqual([good, good, good, good])
      expect(await row(page, full).getByText(full).locator('..').locator('..').getAttribute('title')).toBe(
        `${full}\n#critical #eu #payments`,
      )
      await page.keyboard.press('Escape')
      await page.keyboard.press('.')
      await page.getByRole('menuitem').first().waitFor()
      await page.context().close()
    },
  )

  it('leaves Region out first, then Role', async () => {
    const page = await window.open({ width: 1200 })
    const titles: string[][] = []
    for (const width of [1440, 1060, 960]) {
      await page.setViewportSize({ width, height: 760 })
      await page.waitForTimeout(300)
      titles.push(await page.getByRole('columnheader').allTextContents())
    }
    const least = ['Profile', 'Account', 'Credentials']
    expect(titles).toEqual([
      ['Profile', 'Account', 'Role', 'Region', 'Credentials', 'Last used'],
      ['Profile', 'Account', 'Role', 'Credentials'],
      least,
    ])
    await page.context().close()
  })

  it('offers "Use as default" on the selected row, but not on the default', async () => {
    const page = await window.open()
    const use = page.getByRole('grid').getByRole('button', { name: 'Use as default' })
    await row(page, 'shop-dev').click()
    await use.waitFor()
    await row(page, 'acme-dev-Developer').click()
    await use.waitFor({ state: 'detached' })
    await page.keyboard.press('.')
    const item = page.getByRole('menuitem', { name: 'Use as default' })
    expect(await item.getAttribute('aria-disabled')).toBe('true')
    await page.context().close()
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(window.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
