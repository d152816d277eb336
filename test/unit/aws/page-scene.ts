/** A browser at the pages of the stand-in, and the client that they lead back to. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright'
import { chromiumArguments, chromiumPath } from '../../fakes/chromium.ts'

export interface PageScene {
  readonly browser: Browser
  /** Of the client, on this machine. */
  readonly redirectUri: string
  /** Where the client was come to with an answer. */
  readonly received: URL[]
  close(): Promise<void>
}

export async function pageScene(): Promise<PageScene> {
  const received: URL[] = []
  const client = createServer((request, reply) => {
    const url = new URL(request.url ?? '', redirectUri)
    if (url.pathname === '/oauth/callback') received.push(url)
    reply.end('done')
  })
  await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve))
  const { port } = client.address() as AddressInfo
  const redirectUri = `http://127.0.0.1:${port}/oauth/callback`
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] })
  return {
    ...{ browser, redirectUri, received },
    async close() {
      await browser.close()
      client.close()
    },
  }
}

/** Serious and critical findings of axe, by rule. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found: { id: string; impact: string }[] = await page.evaluate('axe.run().then((r) => r.violations)')
  return found.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id }) => id)
}
