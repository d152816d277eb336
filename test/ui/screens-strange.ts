/**
 * Pictures of names and surroundings that are rare.
 *
 * @module
 */
import type { Page } from 'playwright'
import type { Screen } from './screen.ts'
import { place, row } from './screen-steps.ts'

const atWork = async (page: Page) => {
  await place(page, 'Profiles')
  await row(page, /acme-prod-Administrator/).click()
}

export const strangeScreens: readonly Screen[] = [
  { name: 'profiles-hostile', stage: 'hostile', show: (page) => place(page, 'Profiles') },
  { name: 'accounts-hostile', stage: 'hostile', show: (page) => place(page, 'Accounts') },
  { name: 'activity-hostile', stage: 'hostile', show: (page) => place(page, 'Activity') },
  { name: 'profiles-forced-colours', stage: 'working', page: { forcedColors: 'active' }, show: atWork },
  { name: 'profiles-contrast', stage: 'working', page: { contrast: 'more' }, show: atWork },
]
