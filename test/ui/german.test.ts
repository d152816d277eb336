import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FindingView } from '../../preload/contract/views.ts'
import { german } from '../../renderer/texts/de/german.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  mkdirSync(dirname(scene.scene.configPath), { recursive: true })
  writeFileSync(
    scene.scene.configPath,
    [
      '[profile a]',
      'Region = x',
      '[team]',
      '[profile b]',
      'sso_session = none',
      'credential_process = /x',
      'login_session = arn:aws:iam::1:user/u',
      '',
    ].join('\n'),
  )
  page = await scene.open({ language: 'de-DE' })
  page.setDefaultTimeout(8000)
})
afterAll(() => scene?.close())

const button = (name: string) => page.getByRole('button', { name, exact: true })

describe('the window in German', () => {
  it('says what is to be mended without one of the terminal’s English sentences', async () => {
    const { problems } = german.config
    await page.getByRole('navigation').getByText(german.frame.places.config).click()
    await page
      .getByText(/^Zu richten/)
      .first()
      .click()
    await button(problems.check).click()
    await page.getByText(problems.checkedNow).waitFor()
    const { stdout } = await scene.scene.run(['doctor', '--json'])
    const { stdout: lines } = await scene.scene.run(['doctor', 'config', '--json'])
    const found = [stdout, lines].flatMap((text) => JSON.parse(text) as FindingView[])
    const english = found.flatMap(({ text, advice }) =>
      `${text}\n${advice ?? ''}`
        .split('\n')
        .map((line) => line.replace(/^(SDKs|AWS CLI): +/, ''))
        .filter(
          (line) => / [a-z]+ /.test(line) && !line.startsWith('$') && !/^(signet|sudo|unset|df) /.test(line),
        ),
    )
    // An error's own words, with its names and numbers, stand behind its German meaning.
    const text = (await page.locator('#content').innerText()).replaceAll(/\(Auf Englisch: .*\)/g, '')
    expect(english.length).toBeGreaterThan(10)
    expect(english.filter((sentence) => text.includes(sentence))).toEqual([])
    for (const sentence of [
      'Region hat Großbuchstaben.',
      'Der Abschnitt [team] ist kein Profil.',
      'Profil b nennt eine sso-session, die nicht in der Datei ist.',
      'Profil b hat 3 Quellen für Zugangsdaten',
      'Schlüsselspeicher',
    ]) {
      expect(text).toContain(sentence)
    }
    expect(await axeFindings(page)).toEqual([])
  })

  it('says by a field that it has to be filled in, where the browser would', async () => {
    await page.getByRole('banner').getByRole('button', { name: german.frame.signIn }).click()
    const dialog = page.getByRole('dialog')
    const field = dialog.getByLabel(german.signIn.profile, { exact: true })
    await field.fill('')
    await dialog.getByRole('button', { name: german.frame.signIn, exact: true }).click()
    await dialog.getByRole('alert').getByText(german.frame.fieldNeeded).waitFor()
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await axeFindings(page)).toEqual([])
    await field.fill('a')
    expect(await dialog.getByText(german.frame.fieldNeeded).count()).toBe(0)
  })
})
