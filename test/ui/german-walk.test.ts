import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { german } from '../../renderer/texts/de/german.ts'
import { englishShown } from './english-shown.ts'
import { germanScene } from './german-scene.ts'
import type { WindowScene } from './window-scene.ts'

const { frame, config, accounts, activity, profiles, sessions, settings, tasks, signIn } = german

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await germanScene()
  page = await scene.open({ language: 'de-DE' })
  page.setDefaultTimeout(8000)
})
afterEach(async () => {
  // Where one step fails, the next begins without its dialog.
  for (let time = 0; time < 2; time += 1) await page.keyboard.press('Escape')
})
afterAll(() => scene?.close())

const go = (place: keyof typeof frame.places) =>
  page.getByRole('navigation').getByRole('button', { name: frame.places[place] }).click()
const button = (name: string) => page.getByRole('button', { name, exact: true }).first()
const dialog = () => page.getByRole('dialog')
const row = (name: string) => page.getByRole('row', { name }).first()

/** Once these German words stand there, nothing English does. */
async function says(...words: readonly (string | RegExp)[]): Promise<void> {
  for (const text of words) await page.getByText(text).first().waitFor({ state: 'attached' })
  expect(await englishShown(page)).toEqual([])
}

async function away(): Promise<void> {
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
}

async function fromMenu(name: string, action: string): Promise<void> {
  await row(name).click({ button: 'right' })
  await page.getByRole('menuitem', { name: action }).click()
}

describe('in German, nothing is said in English that does not say so', () => {
  it('by what a person is warned of', async () => {
    await says(/^Andere dürfen .* lesen oder ändern/)
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
  })

  it('by profiles, and all that can be done with one', async () => {
    await go('profiles')
    await row('acme-dev-Developer').dblclick()
    await says(profiles.explain, /Rolle Developer in/)
    await row('chained').dblclick()
    await says(/^Signet gäbe aus: nichts\. .*\(Auf Englisch: /)
    await fromMenu('acme-dev-Developer', profiles.actions.use)
    await says(/^Standard ist acme-dev-Developer.*Die Regel von acme-dev-Developer heißt/)
    for (const action of ['marks', 'rename', 'remove'] as const) {
      await fromMenu('acme-dev-Developer', profiles.actions[action])
      await dialog().waitFor()
      await says(frame.cancel)
      await away()
    }
    await fromMenu('acme-dev-Developer', profiles.actions.console)
    await says(german.errors['policy-denied'] ?? '')
  })

  it('by accounts, by names that are taken, and by what was written', async () => {
    await go('accounts')
    await page.getByRole('button', { name: accounts.refresh }).click()
    await says(/^3 Konten von acme gelesen\./)
    await dialog().getByRole('button', { name: tasks.finish }).click()
    await button(accounts.generate).click()
    await says(/hat Zugriffsschlüssel \(aws_access_key_id, Datei config, Zeile \d+\)/)
    await dialog()
      .getByRole('button', { name: accounts.generation.write(4) })
      .click()
    await says('Profile: 4 neu.')
    await button(accounts.add).click()
    await says(accounts.adding.submit)
    await away()
  })

  it('by the log, by a line of it, and by what it misses', async () => {
    await go('activity')
    await row(activity.events.gap).dblclick()
    await says(activity.line.note, 'Am Ende waren Zeilen weg.')
    await away()
    await button(activity.verify).click()
    await says(activity.notIntact, /^Die Zeile vor Zeile \d+ ist nicht die/)
    await away()
  })

  it('by the AWS files, by what comes back, and by what is to be mended', async () => {
    await go('config')
    await says(/^Die Einstellungen ließen sich nicht lesen/)
    await row('profiles generate').click()
    await button(config.change.back).click()
    await says(/ wird nicht mehr bedient$/)
    await away()
    await page
      .getByText(/^Zu richten/)
      .first()
      .click()
    await button(config.problems.check).click()
    await says(
      config.problems.checkedNow,
      'Der Schlüsselspeicher ist mit SIGNET_KEY_STORE=off ausgeschaltet.',
    )
  })

  it('by what can be taken over, why something stays, and how it ended', async () => {
    await page.getByText(config.tabs.takeOver, { exact: true }).click()
    await says('hat eine Schlüssel-ID, die keine ist', 'Sie sagt nicht, wessen sie ist.')
    await button(config.takeOver.preview['move-keys']).click()
    await dialog().getByLabel(config.takeOver.typeYes).fill(config.takeOver.word)
    await dialog().getByRole('button', { name: config.takeOver.submit['move-keys'] }).click()
    await says(/^odd bleibt, wie es ist: Es hat eine Schlüssel-ID/)
    await dialog().getByRole('button', { name: tasks.finish }).click()
  })

  it('by console access, settings, the keys and the palette', async () => {
    await go('console-access')
    await page.locator('#content h1').waitFor()
    await go('settings')
    await says(settings.browsersTitle)
    await page.keyboard.press('?')
    await dialog().waitFor()
    await says(frame.places.settings)
    await away()
    await page.keyboard.press('Control+k')
    await dialog().getByRole('option').first().waitFor()
    await says(frame.places.settings)
    await away()
  })

  it('by signing in, turning away, and signing out', async () => {
    await page.keyboard.press('n')
    await says(signIn.kindHints.signin)
    await dialog().getByText(signIn.kinds.center, { exact: true }).click()
    await dialog().getByRole('button', { name: signIn.submit, exact: true }).click()
    await says(tasks.steps.waiting)
    await dialog().getByRole('button', { name: frame.cancel }).click()
    await says(tasks.cancelled)
    await away()
    await page
      .getByRole('region', { name: frame.sessions })
      .getByRole('button', { name: /\bacme\b/ })
      .click()
    await says(sessions.endUnknown)
    await dialog().getByRole('button', { name: sessions.signOut }).click()
    await says('Abgemeldet: acme.')
  })
})
