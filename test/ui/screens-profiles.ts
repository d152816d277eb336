/**
 * Pictures of Profiles and Activity.
 *
 * @module
 */
import type { Page } from 'playwright'
import type { Screen } from './screen.ts'

const place = (page: Page, name: string) => page.getByRole('navigation').getByRole('button', { name }).click()
const row = (page: Page, name: RegExp) => page.getByRole('row', { name }).first()

export const profileScreens: readonly Screen[] = [
  { name: 'profiles-empty', stage: 'nothing', show: (page) => place(page, 'Profiles') },
  {
    name: 'profiles-full',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-prod-Administrator/).click()
    },
  },
  {
    name: 'profiles-sheet',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-dev-Developer/).dblclick()
      await page.getByRole('complementary').waitFor()
    },
  },
  {
    name: 'profiles-production',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-prod-Administrator/).click()
      await page.getByRole('button', { name: 'Use as default' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'profiles-nothing-fits',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await page.getByRole('searchbox').fill('no such profile')
      await page.getByText('Nothing fits').waitFor()
    },
  },
  { name: 'activity-empty', stage: 'nothing', show: (page) => place(page, 'Activity') },
  {
    name: 'activity-full',
    stage: 'working',
    async show(page) {
      await place(page, 'Activity')
      await row(page, /served/).waitFor()
    },
  },
  {
    name: 'activity-line',
    stage: 'working',
    async show(page) {
      await place(page, 'Activity')
      await row(page, /denied/).dblclick()
      await page.getByRole('dialog').waitFor()
    },
  },
]
