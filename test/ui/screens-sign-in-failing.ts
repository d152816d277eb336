/**
 * Pictures of sign-ins that go another way than usual, or nowhere.
 *
 * @module
 */
import type { Page } from 'playwright'
import type { Screen } from './screen.ts'
import { dialog, stroke } from './screen-steps.ts'

const submit = (page: Page) => dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click()

async function toPaste(page: Page): Promise<void> {
  await stroke(page, 'n')
  await dialog(page).getByLabel('The browser is on another machine').check()
  await submit(page)
  await dialog(page).getByRole('textbox').waitFor()
}

/** What runs behind a picture does not go on into the next. */
async function cancel(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await dialog(page).getByText('Cancelled. Nothing was changed.').waitFor()
}

export const signInFailingScreens: readonly Screen[] = [
  {
    name: 'sign-in-paste',
    stage: 'nothing',
    async show(page) {
      await toPaste(page)
      return () => cancel(page)
    },
  },
  {
    name: 'sign-in-paste-wrong',
    stage: 'nothing',
    async show(page) {
      await toPaste(page)
      const paste = dialog(page).getByRole('textbox')
      await paste.fill('https://signin.example.com/authorize')
      await paste.press('Enter')
      await dialog(page).getByRole('alert').waitFor()
      return () => cancel(page)
    },
  },
  {
    name: 'sign-in-denied',
    stage: 'nothing',
    async show(page, { scene }) {
      await stroke(page, 'n')
      await submit(page)
      const address = await dialog(page).getByRole('link').getAttribute('href')
      await fetch(await scene.standIn.deny(address ?? ''))
      await dialog(page).getByRole('alert').waitFor()
    },
  },
  {
    name: 'sign-in-failing',
    stage: 'nothing',
    async show(page, { scene }) {
      scene.standIn.faults.set([{ operation: 'any', times: 'always', fault: { kind: 'drop' } }])
      await stroke(page, 'n')
      await dialog(page).getByText('IAM Identity Center', { exact: true }).click()
      await dialog(page).getByLabel('Name').fill('acme')
      await dialog(page).getByLabel('Start URL').fill('https://d-1234567890.awsapps.com/start')
      await dialog(page).getByLabel('Region of the portal').fill('us-east-1')
      await submit(page)
      await dialog(page).getByRole('alert').waitFor()
      return () => scene.standIn.faults.clear()
    },
  },
  {
    name: 'sign-in-field',
    stage: 'nothing',
    async show(page) {
      await stroke(page, 'n')
      await dialog(page).getByText('IAM Identity Center', { exact: true }).click()
      await dialog(page).getByLabel('Name').fill('acme')
      await dialog(page).getByLabel('Start URL').fill('acme portal')
      await dialog(page).getByLabel('Region of the portal').fill('us-east-1')
      await submit(page)
      await dialog(page).getByRole('alert').waitFor()
    },
  },
]
