/**
 * Pictures of Profiles and Activity.
 *
 * @module
 */
import type { Screen } from './screen.ts'
import { place, row } from './screen-steps.ts'

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
    name: 'profiles-locked',
    stage: 'lockedAtWork',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-prod-Administrator/).click()
    },
  },
  {
    name: 'unlock-failing',
    stage: 'locked',
    async show(page) {
      await page.getByRole('banner').getByRole('button', { name: 'Unlock' }).click()
      const answer = page.getByRole('dialog').locator('input[type=password]')
      await answer.fill('not the one')
      await answer.press('Enter')
      await page.getByRole('dialog').getByRole('alert').waitFor()
      return () => page.keyboard.press('Escape')
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
    name: 'profiles-selection',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-dev-AdministratorAccess/).click()
      for (const name of [/acme-prod-Administrator/, /acme-sandbox/])
        await row(page, name).click({ modifiers: ['Control'] })
      await page.keyboard.press('.')
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'profiles-remove-several',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-dev-AdministratorAccess/).click()
      for (const name of [/acme-prod-Administrator/, /acme-sandbox/])
        await row(page, name).click({ modifiers: ['Control'] })
      const bar = page.getByRole('group', { name: 'What can be done with the selection' })
      await bar.getByRole('button', { name: 'Remove…' }).click()
      await page.getByText('marked as production').waitFor()
    },
  },
  {
    name: 'profiles-columns',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await page.getByRole('button', { name: /^Columns/ }).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'profiles-production',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await row(page, /acme-prod-Administrator/).click()
      await page.keyboard.press('Control+d')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'profiles-console-held',
    stage: 'working',
    async show(page) {
      await place(page, 'Profiles')
      await page.evaluate(() => {
        window.open = () => null
      })
      await row(page, /acme-dev-Developer/).click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Open console' }).click()
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
    name: 'activity-filtered',
    stage: 'working',
    async show(page) {
      await place(page, 'Activity')
      await page.getByRole('searchbox').fill('denied')
      await row(page, /denied/).waitFor()
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
