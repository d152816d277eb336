import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aScreen, opensPages, startUrl } from '../headless/identity-center-scene.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene

beforeAll(async () => {
  // A screen where nothing listens: the code flow is taken for it, and the address is opened by hand.
  scene = await WindowScene.start({ env: aScreen })
})
afterAll(() => scene.close())

const dialog = (page: Page) => page.getByRole('dialog')

async function openSignIn(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
}

/** Follows the address that the dialog shows, in another tab, as a person would. */
async function openPage(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page')
  await dialog(page).getByRole('link').click()
  const other = await opened
  await other.waitForLoadState()
  return other
}

async function fillPortal(page: Page, name: string): Promise<void> {
  await dialog(page).getByText('IAM Identity Center', { exact: true }).click()
  const known = dialog(page).getByLabel('Session', { exact: true })
  if (await known.isVisible()) await known.selectOption({ label: 'Another portal…' })
  await dialog(page).getByLabel('Name').fill(name)
  await dialog(page).getByLabel('Start URL').fill(startUrl)
  await dialog(page).getByLabel('Region of the portal').fill('us-east-1')
}

const submit = (page: Page) => dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click()
const finish = (page: Page) => dialog(page).getByRole('button', { name: 'Done' }).click()

describe('signing in from the window', () => {
  it('to AWS Sign-In with the browser of this machine, and the profile works', async () => {
    const page = await scene.open()
    await openSignIn(page)
    await dialog(page).getByLabel('Profile', { exact: true }).fill('same')
    await submit(page)
    const aws = await openPage(page)
    expect(await axeFindings(page)).toEqual([])
    await aws.getByRole('button', { name: 'Allow' }).click()
    await dialog(page).getByText('Signed in as').waitFor()
    await finish(page)
    await page
      .getByRole('button', { name: /Developer\/alice|alice/ })
      .first()
      .waitFor()
    expect((await scene.scene.credentials('same')).Version).toBe(1)
    await page.context().close()
  })

  it('to AWS Sign-In on another machine: a wrong code is said, the right one goes through', async () => {
    const page = await scene.open()
    await openSignIn(page)
    await dialog(page).getByLabel('Profile', { exact: true }).fill('cross')
    await dialog(page).getByLabel('The browser is on another machine').check()
    await submit(page)
    const paste = dialog(page).getByRole('textbox')
    await paste.fill('not a code')
    await paste.press('Enter')
    // Said once, where it belongs, in a window's words.
    const said = dialog(page).getByText('That is not the code that the page shows')
    await said.first().waitFor()
    expect(await said.count()).toBe(1)
    expect(await dialog(page).getByRole('alert').count()).toBe(1)
    expect(await dialog(page).textContent()).not.toMatch(/press Enter/)
    const aws = await openPage(page)
    await aws.getByRole('button', { name: 'Allow' }).click()
    const code = await aws.getByRole('textbox').inputValue()
    await paste.fill(code)
    await paste.press('Enter')
    await dialog(page).getByText('Signed in as').waitFor()
    await finish(page)
    expect((await scene.scene.credentials('cross')).Version).toBe(1)
    await page.context().close()
  })

  it.skipIf(!opensPages)(
    'to Identity Center with the browser of this machine (skipped where no program opens pages: a device code is used there)',
    async () => {
      const page = await scene.open()
      await openSignIn(page)
      await fillPortal(page, 'work')
      await submit(page)
      const aws = await openPage(page)
      await aws.getByRole('button', { name: 'Allow' }).click()
      await dialog(page).getByText('Signed in to work.').waitFor()
      await finish(page)
      await page.getByRole('button', { name: 'work' }).first().waitFor()
      await page.context().close()
    },
  )

  it('to Identity Center with a device code: the window shows the code that the page shows', async () => {
    const page = await scene.open()
    await openSignIn(page)
    await fillPortal(page, 'far')
    await dialog(page).getByLabel('Use a device code').check()
    await submit(page)
    const code =
      (await dialog(page)
        .getByRole('status')
        .filter({ hasText: /^[A-Z]{4}-[A-Z]{4}$/ })
        .textContent()) ?? ''
    expect(await axeFindings(page)).toEqual([])
    const aws = await openPage(page)
    expect(await aws.content()).toContain(code)
    await aws.getByRole('button', { name: 'Allow' }).click()
    await dialog(page).getByText('Signed in to far.').waitFor()
    await finish(page)
    await page.context().close()
  })

  it('can be hidden and found again, cancelled, and begun once more with the same words', async () => {
    const page = await scene.open()
    await openSignIn(page)
    await dialog(page).getByLabel('Profile', { exact: true }).fill('again')
    await submit(page)
    await dialog(page).getByRole('link').waitFor()
    await dialog(page).getByRole('button', { name: 'Hide' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '1 thing under way' }).click()
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await dialog(page).getByText('Cancelled. Nothing was changed.').waitFor()
    await dialog(page).getByRole('button', { name: 'Change something' }).click()
    expect(await dialog(page).getByLabel('Profile', { exact: true }).inputValue()).toBe('again')
    await submit(page)
    await dialog(page).getByRole('link').waitFor()
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await dialog(page).getByRole('button', { name: 'Try again' }).click()
    const aws = await openPage(page)
    await aws.getByRole('button', { name: 'Deny' }).click()
    await dialog(page).getByRole('alert').waitFor()
    expect(await dialog(page).getByRole('alert').textContent()).toContain('sign-in-denied')
    await dialog(page).getByRole('button', { name: 'Close' }).click()
    await page.context().close()
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
