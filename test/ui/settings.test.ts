import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calls } from '../../preload/contract/calls.ts'
import { chosenSettingsSchema } from '../../preload/contract/settings-views.ts'
import { testAuthority } from '../fakes/certificates.ts'
import { until } from '../headless/harness.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  // Nobody but a person knows the passphrase; and a proxy whose password must not be seen.
  scene = await WindowScene.start({
    env: { SIGNET_PASSPHRASE_FILE: undefined, HTTPS_PROXY: 'http://ann:Sesame1@127.0.0.1:9' },
  })
  page = await scene.open({ reducedMotion: true })
})
afterAll(() => scene.close())

const dress = (): Promise<Readonly<Record<string, string | undefined>>> =>
  page.evaluate(() => ({ ...document.documentElement.dataset, lang: document.documentElement.lang }))

describe('a locked vault', () => {
  it('is said at the top, with the one thing to do; a wrong passphrase opens nothing', async () => {
    await page.getByText('The vault is locked: tools get nothing').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('banner').getByRole('button', { name: 'Unlock' }).click()
    const answer = page.getByRole('dialog').locator('input[type=password]')
    await answer.fill('wrong')
    await answer.press('Enter')
    await page.getByRole('dialog').getByText('That passphrase does not open the vault.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  })

  it('opens by the passphrase, and the dialog leaves by itself', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Unlock' }).click()
    const answer = page.getByRole('dialog').locator('input[type=password]')
    await answer.fill(scene.scene.key.passphrase)
    await answer.press('Enter')
    await page.getByText('The vault is open.').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Vault: passphrase').waitFor()
  })
})

describe('the settings', () => {
  it('change theme, density and language at once, and keep them', async () => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByText('Dark', { exact: true }).click()
    await page.getByText('Compact', { exact: true }).click()
    await page.getByText('Deutsch', { exact: true }).click()
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
    const wanted = { theme: 'dark', contrast: 'usual', density: 'compact', lang: 'de' }
    expect(await dress()).toEqual(wanted)
    const other = await scene.open()
    await until(
      async () => (await other.evaluate(() => document.documentElement.lang)) === 'de',
      'another window is dressed alike',
    )
    await other.context().close()
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  })

  it('say what only the desktop app can do, and do not offer it', async () => {
    const start = page.getByRole('switch', { name: 'Start at login' })
    expect(await start.isDisabled()).toBe(true)
    expect(await start.getAttribute('aria-describedby')).not.toBeNull()
    await page.getByText('Only the desktop app can. Without it').waitFor()
  })

  it('show where the agent stands, and no password of a proxy (T15)', async () => {
    await page.getByText(scene.scene.configPath).waitFor()
    await page.getByText('http://127.0.0.1:9', { exact: true }).waitFor()
    expect(await page.locator('body').innerText()).not.toContain('Sesame1')
  })

  it('renew ahead or on demand, as the person says, and keep it', async () => {
    const ahead = page.getByRole('switch', { name: 'Renew ahead' })
    expect(await ahead.isChecked()).toBe(true)
    await ahead.click()
    await page.getByText('Renewed when a tool asks').waitFor()
    await page.reload()
    await page.getByText('Renewed when a tool asks').waitFor()
    await page.getByRole('switch', { name: 'Renew ahead' }).click()
    await page.getByText('so that no tool waits').waitFor()
  })

  it('say that only the desktop app is told of a locked screen', async () => {
    expect(await page.getByRole('switch', { name: 'Lock with the screen' }).isDisabled()).toBe(true)
    await page.getByText('Only the desktop app on macOS and Windows is told').waitFor()
  })

  it('show what a terminal has set of the way out, and how it is taken back; no window can set it (T14)', async () => {
    await page.getByText('signet settings proxy http://HOST:PORT').waitFor()
    const pem = join(scene.scene.folder, 'root.pem')
    writeFileSync(pem, testAuthority('Company root').cert)
    const { stdout, code } = await scene.scene.run(['settings', 'ca-file', pem, '--yes'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('CN=Company root, issued by itself, until')])
    await scene.scene.run(['settings', 'proxy', 'http://gate.example.test:3128'])
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.getByText('One more authority is trusted.').waitFor()
    await page.getByText('CN=Company root', { exact: true }).waitFor()
    await page.getByText('http://gate.example.test:3128', { exact: true }).waitFor()
    await page.getByText('signet settings ca-file --reset').waitFor()
    expect(await axeFindings(page)).toEqual([])
    const names = Object.keys(calls).filter((name) => /proxy|authorit|network|certificate/i.test(name))
    expect([names, JSON.stringify(Object.keys(chosenSettingsSchema.shape))]).toEqual([
      [],
      expect.not.stringMatching(/proxy|authorit|network|certificate/i),
    ])
    await scene.scene.run(['settings', 'ca-file', '--reset'])
    await scene.scene.run(['settings', 'proxy', '--reset'])
  })

  it.each(['Light', 'Dark'])('have nothing that axe finds serious: %s', async (theme) => {
    await page.getByText(theme, { exact: true }).click()
    await until(async () => (await dress()).theme === theme.toLowerCase(), 'it is dressed so')
    expect(await axeFindings(page)).toEqual([])
  })

  it('change the passphrase for who knows it, and say why the key store cannot be had', async () => {
    const dialog = page.getByRole('dialog')
    const answer = async (text: string) => {
      const field = dialog.locator('input[type=password]')
      await field.waitFor()
      await field.fill(text)
      await field.press('Enter')
    }
    const question = (name: RegExp) => dialog.getByLabel(name).waitFor()
    await page.getByRole('button', { name: 'Change passphrase…' }).click()
    await question(/^Passphrase/)
    await answer(scene.scene.key.passphrase)
    await question(/^New passphrase/)
    await answer('five new words of mine')
    await question(/again/)
    await answer('five new words of mine')
    await dialog.getByText('The new passphrase opens the vault.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Done' }).click()
    expect((await scene.scene.run(['vault'])).stdout).toMatch(/^Vault {2}open, by a passphrase\n/)
    await page.getByRole('button', { name: 'Use the key store…' }).click()
    await question(/^Passphrase/)
    await answer('five new words of mine')
    await dialog
      .getByText(/key store/i)
      .last()
      .waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('banner').getByRole('button', { name: 'Unlock' }).click()
    await question(/^Passphrase/)
    await answer('five new words of mine')
    await page.getByRole('button', { name: 'Lock now' }).waitFor()
  })

  it('lock the vault at once', async () => {
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('banner').getByRole('button', { name: 'Unlock' }).waitFor()
  })
})

describe('an agent that is gone', () => {
  it('is said, and what is shown stays', async () => {
    await scene.scene.endAgent()
    await page.getByText('The agent cannot be reached. What you see may be old.').waitFor()
    expect(await page.getByRole('heading', { name: 'Settings', level: 1 }).isVisible()).toBe(true)
    await page.getByText('get a new one with').waitFor()
  })

  it('is the only fault of the page (T15, T22)', () => {
    const { policy, errors, offOrigin } = scene.faults
    // The browser writes each failed try to come back to its console.
    const others = policy.filter((text) => !text.includes('WebSocket connection to'))
    expect({ policy: others, errors, offOrigin }).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
