import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  firstList,
  firstScripts,
  heapOf,
  keyToList,
  largeWindow,
  lineCount,
  profileCount,
} from './large-window.ts'
import type { WindowScene } from './window-scene.ts'

let scene: WindowScene
beforeAll(async () => {
  scene = await largeWindow()
})
afterAll(() => scene?.close())

// How fast it is, `npm run bench` says: a time is no test.
describe(`the window with ${profileCount} profiles and ${lineCount} lines of activity`, () => {
  it('shows its list, filters it and stays small', async () => {
    const { page } = await firstList(scene)
    expect(await page.locator('main').innerText()).toContain('5000 profiles')
    await keyToList(page, 40)
    // The last word of forty keys: its beginning.
    await page.getByText('stage-1-99').first().waitFor()
    const heap = await heapOf(page)
    await page.getByRole('navigation').getByRole('button', { name: 'Activity' }).click()
    await page.getByRole('gridcell').first().waitFor()
    expect(Math.max(heap, await heapOf(page))).toBeLessThan(40e6)
    await page.context().close()
  })

  it('loads scripts of at most 250 kB, packed, before anything is seen', () => {
    const { count, bytes } = firstScripts()
    expect(count).toBeGreaterThan(0)
    expect(bytes).toBeLessThanOrEqual(250_000)
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
