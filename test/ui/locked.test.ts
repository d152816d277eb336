import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

const dialog = () => page.getByRole('dialog')
const answer = () => dialog().locator('input[type=password]')
const unlock = () => page.getByRole('banner').getByRole('button', { name: 'Unlock' })
const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })

async function open(): Promise<void> {
  await answer().fill(scene.scene.key.passphrase)
  await answer().press('Enter')
  await dialog().waitFor({ state: 'detached' })
}

beforeAll(async () => {
  // Nobody but a person knows the passphrase.
  scene = await WindowScene.start({ env: { SIGNET_PASSPHRASE_FILE: undefined } })
  page = await scene.open({ reducedMotion: true })
  await unlock().click()
  await open()
  await scene.scene.signIn('shop-prod')
  await signInToCenter(scene.scene, { session: 'acme' })
  await generateProfiles(scene.scene)
  await scene.scene.run(['profiles', 'policy', 'shop-prod', '--production'])
  await page.getByRole('navigation').getByRole('button', { name: 'Profiles' }).click()
  await row('shop-prod').getByText('production').waitFor()
  await scene.scene.run(['lock'])
  await unlock().waitFor()
})
afterAll(() => scene.close())

describe('a vault that a person has locked', () => {
  it('keeps what is no secret in sight, and says nothing of sign-ins that it cannot know', async () => {
    await row('shop-prod').getByText('vault locked').waitFor()
    await row('shop-prod').getByText('production').waitFor()
    expect(await row('acme-dev-Developer').textContent()).toMatch(/Developer/)
    expect(await page.getByRole('grid').textContent()).not.toMatch(/sign in to use/)
    const account = row('acme-dev-Developer').getByText(/\d{4} \d{4} \d{4}/)
    await account.waitFor()
  })

  it('offers to be unlocked where something needs it, and takes that back when it is open', async () => {
    await row('acme-dev-Developer').click()
    await page.getByRole('button', { name: 'Use as default', exact: true }).first().click()
    const toast = page.getByRole('log')
    await toast.getByText('vault-locked').waitFor()
    expect(await toast.textContent()).not.toContain('signet unlock')
    await toast.getByRole('button', { name: 'Unlock' }).click()
    await answer().waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  it('asks in one place, says plainly what was wrong, and stops asking when a person turns away', async () => {
    for (let press = 0; press < 3; press += 1) {
      await unlock().click()
      await answer().waitFor()
      await page.keyboard.press('Escape')
      await dialog().waitFor({ state: 'detached' })
    }
    await page.getByRole('button', { name: /under way/ }).waitFor({ state: 'detached' })
    await unlock().click()
    await answer().fill('wrong')
    await answer().press('Enter')
    const wrong = dialog().getByRole('alert')
    await wrong.waitFor()
    expect(await wrong.textContent()).toBe('That passphrase does not open the vault. The vault is as it was.')
    // Its field has the word and the tone, and the focus.
    expect(await answer().getAttribute('aria-invalid')).toBe('true')
    expect(await answer().evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(await dialog().getByText('Passphrase of the vault').count()).toBe(1)
    await open()
    await page.getByRole('log').getByText('vault-locked').waitFor({ state: 'detached' })
    await row('acme-dev-Developer').getByText('fetched when asked').waitFor()
  })
})

describe('credentials that are at hand', () => {
  it('of a portal’s role show ring, end and who got them last, in the window and in a terminal', async () => {
    const { scene: agent } = scene
    await agent.credentials('acme-dev-Developer')
    await row('acme-dev-Developer')
      .getByText(/^\d+ min left$/)
      .waitFor()
    expect(await row('acme-dev-Developer').locator('svg').count()).toBeGreaterThan(0)
    await row('acme-dev-Developer')
      .getByText(/just now$/)
      .waitFor()
    expect((await agent.run(['profiles'])).stdout).toMatch(/acme-dev-Developer .*active, \d+ min left/)
    const shown = (await agent.run(['profiles', 'show', 'acme-dev-Developer'])).stdout
    expect(shown).toMatch(/Last used +(by \S+( \(\S+\))?, )?\d+ s ago/)
    expect(await row('acme-prod-ReadOnlyAccess').textContent()).toContain('fetched when asked')
  })
})

describe('a [default] that follows', () => {
  it('says what the first switch does, and at a later one only what is true', async () => {
    const { scene: agent } = scene
    await row('acme-dev-Developer').click()
    await page.getByRole('button', { name: 'Use as default', exact: true }).first().click()
    await dialog().getByText('Signet will stand behind [default]').waitFor()
    await dialog().getByRole('button', { name: 'Use as default' }).click()
    await dialog().waitFor({ state: 'detached' })
    await row('shop-prod').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Use as default' }).click()
    await dialog().getByText('from the next call on').waitFor()
    expect(await dialog().textContent()).not.toMatch(/will stand behind|What is in \[default\]/)
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    expect((await agent.run(['use', '--json'])).code).toBe(0)
  })

  it('is not prefilled for a sign-in; typed, it is the profile behind it, and refused where that is a role', async () => {
    const before = (await scene.scene.run(['config', 'backups', '--json'])).stdout
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
    const name = dialog().getByLabel('Profile', { exact: true })
    expect(await name.inputValue()).toBe('')
    await name.fill('default')
    await dialog().getByText('[default] follows acme-dev-Developer, which is a role of acme.').waitFor()
    await page.keyboard.press('Escape')
    const login = await scene.scene.run(['login'])
    expect(login.code).not.toBe(0)
    expect(login.stderr).toContain('signet login --sso --session acme')
    expect((await scene.scene.run(['config', 'backups', '--json'])).stdout).toBe(before)
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
