import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../headless/harness.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('shop-dev')
  const others = Array.from({ length: 5_000 }, (_, index) => `[profile team-${index}]\nregion = eu-west-1\n`)
  const config = scene.scene.configPath
  mkdirSync(dirname(config), { recursive: true })
  writeFileSync(config, others.join(''), { flag: 'a' })
  page = await scene.open({ reducedMotion: true })
  await page.getByRole('heading', { name: 'Profiles' }).waitFor()
})
afterAll(() => scene.close())

const field = () => page.getByRole('combobox', { name: 'Search and commands' })
const active = () => page.locator('[role=option][aria-selected=true]')
const options = () => page.getByRole('dialog').getByRole('option')

async function search(words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await field().waitFor()
  await page.keyboard.type(words)
}

async function nothingOpen(): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

describe('the palette', () => {
  it('opens by Ctrl-K, goes to a place by Enter, and gives the focus back', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Search' }).focus()
    await search('settings')
    expect(await active().textContent()).toContain('Go to Settings')
    await page.keyboard.press('Enter')
    await nothingOpen()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Escape')
    await nothingOpen()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Search')
  })

  it('names the active row to whoever hears it, and moves by arrows in a circle', async () => {
    await search('team-42')
    const said = await field().getAttribute('aria-activedescendant')
    expect(await active().getAttribute('id')).toBe(said)
    expect(await active().textContent()).toContain('team-42')
    await page.keyboard.press('ArrowDown')
    expect(await field().getAttribute('aria-activedescendant')).not.toBe(said)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await active().getAttribute('id')).toBe(await options().last().getAttribute('id'))
    await page.keyboard.press('Escape')
  })

  it('shows the actions of a row by Tab, and goes back by Escape', async () => {
    await search('shop-dev')
    await page.keyboard.press('Tab')
    await page.getByRole('combobox', { name: 'What to do with shop-dev' }).waitFor()
    await page.keyboard.type('copy export')
    expect(await active().textContent()).toContain('Copy export line')
    await page.keyboard.press('Escape')
    await field().waitFor()
    await page.keyboard.press('Escape')
    await nothingOpen()
  })

  it('remembers what was used: it stands first the next time', async () => {
    await page.keyboard.press('Control+k')
    expect(await options().first().textContent()).toContain('Go to Settings')
    await page.keyboard.press('Escape')
    await nothingOpen()
  })

  it('says when nothing fits, and what to do', async () => {
    await search('zzzqqq')
    await page.getByRole('dialog').getByText('Nothing fits.').last().waitFor()
    await page.keyboard.press('Escape')
    await nothingOpen()
  })

  it('finds among 5,000 profiles at every key', async () => {
    await page.keyboard.press('Control+k')
    await field().waitFor()
    const spans: number[] = []
    for (const letter of 'team-4999') {
      spans.push(
        await field().evaluate(async (input: HTMLInputElement, next) => {
          const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
          const before = performance.now()
          set?.call(input, input.value + next)
          input.dispatchEvent(new Event('input', { bubbles: true }))
          await new Promise((resolve) => setTimeout(resolve, 0))
          return performance.now() - before
        }, letter),
      )
    }
    await until(async () => (await active().textContent())?.includes('team-4999') ?? false, 'it is found')
    console.log(`palette, 5,000 profiles, key to list: ${spans.map((span) => span.toFixed(1)).join(' ')} ms`)
    await page.keyboard.press('Escape')
    await nothingOpen()
  })

  it.each(['light', 'dark'] as const)('has nothing that axe finds serious, %s', async (theme) => {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`[data-theme=${theme}]`).waitFor()
    await search('shop')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await nothingOpen()
  })
})

describe('the sheet of keys', () => {
  it('opens by ?, and has what the window and the place have', async () => {
    await page.locator('h1').click()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Every key' })
    await sheet.getByText('Go to Profiles').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await nothingOpen()
  })

  it('every place has two keys that go there', async () => {
    for (const [keys, title] of [
      ['ga', 'Accounts'],
      ['gs', 'Settings'],
      ['gp', 'Profiles'],
    ] as const) {
      await page.locator('h1').click()
      for (const key of keys) await page.keyboard.press(key)
      await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    }
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
