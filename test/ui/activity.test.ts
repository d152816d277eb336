import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  page = await scene.open()
  page.setDefaultTimeout(8000)
})
afterAll(() => scene?.close())

const go = (place: string) => page.getByRole('navigation').getByRole('button', { name: place }).click()
const rows = (name: string | RegExp) => page.getByRole('row', { name })
/** What the bars say in all: served, and refused or failed. */
async function charted(): Promise<readonly number[]> {
  const chart = page.getByRole('group', { name: 'Credentials handed out over time' })
  const words = await chart
    .getByRole('button')
    .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('aria-label')))
  const counts = words.map(
    (text) =>
      /: (\d+) served, (\d+) refused/
        .exec(text ?? '')
        ?.slice(1)
        .map(Number) ?? [],
  )
  return [0, 1].map((index) => counts.reduce((sum, found) => sum + (found[index] ?? 0), 0))
}

describe('an empty place', () => {
  it.each([
    ['Profiles', 'signet login'],
    ['Accounts', 'signet login --sso --start-url URL --sso-region REGION'],
    ['Console access', 'signet login'],
    ['Config', 'signet config backups'],
    ['Activity', 'aws sts get-caller-identity'],
  ])('%s is as high as its words, and gives its command to be pasted', async (place, command) => {
    await go(place)
    const copy = page.getByRole('button', { name: `${command}: Cop` })
    await copy.waitFor()
    const box = page
      .locator('main div')
      .filter({ has: page.getByRole('heading', { level: 2 }) })
      .filter({ has: copy })
      .last()
    expect((await box.boundingBox())?.height).toBeLessThan(260)
    await copy.click()
    await copy.getByText('Copied').waitFor()
    expect(await axeFindings(page)).toEqual([])
    // The page may not read the clipboard; a person pastes.
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Control+v')
    expect(await page.getByRole('combobox').inputValue()).toBe(command)
    await page.keyboard.press('Escape')
  })
})

describe('the activity', () => {
  beforeAll(async () => {
    await scene.scene.signIn('shop-dev')
    await scene.scene.signIn('shop-prod', { principal: 'administrator' })
    await scene.scene.run(['profiles', 'policy', 'shop-prod', '--use', 'deny'])
    for (const profile of ['shop-dev', 'shop-dev', 'shop-prod']) await scene.scene.ask(profile)
    await go('Activity')
    await rows(/denied/)
      .first()
      .waitFor()
  })

  it('draws what the filters leave, and counts by whole numbers', async () => {
    expect(await charted()).toEqual([2, 1])
    await page.getByRole('button', { name: 'Refused and failed' }).click()
    expect(await charted()).toEqual([0, 1])
    await page.getByRole('button', { name: 'Refused and failed' }).click()
    await page.getByRole('searchbox').fill('shop-dev served')
    expect([await charted(), await rows(/denied/).count()]).toEqual([[2, 0], 0])
    const ticks = await page.locator('#content svg text[text-anchor=end]').allTextContents()
    expect(ticks).toEqual(['0', '2', '4'])
    await page.getByRole('searchbox').fill('')
  })

  it('says the time of today’s lines alone, and the day where it is asked', async () => {
    const cell = rows(/denied/)
      .first()
      .getByRole('gridcell')
      .first()
    expect([await cell.textContent(), await cell.locator('time').getAttribute('title')]).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d$/),
      expect.stringMatching(/day,? .*\d{4}/),
    ])
  })

  it('has a line for a lock, and one for the unlock', async () => {
    expect((await scene.scene.run(['lock'])).code).toBe(0)
    expect((await scene.scene.run(['unlock'])).code).toBe(0)
    await rows(/vault unlocked/).waitFor()
    expect([await rows(/vault locked/).count(), await rows(/vault unlocked/).count()]).toEqual([1, 1])
  })

  it('filters by what is typed while the list has the focus', async () => {
    await rows(/vault locked/).click()
    await page.keyboard.type('denied')
    await rows(/vault locked/).waitFor({ state: 'detached' })
    expect([await page.getByRole('searchbox').inputValue(), await rows(/denied/).count()]).toEqual([
      'denied',
      1,
    ])
    await page.getByRole('searchbox').fill('')
  })

  it('ends a line’s dialog at the right, like any other', async () => {
    await rows(/denied/)
      .first()
      .dblclick()
    const dialog = page.getByRole('dialog')
    const [all, done] = await Promise.all([
      dialog.boundingBox(),
      dialog.getByRole('button', { name: 'Done' }).boundingBox(),
    ])
    if (!all || !done) throw new Error('there is no dialog')
    expect(all.x + all.width - (done.x + done.width)).toBeLessThan(40)
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('broke no rule of the page on the way (T17)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})

describe('what is to be mended', () => {
  it('names each variable, and gives what takes it away', async () => {
    await go('Config')
    await page
      .getByText(/^To mend( ·.*)?$/)
      .first()
      .click()
    await page.getByRole('button', { name: 'Check everything' }).click()
    for (const variable of ['AWS_ENDPOINT_URL_SIGNIN', 'AWS_ENDPOINT_URL_STS']) {
      await page.getByRole('button', { name: `unset ${variable}; signet agent stop` }).waitFor()
    }
  })
})
