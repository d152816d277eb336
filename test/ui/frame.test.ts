import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../headless/harness.ts'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('shop-dev')
  await scene.scene.run(['use', 'shop-dev', '--yes'])
  await signInToCenter(scene.scene)
  await generateProfiles(scene.scene)
  page = await scene.open({ reducedMotion: true, width: 900 })
  await page.getByRole('heading', { name: 'Profiles', level: 1 }).waitFor()
})
afterAll(() => scene?.close())

const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()
const hash = () => page.evaluate(() => location.hash)
const place = (name: RegExp) => page.getByRole('navigation').getByRole('button', { name })
const active = () => page.locator('[role=option][aria-selected=true]')
const nothingOpen = () => page.getByRole('dialog').waitFor({ state: 'detached' })

describe('the address', () => {
  it('says where the window looks: a reload shows it again', async () => {
    await place(/^Config/).click()
    await page.getByText(/^To mend/).click()
    await until(async () => (await hash()) === '#/config/problems', 'the address follows')
    await page.reload()
    await heading('Config')
    await page.getByRole('button', { name: 'Check everything' }).waitFor()
    expect(await page.locator('h1').textContent()).toBe('Config')
  })

  it('goes back and forward through places, and not out of the window', async () => {
    await place(/^Accounts/).click()
    await place(/^Settings/).click()
    await page.goBack()
    await heading('Accounts')
    await page.goForward()
    await heading('Settings')
    await page.goBack()
    await page.goBack()
    await heading('Config')
  })

  it('passes over what names nothing, and runs nothing that stands in it (T15)', async () => {
    for (const odd of [
      '#/nowhere',
      '#content',
      '#/profiles/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
      '#/__proto__',
    ]) {
      await page.evaluate((address) => location.assign(address), odd)
      await page.locator('h1').waitFor()
    }
    await until(async () => /^#\/(config|profiles)/.test(await hash()), 'it names a place again')
    await page.getByRole('navigation').waitFor()
    const secrets = await page.evaluate(() => location.href)
    expect(secrets).not.toMatch(/key|token|secret/i)
  })

  it('stays where it is by the skip to the content, which has the focus', async () => {
    await place(/^Activity/).click()
    await page.locator('a[href="#content"]').focus()
    await page.keyboard.press('Enter')
    await until(async () => (await hash()) === '#/activity', 'it is not moved')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })
})

async function search(words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search and commands' }).fill(words)
}

describe('the palette, from any place', () => {
  it.each([
    ['open console shop-dev', 'Open console: shop-dev'],
    ['sign out work', 'Sign out: work'],
    ['sign out everywhere', 'Sign out everywhere: Developer/alice'],
    ['renew', 'Renew now: '],
    ['generate', 'Generate profiles…'],
    ['check everything', 'Check everything for problems'],
    ['history', 'History of console access'],
    ['turn on', 'Plan: turn console authorization on'],
    ['german', 'Language: Deutsch'],
    ['deutsch', 'Language: Deutsch'],
    ['dark', 'Dark theme'],
    ['density', 'Density: Usual'],
    ['proxy', 'Proxy, in the settings'],
    ['console access shop-dev', 'Console access: shop-dev'],
    ['check the log', 'Check the log'],
  ])('finds %s', async (words, wanted) => {
    await search(words)
    await until(
      async () => ((await active().textContent()) ?? '').startsWith(wanted),
      `${words} finds ${wanted}`,
    )
    await page.keyboard.press('Escape')
    await nothingOpen()
  })

  it('shows keys as keys, in its actions and in a row’s menu', async () => {
    const name = 'acme-dev-Developer'
    await search(name)
    await page.keyboard.press('Tab')
    await page.getByRole('combobox', { name: `What to do with ${name}` }).waitFor()
    const text = await page.getByRole('dialog').innerText()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await nothingOpen()
    expect([text.includes('Ctrl+D'), text.includes('mod+')]).toEqual([true, false])
    await place(/^Profiles/).click()
    await page.getByRole('gridcell').getByText(name, { exact: true }).first().click({ button: 'right' })
    const menu = await page.getByRole('menu').innerText()
    await page.keyboard.press('Escape')
    expect([menu.includes('Ctrl+D'), menu.includes('mod+')]).toEqual([true, false])
  })

  it('goes to the place and does it there: checks everything', async () => {
    await place(/^Accounts/).click()
    await search('check everything')
    await page.keyboard.press('Enter')
    await heading('Config')
    await page.getByText(/^All checked/).waitFor()
  })

  it('plans to turn console access on, and sends nothing', async () => {
    await search('turn on')
    await page.keyboard.press('Enter')
    await heading('Console access')
    await page.getByRole('button', { name: 'Discard' }).first().waitFor()
  })

  it('leads to the setting that was asked for', async () => {
    await search('proxy')
    await page.keyboard.press('Enter')
    await heading('Settings')
    await until(async () => (await hash()) === '#/settings/network', 'the address says which')
    await until(
      async () => (await page.evaluate(() => document.activeElement?.textContent)) === 'Network',
      'it has the focus',
    )
  })

  it('changes the language', async () => {
    await search('german')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Suche und Befehle' }).fill('konsole öffnen shop-dev')
    await until(
      async () => ((await active().textContent()) ?? '').startsWith('Konsole öffnen: shop-dev'),
      'German words find the same',
    )
    await page.getByRole('combobox', { name: 'Suche und Befehle' }).fill('english')
    await page.keyboard.press('Enter')
    await heading('Settings')
  })
})

describe('what needs a person, and what was done', () => {
  it('is said in the foot: how much was handed out today', async () => {
    const foot = page.getByRole('contentinfo')
    for (const _ of [1, 2]) {
      await scene.scene.ask('shop-dev')
      const { stdout } = await scene.scene.run(['activity', '--json'])
      const served = stdout
        .split('\n')
        .filter((line) => line !== '' && (JSON.parse(line) as { event: string }).event === 'served').length
      await foot.getByText(`Today: ${served} handed out`).waitFor()
    }
    await foot.getByRole('button', { name: /^Today/ }).click()
    await heading('Activity')
  })

  it('is a word and a count in the side bar while a program waits for a yes', async () => {
    await scene.scene.run(['profiles', 'policy', 'shop-dev', '--use', 'ask'])
    const asked = scene.scene.ask('shop-dev')
    await place(/^Activity\s*1 to answer$/).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('alert').getByRole('button').last().click()
    await asked
    await place(/^Activity$/).waitFor()
    await scene.scene.run(['profiles', 'policy', 'shop-dev', '--use', 'allow'])
  })

  it('is a word in the header while something is under way, also where there is little room', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('dialog').getByLabel('Profile').fill('later')
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hide' }).click()
    const chip = page.getByRole('banner').getByRole('button', { name: /under way/ })
    expect(await chip.innerText()).toBe('1 under way')
    await chip.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  })

  it('is until when the default is good', async () => {
    const button = page.getByRole('banner').getByRole('button', { name: /shop-dev/ })
    expect(await button.innerText()).toMatch(/\d+ (min|s)/)
  })
})

describe('who was signed out', () => {
  it('stays in the side bar, and one press signs in again', async () => {
    await scene.scene.run(['logout', '--session', 'work'])
    const out = page.getByRole('list', { name: 'Signed out' })
    const item = out.getByRole('button', { name: /^work/ })
    await item.waitFor()
    expect(await item.innerText()).toContain('signed out')
    expect(await axeFindings(page)).toEqual([])
    await item.click()
    await page.getByRole('dialog').getByText('work').first().waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await nothingOpen()
  })

  it('is forgotten on demand', async () => {
    const item = page.getByRole('list', { name: 'Signed out' }).getByRole('button', { name: /^work/ })
    await item.click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Forget this portal' }).click()
    await item.waitFor({ state: 'detached' })
  })

  it('is said of the default too, with the way back first in its menu', async () => {
    await scene.scene.run(['logout', '--profile', 'shop-dev'])
    const button = page.getByRole('banner').getByRole('button', { name: /shop-dev/ })
    await button.getByText('signed out').waitFor()
    await button.click()
    await page.getByRole('menuitem', { name: 'Sign in to shop-dev again' }).click()
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
