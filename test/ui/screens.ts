/**
 * Every screen as a picture in docs/screens, light and dark, wide and narrow: `npm run screens`, or
 * `npm run screens -- accounts config` for some. For people to look at; nothing is asserted.
 *
 * @module
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright'
import { root } from '../headless/harness.ts'
import { axeFindings } from './axe-findings.ts'
import type { Screen } from './screen.ts'
import { profileScreens } from './screens-profiles.ts'
import { stages } from './screens-stages.ts'

const place = (page: Page, name: string) => page.getByRole('navigation').getByRole('button', { name }).click()
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
/** Once there is something to hear it. */
async function stroke(page: Page, keys: string): Promise<void> {
  await page.getByRole('banner').waitFor()
  await page.keyboard.press(keys)
}
const dialog = (page: Page) => page.getByRole('dialog')

const screens: readonly Screen[] = [
  ...profileScreens,
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
  {
    name: 'welcome-first',
    stage: 'nothing',
    show: (page) => page.getByRole('button', { name: 'Not now' }).waitFor(),
  },
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
    name: 'session-browser',
    stage: 'browsers',
    async show(page) {
      await press(page, /\bacme\b/)
      await dialog(page).getByRole('option', { name: 'Work' }).waitFor({ state: 'attached' })
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

/** Where this machine keeps things says nothing to whoever looks at a picture. */
function nameUsualFolders(page: Page, home: string): Promise<void> {
  return page.evaluate(
    (names) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const [from, to] of names) {
          if (node.nodeValue?.includes(from)) node.nodeValue = node.nodeValue.replaceAll(from, to)
        }
      }
    },
    [
      [join(root, 'dist', 'bin'), '/usr/bin'],
      [join(home, 'aws'), '/home/alex/.aws'],
      [home, '/home/alex'],
    ] as const,
  )
}

const folder = process.env.SIGNET_SCREENS ?? join(root, 'docs', 'screens')
mkdirSync(folder, { recursive: true })
const words = process.argv.slice(2)
const wanted = screens.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)))
for (const [stage, own] of Map.groupBy(wanted, (screen) => screen.stage)) {
  const window = await stages[stage]()
  try {
    for (const { name, show } of own) {
      for (const theme of ['light', 'dark'] as const) {
        for (const width of [1440, 900]) {
          const page = await window.open({ theme, width })
          try {
            await show(page)
            await nameUsualFolders(page, window.scene.folder)
            await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) })
            for (const finding of await axeFindings(page))
              process.stdout.write(`${name} ${theme}: ${finding}\n`)
          } finally {
            await page.context().close()
          }
        }
      }
    }
    process.stdout.write(`${JSON.stringify(window.faults)}\n`)
  } finally {
    await window.close()
  }
}
