import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { root, until } from '../headless/harness.ts'
import { launchChromium } from '../ui/window-scene.ts'

it('npm run demo -- --ui: opens the window on a company’s accounts, and leaves nothing behind', async () => {
  const demo = spawn(process.execPath, [join(root, 'test/demo/demo.ts'), '--ui', '--auto'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [demo.stdout, demo.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const ended = once(demo, 'close')
  const browser = await launchChromium()
  try {
    await until(
      () => said.includes('Ctrl-C here ends it') || demo.exitCode !== null,
      'the window is there',
      240,
    )
    const url = /\n {2}(http:\/\/127\.0\.0\.1:\S+\/enter\/\S+)\n/.exec(said)?.[1]
    expect(url, said).toBeDefined()
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await page.goto(url ?? '')
    await page.getByRole('gridcell').getByText('shop-dev-Developer').first().waitFor()
    const text = await page.locator('body').innerText()
    expect(text).toContain('acme')
    expect(text).toMatch(/8\d profiles/)
    await page.getByRole('navigation').getByRole('button', { name: 'Accounts' }).click()
    await page.getByText('payments-prod').first().waitFor()
  } finally {
    await browser.close()
    demo.kill('SIGINT')
    await ended
  }
  const home = /SIGNET_HOME='([^']+)'/.exec(said)?.[1] ?? ''
  expect([demo.exitCode, home === '', existsSync(dirname(home))]).toEqual([0, false, false])
})
