/**
 * A page of another port of this machine. To a browser it is of the same site as the window: strict cookies go along with what
 * it asks, and it may set cookies of its own for 127.0.0.1. It even knows the window's address here, which is more than a
 * page can find out.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let origin = ''
/** What a page can read of another origin is what its own server gets to hear. */
const site = createServer((request, response) => {
  const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html'
  response
    .setHeader('content-type', type)
    .end(type === 'text/html' ? '<!doctype html><title>elsewhere</title>here' : 'self.onfetch = () => {}')
})

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('shop-dev')
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
})
afterAll(async () => {
  site.close()
  await scene?.close()
})
afterEach(() => {
  // What the browser says of the attacks themselves is no fault of ours.
  for (const list of [scene.faults.policy, scene.faults.errors, scene.faults.offOrigin]) list.length = 0
})

/** The window, and beside it in the same browser the page that attacks it. */
async function twoTabs(): Promise<{ window: Page; other: Page; base: string }> {
  const window = await scene.open()
  const other = await window.context().newPage()
  await other.goto(origin)
  return { window, other, base: window.url().replace(/#.*/, '') }
}

async function isWell(window: Page): Promise<void> {
  await window.reload()
  await window.getByRole('gridcell', { name: 'shop-dev' }).first().waitFor()
}

/** Every way to an address that leaves something to be read, and what was read. */
function attack(page: Page, address: string): Promise<string[]> {
  return page.evaluate(async (url) => {
    const got: string[] = []
    const soon = (after: number) => new Promise((resolve) => setTimeout(resolve, after))
    const inits = [
      { credentials: 'include' },
      { credentials: 'include', mode: 'no-cors' },
      { credentials: 'include', mode: 'no-cors', method: 'POST', body: 'x=1' },
      { credentials: 'include', mode: 'no-cors', redirect: 'manual' },
      { credentials: 'include', headers: { 'x-own': '1' } },
    ] as const
    for (const init of inits)
      await fetch(url, init).then(
        async (response) => {
          if (response.status > 0) got.push(`fetch ${JSON.stringify(init)}: ${response.status}`)
          if ((await response.text()) !== '') got.push('fetch: text')
        },
        () => undefined,
      )
    navigator.sendBeacon(url, 'x')
    const events = new EventSource(url, { withCredentials: true })
    events.onopen = () => got.push('events')
    const socket = new WebSocket(`${url.replace(/^http/, 'ws').replace(/[^/]*$/, '')}socket`)
    socket.onopen = () => got.push('socket')
    for (const [rel, as] of [
      ['prefetch'],
      ['preload', 'fetch'],
      ['modulepreload'],
      ['stylesheet'],
      ['icon'],
    ]) {
      const link = document.createElement('link')
      Object.assign(link, { rel, href: url, ...(as ? { as } : {}) })
      link.addEventListener('load', () => rel !== 'prefetch' && got.push(`link ${rel}`))
      document.head.append(link)
    }
    const rules = document.createElement('script')
    rules.type = 'speculationrules'
    rules.textContent = JSON.stringify({
      prefetch: [{ source: 'list', urls: [url] }],
      prerender: [{ source: 'list', urls: [url] }],
    })
    document.head.append(rules)
    for (const tag of ['img', 'script', 'video', 'embed'] as const) {
      const element = document.createElement(tag)
      element.addEventListener('load', () => tag !== 'embed' && got.push(tag))
      element.setAttribute('src', url)
      document.body.append(element)
    }
    try {
      new Worker(url).onmessage = () => got.push('worker')
    } catch {
      // Of another origin.
    }
    await navigator.serviceWorker.register(url).then(
      () => got.push('service worker'),
      () => undefined,
    )
    for (const method of ['get', 'post']) {
      const frame = document.createElement('iframe')
      frame.name = `frame-${method}`
      const form = document.createElement('form')
      Object.assign(form, { action: url, method, target: frame.name })
      document.body.append(frame, form)
      form.submit()
    }
    await soon(1_500)
    for (const frame of document.querySelectorAll('iframe')) {
      try {
        if (frame.contentDocument?.body.innerText) got.push('frame')
      } catch {
        // Of another origin.
      }
      if ((frame.contentWindow?.length ?? 0) > 0) got.push('frames within')
    }
    events.close()
    return got
  }, address)
}

describe('a page of another port of this machine (T16)', () => {
  it('reads not one byte of the window, and uses up no link, though strict cookies go along', async () => {
    const link = await scene.link()
    const { window, other, base } = await twoTabs()
    // The attacks work where nothing stands against them.
    const own = await attack(other, `${origin}/`)
    expect(own.map((got) => got.split(' ')[0])).toEqual(expect.arrayContaining(['fetch', 'frame', 'link']))
    for (const address of [base, `${base}index.html`, link, base.replace(/[^/]*\/$/, '')]) {
      await other.goto(origin)
      expect([address, await attack(other, address)]).toEqual([address, []])
    }
    await isWell(window)
    const fresh = await (await scene.context()).newPage()
    await fresh.goto(link)
    await fresh.locator('#content').waitFor()
    await Promise.all([window.context().close(), fresh.context().close()])
  })

  it('gets no hold of the window in a tab that it opens, leads there, or comes back to', async () => {
    const { window, other, base } = await twoTabs()
    const seen = await other.evaluate(async (url) => {
      const opened = globalThis.open(url, 'window')
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const read = (what: () => unknown) => {
        try {
          return what() ?? null
        } catch (thrown) {
          return thrown instanceof DOMException ? thrown.name : 'error'
        }
      }
      return [opened?.closed, read(() => opened?.document.body.innerText), read(() => opened?.length)]
    }, base)
    // Its policy has cut the tab off from whoever opened it.
    expect(seen).toEqual([true, expect.toBeOneOf([null, 'SecurityError']), expect.toBeOneOf([null, 0])])
    const led = other.waitForEvent('framenavigated')
    await other.evaluate((url) => {
      location.href = url
    }, base)
    await led
    await other.waitForLoadState()
    expect(await other.locator('body').innerText()).toContain('Another site asked.')
    await other.goBack()
    expect(
      await other.evaluate(() => [document.title, performance.getEntriesByType('navigation').length]),
    ).toEqual(['elsewhere', 1])
    await isWell(window)
    await window.context().close()
  })

  it('shuts the window out with a cookie of its name, until the next link; it gets nothing by it', async () => {
    const { window, other } = await twoTabs()
    await other.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: the attack.
      document.cookie = `signet-tab=${'0'.repeat(64)}; path=/; max-age=9999`
    })
    await window.reload()
    expect(await window.locator('body').innerText()).toContain('signet ui')
    await window.goto(await scene.link())
    await window.locator('#content').waitFor()
    await isWell(window)
    await window.context().close()
  })

  it('does not fill the cookies of 127.0.0.1 so that the window has no room, or it says what to do', async () => {
    const { window, other } = await twoTabs()
    const fill = (count: number) =>
      other.evaluate((many) => {
        for (let each = 0; each < many; each += 1) {
          // biome-ignore lint/suspicious/noDocumentCookie: the attack.
          document.cookie = `filler${each}=${'x'.repeat(4_000)}; path=/`
        }
      }, count)
    await fill(12)
    await isWell(window)
    await fill(40)
    await window.reload()
    expect(await window.locator('body').innerText()).toContain('Delete the cookies of 127.0.0.1')
    await window.context().close()
  })
})
