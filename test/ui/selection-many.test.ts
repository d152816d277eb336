/** Five thousand profiles selected at once, through the window and the agent. Times are printed and not judged. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WindowScene } from './window-scene.ts'

const count = 5_000
const text = Array.from(
  { length: count },
  (_, at) =>
    `[profile acme-payments-stage-${at % 5}-account-${at}-AdministratorAccess]\nregion = eu-central-1\n`,
).join('\n')

let window: WindowScene
let page: Page

beforeAll(async () => {
  window = await WindowScene.start()
  mkdirSync(dirname(window.scene.configPath), { recursive: true })
  writeFileSync(window.scene.configPath, text)
  const preferences = { version: 1, profiles: {}, portals: {}, settings: { isWelcomeLeft: true } }
  writeFileSync(join(window.scene.stateDir, 'preferences.json'), JSON.stringify(preferences))
  page = await window.open()
  await page.getByText(`${count} profiles`).first().waitFor()
})
afterAll(() => window?.close())

const bar = () => page.getByRole('group', { name: 'What can be done with the selection' })
const dialog = () => page.getByRole('dialog')
const config = () => readFileSync(window.scene.configPath, 'utf8')
const copies = () => {
  const folder = join(window.scene.stateDir, 'backups')
  return readdirSync(folder).filter((name) => name.startsWith('config') && !/json|lock/.test(name)).length
}
const times: Record<string, number> = {}
async function timed(what: string, act: () => Promise<unknown>): Promise<void> {
  const begun = performance.now()
  await act()
  times[what] = Math.round(performance.now() - begun)
}

describe(`${count} profiles selected`, () => {
  it('become favourites in one go', async () => {
    await page.getByRole('row').nth(1).click()
    await timed('select all', async () => {
      await page.keyboard.press('Control+a')
      await page.getByText(`${count} selected`).waitFor()
    })
    await timed('favourites', async () => {
      await bar().getByRole('button', { name: 'Add to favourites' }).click()
      await page.getByText(`${count} profiles changed.`).waitFor()
    })
    const kept = JSON.parse(readFileSync(join(window.scene.stateDir, 'preferences.json'), 'utf8')) as {
      readonly profiles: object
    }
    expect(Object.keys(kept.profiles)).toHaveLength(count)
  })

  it('are removed in one change with one copy, and one undo brings them back', async () => {
    await timed('preview', async () => {
      await bar().getByRole('button', { name: 'Remove…' }).click()
      await dialog()
        .getByText(/The first \d+ of \d+ lines/)
        .waitFor()
    })
    await timed('remove', async () => {
      await dialog()
        .getByRole('button', { name: `Remove ${count} profiles` })
        .click()
      await page.getByText(`${count} profiles are removed.`).waitFor()
    })
    expect([config(), copies()]).toEqual(['', 1])
    await page.getByRole('log').getByRole('button', { name: 'Undo…' }).click()
    const undo = dialog().getByRole('button').last()
    await expect.poll(() => undo.isEnabled()).toBe(true)
    await timed('undo', async () => {
      await undo.click()
      await dialog().waitFor({ state: 'detached' })
      await page.getByText(`${count} profiles`).first().waitFor()
    })
    expect(config()).toBe(text)
    console.log(`${count} profiles selected, in ms: ${JSON.stringify(times)}`)
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(window.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
