import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stages } from './screens-stages.ts'
import type { WindowScene } from './window-scene.ts'

/** A full place, with statements and lines in it, is the one that grows out of a frame. */
let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await stages.statements()
  page = await scene.open()
  page.setDefaultTimeout(8000)
})
afterAll(() => scene?.close())

const places = ['Profiles', 'Accounts', 'Console access', 'Activity', 'Config', 'Settings'] as const

/** What the whole window is in points; what of the content is wider than what is seen of it. */
const measured = () =>
  page.evaluate(() => {
    const all = document.scrollingElement
    const content = document.querySelector('#content')
    if (!all || !content) throw new Error('there is no window')
    content.scrollTo({ top: content.scrollHeight, left: 999 })
    all.scrollTo({ top: 9999, left: 999 })
    return {
      higher: all.scrollHeight - innerHeight,
      wider: all.scrollWidth - innerWidth,
      contentWider: content.scrollWidth - content.clientWidth,
      scrolled: [all.scrollTop, all.scrollLeft, content.scrollLeft],
    }
  })
const still = { higher: 0, wider: 0, contentWider: 0, scrolled: [0, 0, 0] }

describe('the frame', () => {
  it.each([
    [720, 600],
    [900, 900],
    [1440, 900],
  ])('stays where it is at %i by %i: header, side bar and foot never scroll away', async (width, height) => {
    await page.setViewportSize({ width, height })
    const found: Record<string, unknown> = {}
    for (const place of places) {
      await page.getByRole('navigation').getByRole('button', { name: place }).click()
      await page.getByRole('heading', { level: 1, name: place }).waitFor()
      if (place === 'Console access') await page.getByText('Who would get in').waitFor()
      found[place] = await measured()
    }
    expect(found).toEqual(Object.fromEntries(places.map((place) => [place, still])))
  })

  it.each([
    [900, 900],
    [1440, 900],
  ])('keeps what sends a plan, and the foot of the place, in sight at %i by %i', async (width, height) => {
    await page.setViewportSize({ width, height })
    await page.getByRole('navigation').getByRole('button', { name: 'Console access' }).click()
    await page.getByRole('button', { name: 'Turn on', exact: true }).click()
    const apply = page.getByRole('button', { name: 'Apply plan' })
    await apply.waitFor()
    // The narrow one has one column: there the plan is scrolled to.
    if (width < 1120) await apply.scrollIntoViewIfNeeded()
    const found = await page.evaluate(() => {
      const edge = (query: string) =>
        document.querySelector(query)?.getBoundingClientRect().bottom ?? Number.NaN
      const foot = document.querySelector('#content footer')?.getBoundingClientRect()
      return {
        isSendShown: edge('[data-access-apply]') <= (foot?.top ?? 0),
        footAboveFrame: Math.round(edge('#content') - (foot?.bottom ?? 0)),
      }
    })
    expect(found).toEqual({ isSendShown: true, footAboveFrame: 0 })
    await page.getByRole('button', { name: 'Discard', exact: true }).click()
  })
})
