/**
 * Pictures of the frame, the palette and Settings.
 *
 * @module
 */
import type { Screen } from './screen.ts'
import { dialog, place, stroke } from './screen-steps.ts'

export const frameScreens: readonly Screen[] = [
  { name: 'settings-empty', stage: 'nothing', show: (page) => place(page, 'Settings') },
  { name: 'settings-locked', stage: 'locked', show: (page) => place(page, 'Settings') },
  { name: 'settings-full', stage: 'signedIn', show: (page) => place(page, 'Settings') },
  {
    name: 'settings-network',
    stage: 'network',
    async show(page) {
      await stroke(page, 'Control+k')
      await page.getByRole('combobox').fill('proxy')
      await page.keyboard.press('Enter')
      await page.getByText('One more authority is trusted.').waitFor()
    },
  },
  {
    name: 'frame-signed-out',
    stage: 'signedOut',
    show: (page) => page.getByRole('list', { name: 'Signed out' }).waitFor(),
  },
  {
    name: 'settings-browsers',
    stage: 'browsers',
    async show(page) {
      await place(page, 'Settings')
      await page.getByText('Not on this machine any more.').waitFor()
    },
  },
  {
    name: 'palette-first',
    stage: 'signedIn',
    async show(page) {
      await stroke(page, 'Control+k')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'palette-found',
    stage: 'signedIn',
    async show(page) {
      await stroke(page, 'Control+k')
      await page.getByRole('combobox').fill('dev')
    },
  },
  {
    name: 'palette-verb',
    stage: 'signedIn',
    async show(page) {
      await stroke(page, 'Control+k')
      await page.getByRole('combobox').fill('console acme-dev')
    },
  },
  {
    name: 'palette-actions',
    stage: 'signedIn',
    async show(page) {
      await stroke(page, 'Control+k')
      await page.getByRole('combobox').fill('acme-dev')
      await page.keyboard.press('Tab')
    },
  },
  {
    name: 'palette-nothing',
    stage: 'signedIn',
    async show(page) {
      await stroke(page, 'Control+k')
      await page.getByRole('combobox').fill('zzzqqq')
    },
  },
  {
    name: 'keys-sheet',
    stage: 'signedIn',
    async show(page) {
      await stroke(page, '?')
      await dialog(page).waitFor()
    },
  },
]
