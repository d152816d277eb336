/**
 * Pictures of signing in and of sessions.
 *
 * @module
 */
import type { Screen } from './screen.ts'
import { dialog, press, stroke } from './screen-steps.ts'

export const signInScreens: readonly Screen[] = [
  {
    name: 'welcome-first',
    stage: 'nothing',
    show: (page) => page.getByRole('button', { name: 'Not now' }).waitFor(),
  },
  {
    name: 'session-browser',
    stage: 'browsers',
    async show(page) {
      await press(page, /\bacme\b/)
      await dialog(page).getByRole('option', { name: 'Work' }).waitFor({ state: 'attached' })
    },
  },
  {
    name: 'sessions-sheet',
    stage: 'signedIn',
    async show(page) {
      await press(page, /^Developer\/alice/)
      await dialog(page).waitFor()
    },
  },
  {
    name: 'sign-in-form',
    stage: 'nothing',
    async show(page) {
      await stroke(page, 'n')
      await dialog(page).waitFor()
    },
  },
  {
    name: 'sign-in-device-code',
    stage: 'nothing',
    async show(page) {
      await stroke(page, 'n')
      await dialog(page).getByText('IAM Identity Center', { exact: true }).click()
      await dialog(page).getByLabel('Name').fill('acme')
      await dialog(page).getByLabel('Start URL').fill('https://d-1234567890.awsapps.com/start')
      await dialog(page).getByLabel('Region of the portal').fill('us-east-1')
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click()
      await dialog(page).getByText('Allow it only if').waitFor()
      return () => dialog(page).getByRole('button', { name: 'Cancel' }).click()
    },
  },
  {
    name: 'sign-in-cancelled',
    stage: 'nothing',
    async show(page) {
      await stroke(page, 'n')
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click()
      await dialog(page).getByRole('link').waitFor()
      await dialog(page).getByRole('button', { name: 'Cancel' }).click()
      await dialog(page).getByText('Cancelled. Nothing was changed.').waitFor()
    },
  },
]
