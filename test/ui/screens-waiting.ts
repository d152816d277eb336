/**
 * Pictures of what is under way and of what waits for a person.
 *
 * @module
 */
import type { Screen } from './screen.ts'
import { dialog, place, press, row } from './screen-steps.ts'
import { asked } from './stage-programs.ts'

export const waitingScreens: readonly Screen[] = [
  {
    name: 'approval-waits',
    stage: 'asking',
    async show(page, { scene }) {
      await place(page, 'Profiles')
      const terraform = asked(scene, 'terraform', 'acme-dev-Developer')
      await page.getByRole('navigation').getByText('1 to answer').waitFor()
      return terraform.stop
    },
  },
  {
    name: 'approval-production',
    stage: 'asking',
    async show(page, { scene }) {
      await place(page, 'Profiles')
      const all = [
        asked(scene, 'terraform', 'acme-prod-AdministratorAccess'),
        asked(scene, 'deploy-to-every-region-nightly', 'acme-dev-Developer'),
      ]
      await page.getByRole('navigation').getByText('2 to answer').waitFor()
      return () => Promise.all(all.map(({ stop }) => stop()))
    },
  },
  {
    name: 'accounts-reading',
    stage: 'slowOrganisation',
    async show(page, { scene }) {
      await place(page, 'Accounts')
      await press(page, 'Read anew: work')
      await dialog(page)
        .getByText(/^1\d of 40 accounts/)
        .waitFor()
      return () => scene.run(['agent', 'stop'])
    },
  },
  {
    name: 'task-hidden',
    stage: 'slowOrganisation',
    async show(page, { scene }) {
      await place(page, 'Accounts')
      await press(page, 'Read anew: work')
      await dialog(page).getByRole('button', { name: 'Hide' }).click()
      await page
        .getByRole('banner')
        .getByRole('button', { name: /under way/ })
        .waitFor()
      await row(page, /billing/).click()
      return () => scene.run(['agent', 'stop'])
    },
  },
]
