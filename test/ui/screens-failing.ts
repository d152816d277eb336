import type { Screen } from './screen.ts'
import { dialog, place, press, row } from './screen-steps.ts'

export const failingScreens: readonly Screen[] = [
  {
    name: 'profiles-failing',
    stage: 'offline',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-prod-ReadOnlyAccess/).click()
      await page.getByText('could not renew').first().waitFor()
    },
  },
  {
    name: 'console-offline',
    stage: 'offline',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-sandbox/).click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Open console' }).click()
      await page.getByRole('log').locator('code').waitFor()
    },
  },
  {
    name: 'profiles-ended',
    stage: 'ended',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-dev-Developer/).click()
      await page.getByText('ended: sign in again').first().waitFor()
    },
  },
  {
    name: 'session-ended',
    stage: 'ended',
    async show(page) {
      await page
        .getByRole('region', { name: 'Sessions' })
        .getByRole('button', { name: /\bacme\b/ })
        .click()
      await dialog(page).waitFor()
    },
  },
  {
    name: 'session-waiting',
    stage: 'offline',
    async show(page) {
      await page
        .getByRole('region', { name: 'Sessions' })
        .getByRole('button', { name: /Developer/ })
        .click()
      await dialog(page).waitFor()
    },
  },
  {
    name: 'accounts-failing',
    stage: 'offline',
    async show(page) {
      await place(page, 'Accounts')
      await press(page, 'Read anew: acme')
      await dialog(page).getByRole('alert').waitFor()
    },
  },
  {
    name: 'frame-disk-full',
    stage: 'diskFull',
    async show(page) {
      await place(page, 'Profiles')
      await page.getByText('The disk takes nothing:').waitFor()
    },
  },
  {
    name: 'activity-failing',
    stage: 'diskFull',
    async show(page) {
      await place(page, 'Activity')
      await page.getByText('Credentials are still served').waitFor()
    },
  },
  {
    name: 'activity-altered',
    stage: 'altered',
    async show(page) {
      await place(page, 'Activity')
      await press(page, 'Check the log')
      await dialog(page).getByRole('alert').waitFor()
    },
  },
  {
    name: 'config-failing',
    stage: 'unreadable',
    async show(page) {
      await place(page, 'Config')
      await page
        .getByText(/^To mend/)
        .last()
        .click()
      await page.waitForTimeout(500)
    },
  },
  {
    name: 'config-failing-changes',
    stage: 'unreadable',
    async show(page) {
      await place(page, 'Config')
      await page.waitForTimeout(500)
    },
  },
  {
    name: 'config-failing-take-over',
    stage: 'unreadable',
    async show(page) {
      await place(page, 'Config')
      await page.getByText('Take over', { exact: true }).click()
      await page.waitForTimeout(500)
    },
  },
  {
    name: 'accounts-generate-failing',
    stage: 'unreadable',
    async show(page) {
      await place(page, 'Accounts')
      await press(page, 'Generate profiles…')
      await dialog(page).getByRole('alert').waitFor()
    },
  },
  {
    name: 'profiles-unreadable',
    stage: 'unreadable',
    async show(page) {
      await place(page, 'Profiles')
      await page.waitForTimeout(500)
    },
  },
]
