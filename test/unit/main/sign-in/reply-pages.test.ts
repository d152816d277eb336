import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeRedirectReceiver } from '../../../../main/hosts/node/redirect-receiver.ts'
import type { OpenReceiver } from '../../../../main/kernel/ports/redirect-receiver.ts'
import {
  overReply,
  refusedReply,
  signedInReply,
  wrongMethodReply,
  wrongReply,
} from '../../../../main/sign-in/reply-pages.ts'

const replies = {
  signedIn: signedInReply,
  refused: refusedReply,
  over: overReply,
  wrong: wrongReply(404),
  wrongMethod: wrongMethodReply,
}

describe('the pages of the redirect', () => {
  for (const [name, { html, headers }] of Object.entries(replies)) {
    it(`${name}: is static, fetches nothing, and its policy allows its own style and nothing else`, () => {
      const [, style = ''] = /<style>(.*)<\/style>/s.exec(html) ?? []
      const hash = createHash('sha256').update(style).digest('base64')
      expect(headers).toMatchObject({
        'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      expect(
        html.match(/<script|<link|<img|<iframe|<form|<a |\son\w+=|\sstyle=|url\(|@import|https?:/gi),
      ).toBeNull()
    })
  }
})

const browserPath = '/usr/bin/chromium'
/** A page each; the wrong method has the page of the wrong address. */
const shown = ['signedIn', 'refused', 'over', 'wrong']
describe.skipIf(!existsSync(browserPath))(`the pages in a browser (skipped without ${browserPath})`, () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  let receiver: OpenReceiver
  let browser: Awaited<ReturnType<typeof chromium.launch>>
  beforeAll(async () => {
    receiver = await nodeRedirectReceiver().open(({ target }) => {
      const name = Object.keys(replies).find((known) => target === `/${known}`)
      return name === undefined ? wrongReply(404) : replies[name as keyof typeof replies]
    })
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser.close()
    await receiver.close()
  })

  for (const [colorScheme, background] of [
    ['light', 'rgb(250, 250, 248)'],
    ['dark', 'rgb(19, 19, 21)'],
  ] as const) {
    it(`keep their style under their policy and have no accessibility fault, ${colorScheme}, 320 px wide`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 480 } })
      const seen = []
      for (const name of shown) {
        const page = await context.newPage()
        const asked: string[] = []
        page.on('request', (request) => asked.push(new URL(request.url()).pathname))
        await page.goto(`http://127.0.0.1:${receiver.port}/${name}`)
        seen.push({
          name,
          asked,
          background: await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
          width: await page.evaluate(() => document.documentElement.scrollWidth),
          faults: await page.evaluate(
            `${axe}; axe.run().then((result) => result.violations.map(({ id }) => id))`,
          ),
        })
        await page.close()
      }
      await context.close()
      expect(seen).toEqual(
        shown.map((name) => ({
          name,
          asked: [`/${name}`],
          background,
          width: 320,
          faults: [],
        })),
      )
    })
  }
})
