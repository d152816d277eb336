/**
 * Pictures of Console access.
 *
 * @module
 */
import type { Screen } from './screen.ts'
import { dialog, place, press } from './screen-steps.ts'

export const accessScreens: readonly Screen[] = [
  { name: 'console-access-empty', stage: 'nothing', show: (page) => place(page, 'Console access') },
  {
    name: 'console-access-full',
    stage: 'statements',
    async show(page) {
      await place(page, 'Console access')
      await page.getByText('Statements are inert').waitFor()
    },
  },
  {
    name: 'console-access-plan',
    stage: 'statements',
    async show(page) {
      await place(page, 'Console access')
      await press(page, 'Turn on')
      await page.getByRole('button', { name: 'Apply plan' }).waitFor()
    },
  },
  {
    name: 'console-access-form',
    stage: 'statements',
    async show(page) {
      await place(page, 'Console access')
      await press(page, 'Add a statement')
      await page.getByLabel('Public address or range').fill('203.0.113.0/240')
      await page.getByText('Write one IPv4 or IPv6 address').waitFor()
    },
  },
  {
    name: 'console-access-json',
    stage: 'statements',
    async show(page) {
      await place(page, 'Console access')
      await page.getByText('JSON', { exact: true }).click()
      await page.getByRole('textbox', { name: 'Console access as JSON' }).click()
    },
  },
  {
    name: 'console-access-history',
    stage: 'statements',
    async show(page) {
      await place(page, 'Console access')
      await page.getByRole('button', { name: 'History', exact: true }).click()
      await dialog(page).getByRole('list').waitFor()
    },
  },
  {
    name: 'console-access-failing',
    stage: 'refused',
    async show(page) {
      await place(page, 'Console access')
      await page.getByRole('alert').waitFor()
    },
  },
]
