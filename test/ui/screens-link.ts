/**
 * Pictures of a window without its agent.
 *
 * @module
 */
import type { Page } from 'playwright'
import type { Screen } from './screen.ts'
import { place, row } from './screen-steps.ts'

const atWork = async (page: Page) => {
  await place(page, 'Profiles')
  await row(page, /acme-dev-Developer/).click()
}

export const linkScreens: readonly Screen[] = [
  {
    name: 'frame-reconnecting',
    stage: 'working',
    async show(page, window) {
      await atWork(page)
      await window.scene.endAgent('SIGKILL')
      await page.getByText('The agent cannot be reached.').waitFor()
    },
  },
  {
    name: 'frame-lost',
    stage: 'working',
    async show(page, window) {
      await atWork(page)
      await window.scene.endAgent('SIGKILL')
      await page.getByText('The agent is still not there.').waitFor()
    },
  },
  {
    name: 'frame-ended',
    stage: 'working',
    async show(page, window) {
      await atWork(page)
      await window.scene.run(['agent', 'stop'])
      await page.getByText('The agent cannot be reached.').waitFor()
    },
  },
  {
    name: 'profiles-not-done',
    stage: 'working',
    async show(page, window) {
      await place(page, 'Profiles')
      await row(page, /shop-dev/).click()
      await window.scene.endAgent('SIGKILL')
      await page.getByText('The agent cannot be reached.').waitFor()
      await page.keyboard.press('Control+d')
      await page.getByRole('log').getByText('network-down').waitFor()
    },
  },
]
