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
import { showScreen } from './screen.ts'
import { screens } from './screens-list.ts'
import { stages } from './screens-stages.ts'

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
      [process.execPath, '/usr/bin/node'],
      [root, '/home/alex/src'],
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
    for (const screen of own) {
      const { name } = screen
      for (const theme of ['light', 'dark'] as const) {
        for (const width of [1440, 900]) {
          const page = await window.open({ ...screen.page, theme, width })
          let back: () => Promise<unknown> = () => Promise.resolve()
          try {
            back = await showScreen(screen, page, window)
            await nameUsualFolders(page, window.scene.folder)
            await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) })
            for (const finding of await axeFindings(page))
              process.stdout.write(`${name} ${theme}: ${finding}\n`)
          } finally {
            await back()
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
