/**
 * Pictures of Accounts and Config.
 *
 * @module
 */
import type { Screen } from './screen.ts'
import { dialog, place, press } from './screen-steps.ts'

export const fileScreens: readonly Screen[] = [
  { name: 'accounts-empty', stage: 'nothing', show: (page) => place(page, 'Accounts') },
  { name: 'config-empty', stage: 'nothing', show: (page) => place(page, 'Config') },
  { name: 'accounts-full', stage: 'organisation', show: (page) => place(page, 'Accounts') },
  {
    name: 'accounts-sheet',
    stage: 'organisation',
    async show(page) {
      await place(page, 'Accounts')
      await page.getByRole('searchbox').fill('payments')
      await page.getByRole('gridcell', { name: 'payments' }).first().dblclick()
    },
  },
  {
    name: 'accounts-generate',
    stage: 'organisation',
    async show(page) {
      await place(page, 'Accounts')
      await press(page, 'Generate profiles…')
      await dialog(page).getByLabel('Filter').fill('mobile role:*ccess')
      await dialog(page).getByRole('figure').waitFor()
    },
  },
  {
    name: 'accounts-add',
    stage: 'organisation',
    async show(page) {
      await place(page, 'Accounts')
      await press(page, 'Add profile…')
      await dialog(page).getByRole('figure').waitFor()
    },
  },
  {
    name: 'config-changes',
    stage: 'organisation',
    async show(page) {
      await place(page, 'Config')
      await page.getByRole('figure').waitFor()
    },
  },
  {
    name: 'config-undo',
    stage: 'organisation',
    async show(page) {
      await place(page, 'Config')
      await press(page, 'Go back to before this…')
      await dialog(page).getByRole('figure').waitFor()
    },
  },
  {
    name: 'config-problems',
    stage: 'organisation',
    async show(page) {
      await place(page, 'Config')
      await page.getByText(/^To mend ·/).click()
      await press(page, 'Check everything')
      await page.getByText(/^All checked/).waitFor()
    },
  },
  {
    name: 'config-take-over',
    stage: 'organisation',
    async show(page) {
      await place(page, 'Config')
      await page.getByText('Take over', { exact: true }).click()
      await page.getByText('legacy').first().waitFor()
    },
  },
]
