import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../headless/harness.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
/** Another site, on the same machine: whatever it is asked for, it answers with a page. */
const site = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>here')
})
let siteOrigin = ''

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('shop-dev')
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  siteOrigin = `http://localhost:${(site.address() as AddressInfo).port}`
})
afterAll(async () => {
  site.close()
  await scene?.close()
})

/** Everything that a page can try; what it could read of it. */
function attack(page: Page, address: string): Promise<string[]> {
  return page.evaluate(async (url) => {
    const got: string[] = []
    const soon = (after: number) => new Promise((resolve) => setTimeout(resolve, after))
    for (const init of [
      {},
      { credentials: 'include' },
      { mode: 'no-cors', credentials: 'include' },
      { method: 'POST' },
    ]) {
      await fetch(url, init as RequestInit).then(
        async (response) => {
          const text = await response.text()
          if (text !== '') got.push(`fetch: ${text.slice(0, 80)}`)
        },
        () => undefined,
      )
    }
    const socket = new WebSocket(url.replace(/^http/, 'ws').replace(/[^/]*$/, 'socket'))
    socket.onopen = () => {
      socket.send('{"kind":"greet","nonce":null}')
      socket.send('{"kind":"call","id":1,"name":"state.read","request":{}}')
    }
    socket.onmessage = ({ data }) => got.push(`socket: ${String(data).slice(0, 80)}`)
    for (const tag of ['img', 'script', 'link', 'iframe', 'object', 'video'] as const) {
      const element = document.createElement(tag) as HTMLElement
      element.setAttribute(tag === 'link' ? 'href' : tag === 'object' ? 'data' : 'src', url)
      if (tag === 'link') element.setAttribute('rel', 'stylesheet')
      if (tag !== 'iframe' && tag !== 'object')
        element.addEventListener('load', () => got.push(`${tag} loaded`))
      document.body.append(element)
    }
    const frame = document.createElement('iframe')
    frame.name = 'target'
    document.body.append(frame)
    const form = document.createElement('form')
    Object.assign(form, { action: url, method: 'post', target: 'target' })
    document.body.append(form)
    form.submit()
    await soon(1_500)
    for (const shown of document.querySelectorAll('iframe')) {
      try {
        const text = shown.contentDocument?.body?.innerText ?? ''
        if (text !== '') got.push(`iframe: ${text.slice(0, 80)}`)
      } catch {
        // Of another origin: not readable.
      }
    }
    return got
  }, address)
}

describe('a page of another site (T7, T16)', () => {
  it('reads not one byte of the window, and does not use up its link', async () => {
    const link = await scene.link()
    // The person's own browser has a window open: its cookie is there to be misused.
    const page = await scene.open()
    // What stands behind # never leaves a browser.
    const base = page.url().replace(/#.*/, '')
    const other = await page.context().newPage()
    await other.goto(siteOrigin)
    // The attacks work where nothing stands against them.
    expect((await attack(other, `${siteOrigin}/`)).map((got) => got.split(/[: ]/)[0])).toEqual(
      expect.arrayContaining(['fetch', 'iframe']),
    )
    await other.goto(siteOrigin)
    expect(await attack(other, base)).toEqual([])
    expect(await attack(other, `${base}assets/`)).toEqual([])
    expect(await attack(other, link)).toEqual([])
    await other.goto(`${siteOrigin}/again`)
    await other.evaluate((url) => {
      location.href = url
    }, link)
    await other.waitForURL(link)
    expect(await other.locator('body').innerText()).toContain('Another site asked.')
    const fresh = await scene.context()
    const opened = await fresh.newPage()
    await opened.goto(link)
    await opened.locator('#content').waitFor()
    await Promise.all([page.context().close(), fresh.close()])
    // What the browser says of the attacks themselves is no fault of ours; nor is a page that was no script.
    scene.faults.policy.length = 0
    scene.faults.errors.length = 0
  })

  it('cannot reach it by another name of this machine', async () => {
    const page = await scene.open()
    const { port, pathname } = new URL(page.url())
    const other = await page.context().newPage()
    for (const host of ['localhost', '127.0.0.2', '[::1]', '0.0.0.0']) {
      const reply = await other.goto(`http://${host}:${port}${pathname}`).catch(() => null)
      expect(reply === null ? 'nobody' : reply.status()).toSatisfy((got) => got === 'nobody' || got === 403)
    }
    await page.context().close()
    scene.faults.policy.length = 0
  })
})

describe('the window’s own page', () => {
  it('opens once from a link; the second time it says where to get another', async () => {
    const link = await scene.link()
    const [first, second] = [await scene.context(), await scene.context()]
    const page = await first.newPage()
    await page.goto(link)
    await page.locator('#content').waitFor()
    expect(await page.evaluate(() => document.cookie)).toBe('')
    expect(page.url()).not.toContain('enter')
    const late = await second.newPage()
    expect((await late.goto(link))?.status()).toBe(403)
    expect(await late.locator('body').innerText()).toContain('signet ui')
    await Promise.all([first.close(), second.close()])
    scene.faults.policy.length = 0
  })

  it('runs no script of a string, no markup, no frame and no request elsewhere (T15, T22)', async () => {
    const page = await scene.open()
    const tried = await page.evaluate(async (origin) => {
      const did: string[] = []
      const attempt = (what: string, act: () => unknown) => {
        try {
          act()
          did.push(what)
        } catch {
          // As it must be.
        }
      }
      attempt('innerHTML', () => {
        document.createElement('p').innerHTML = '<b>x</b>'
      })
      attempt('policy', () =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
        ).trustedTypes.createPolicy('x', {}),
      )
      attempt('srcdoc', () => {
        document.createElement('iframe').srcdoc = '<script>1</script>'
      })
      attempt('write', () => document.write('x'))
      await fetch(origin, { mode: 'no-cors' }).then(
        () => did.push('fetch'),
        () => undefined,
      )
      await fetch('index.html').then(
        () => did.push('fetch of itself'),
        () => undefined,
      )
      return did
    }, siteOrigin)
    expect(tried).toEqual([])
    expect(
      await page.evaluate(() => Object.keys(localStorage).length + Object.keys(sessionStorage).length),
    ).toBe(0)
    await page.context().close()
    scene.faults.policy.length = 0
    scene.faults.offOrigin.length = 0
  })

  it('says that the agent is gone, then how to get another window; the old address stays dead', async () => {
    const page = await scene.open()
    const before = page.url()
    await page.getByRole('heading', { name: 'Profiles' }).waitFor()
    await scene.scene.run(['agent', 'stop'])
    await page.getByText('The agent cannot be reached.').waitFor()
    await until(() => scene.scene.processes().length === 0, 'the agent is gone')
    await page.getByText('get a new one with').waitFor()
    await page.getByText('signet ui', { exact: true }).waitFor()
    const next = new URL(await scene.link())
    const cookies = await page.context().cookies()
    const answer = await fetch(`${next.origin}/${new URL(before).pathname.split('/')[1]}/`, {
      headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    })
    expect([answer.status, next.pathname.split('/')[1] === new URL(before).pathname.split('/')[1]]).toEqual([
      404,
      false,
    ])
    await page.context().close()
    scene.faults.policy.length = 0
  })

  it('shows a vault that is locked, as soon as it is', async () => {
    const page = await scene.open()
    await page.getByText('Vault: passphrase').waitFor()
    expect((await scene.scene.run(['lock'])).code).toBe(0)
    await page.getByText('The vault is locked: tools get nothing').waitFor()
    await page.context().close()
  })

  it('broke no rule of the page but where a test tried to (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
