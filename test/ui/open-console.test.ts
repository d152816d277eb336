import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SessionBrowsersScene } from '../fakes/session-browsers-scene.ts'
import { until } from '../headless/harness.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page
/** Everything that crossed from the agent to the window. */
const crossed: string[] = []
/** Another site. */
const site = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>here')
})

beforeAll(async () => {
  scene = await WindowScene.start({}, { holdsPopUps: true })
  const browsers = new SessionBrowsersScene(scene.scene.folder)
  await scene.scene.signIn('shop-dev', { env: { SIGNET_BROWSER_FOLDERS: browsers.folder } })
  await scene.scene.signIn('shop-prod')
  await scene.scene.signIn('top', { principal: 'root' })
  await scene.scene.run(['profiles', 'policy', 'shop-prod', '--production'])
  const context = await scene.context({ reducedMotion: true })
  page = await context.newPage()
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => crossed.push(payload.toString())),
  )
  await page.goto(await scene.link())
  await page.locator('#content').waitFor()
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
})
afterAll(async () => {
  site.close()
  await scene?.close()
})

const toast = (text: string | RegExp) => page.getByRole('log').getByText(text)
const place = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click()
const dialog = () => page.getByRole('dialog')
const tabs = () => page.context().pages()
const federated = () => scene.scene.standIn.counters.calls('federation')
const tokens = () =>
  scene.scene.standIn.mintedSecrets().flatMap(({ kind, value }) => (kind === 'signin-token' ? [value] : []))

/** For the session behind shop-dev, and the window knows. */
async function setBrowser(choice: string): Promise<void> {
  const { code, stderr } = await scene.scene.run(['sessions', 'browser', 'shop-dev', choice || '--default'])
  expect([code, stderr]).toEqual([0, ''])
  await place('Settings')
  const selects = page.getByRole('combobox', { name: /^Browser of/ })
  const values = async () =>
    (await Promise.all((await selects.all()).map((each) => each.inputValue()))).join('')
  await until(async () => (await values()) === choice, 'the window knows the choice')
  await place('Profiles')
}

async function choose(profile: string): Promise<void> {
  await page.getByRole('row', { name: new RegExp(`^${profile}`) }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Open console' }).click()
}

/** The tab that comes, in the stand-in's console; closed again. */
async function arrives(
  open: () => Promise<void>,
): Promise<{ opener: boolean; referrer: string; back: number }> {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), open()])
  await tab.getByRole('heading', { name: 'You are in the console' }).waitFor()
  expect(tab.url().startsWith(`${scene.scene.standIn.urls.federation}/federation?`)).toBe(true)
  const seen = await tab.evaluate(() => ({
    ...{ opener: window.opener !== null, referrer: document.referrer, back: history.length },
  }))
  await tab.close()
  return seen
}

/** What the page of the window can send by itself, for whoever might run in it. */
function call(profile: string, typed: string | null): Promise<unknown> {
  return page.evaluate(
    (request) =>
      new Promise((resolve) => {
        const socket = new WebSocket(new URL('socket', location.href.replace(/^http/, 'ws')))
        socket.onopen = () => socket.send('{"kind":"greet","nonce":null}')
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(String(data)) as { kind: string }
          if (message.kind === 'welcome')
            socket.send(JSON.stringify({ kind: 'call', id: 1, name: 'profiles.openConsole', request }))
          if (message.kind !== 'reply' && message.kind !== 'refusal') return
          socket.close()
          resolve(message)
        }
      }),
    { profile, service: null, typed },
  )
}

describe('the console, from a browser tab without a screen at the agent’s end', () => {
  it('opens in that browser, by the mouse and by the palette (T16, T17)', async () => {
    const clean = { opener: false, referrer: '', back: 1 }
    expect(await arrives(() => choose('shop-dev'))).toEqual(clean)
    await toast('The console of shop-dev opens in a new tab of this browser.').waitFor()
    const byKeys = async () => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('open console shop-dev')
      await page.keyboard.press('Enter')
    }
    expect(await arrives(byKeys)).toEqual(clean)
  })

  it('waits in a tab that cannot reach back, and says what it waits for', async () => {
    scene.scene.standIn.faults.add({ operation: 'federation', delayInMilliseconds: 1_500 })
    const [tab] = await Promise.all([page.context().waitForEvent('page'), choose('shop-dev')])
    await tab.getByText('Opening the console of shop-dev').waitFor()
    expect([tab.url(), await tab.evaluate(() => window.opener)]).toEqual(['about:blank', null])
    await tab.getByRole('heading', { name: 'You are in the console' }).waitFor()
    await tab.close()
  })

  it('opens for a production profile when its name is typed, and for no other word (T16)', async () => {
    await choose('shop-prod')
    await dialog().getByRole('textbox').fill('shop-prod')
    await arrives(() => dialog().getByRole('button', { name: 'Open console' }).click())
    await dialog().waitFor({ state: 'detached' })
    const before = federated()
    for (const typed of [null, 'shop-dev', 'SHOP-PROD', ' '])
      expect(await call('shop-prod', typed)).toMatchObject({
        ...{ kind: 'refusal', error: { code: 'consent-denied' } },
      })
    expect(federated()).toBe(before)
  })

  it('leaves no empty tab behind when AWS says no, and says it with its mark', async () => {
    await choose('top')
    await toast('AWS opens the console for roles only').waitFor()
    expect(tabs()).toEqual([page])
    expect(await page.getByRole('log').locator('[class*=failed]').count()).toBe(1)
    await page.getByRole('log').getByRole('button', { name: 'Close' }).last().click()
  })

  it('opens instead of the session’s own browser that cannot be started, and says so', async () => {
    await setBrowser('google-chrome:Profile 1')
    await arrives(() => choose('shop-dev'))
    await toast(
      /of this browser, with the cookies that are here: Google Chrome · .+ cannot be started/,
    ).waitFor()
    await setBrowser('')
  })
})

describe('a browser that holds the tab back', () => {
  /** The press is used up by another tab just before: to the browser the console's is a pop-up. */
  const heldBack = async () => {
    await page.evaluate(() => {
      const open = window.open.bind(window)
      window.open = (...how) => {
        window.open = open
        open('', '_blank')?.close()
        return open(...how)
      }
    })
    await choose('shop-dev')
    await dialog().getByText('Your browser let no new tab be opened.').waitFor()
  }

  it('is offered a link, that works once', async () => {
    await heldBack()
    expect(await axeFindings(page)).toEqual([])
    const link = dialog().getByRole('link', { name: 'Open console' })
    const href = await link.evaluate((anchor: HTMLAnchorElement) => anchor.href)
    expect(await arrives(() => link.click())).toEqual({ opener: false, referrer: '', back: 1 })
    await dialog().waitFor({ state: 'detached' })
    expect((await tabOf(href)).text).toContain('works once')
  })

  it('is asked to begin again when the minute is over', async () => {
    await page.clock.install()
    await heldBack()
    await page.clock.runFor(60_000)
    await dialog().getByText('The minute is over').waitFor()
    await page.clock.resume()
    await arrives(() => dialog().getByRole('button', { name: 'Open console' }).click())
  })
})

/** As our own page sends it there. */
async function tabOf(href: string): Promise<{ url: string; text: string }> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate((address) => {
      const link = Object.assign(document.createElement('a'), {
        href: address,
        target: '_blank',
        rel: 'noopener',
      })
      document.body.append(link)
      link.click()
      link.remove()
    }, href),
  ])
  await tab.waitForLoadState()
  const seen = { url: tab.url(), text: await tab.locator('body').innerText() }
  await tab.close()
  return seen
}

describe('the one-time address (T7, T16)', () => {
  it('opens nothing for another site, a frame, a script, a typed address or another browser; then once for its own tab', async () => {
    const reply = (await call('shop-dev', null)) as { reply: { inTab: { path: string } } }
    const address = new URL(reply.reply.inTab.path, page.url()).href
    const other = await page.context().newPage()
    const elsewhere = `http://localhost:${(site.address() as AddressInfo).port}/`
    await other.goto(elsewhere)
    const got = await other.evaluate(async (url) => {
      const found: string[] = []
      for (const init of [{}, { credentials: 'include' }, { mode: 'no-cors', credentials: 'include' }])
        await fetch(url, init as RequestInit).then(
          async (response) => found.push(`${response.type} ${response.url} ${await response.text()}`),
          () => undefined,
        )
      for (const tag of ['img', 'iframe', 'script'] as const) {
        const element = document.createElement(tag)
        element.setAttribute('src', url)
        document.body.append(element)
      }
      await new Promise((resolve) => setTimeout(resolve, 500))
      return found
    }, address)
    expect(got.filter((one) => !one.startsWith('opaque  '))).toEqual([])
    await other.evaluate((url) => {
      location.href = url
    }, address)
    await other.waitForURL(address)
    expect(await other.locator('body').innerText()).toContain('Another site asked.')
    // Typed, or pasted.
    expect((await other.goto(address))?.status()).toBe(403)
    const stranger = await (await scene.context()).newPage()
    expect((await stranger.goto(address))?.status()).toBe(403)
    // A script of the window's own page may not look into it either.
    expect(
      await page.evaluate(
        (url) =>
          fetch(url).then(
            (response) => response.url,
            () => 'nothing',
          ),
        address,
      ),
    ).toBe('nothing')
    await Promise.all([other.close(), stranger.context().close()])
    expect((await tabOf(address)).text).toContain('You are in the console')
    expect((await tabOf(address)).text).toContain('works once')
    scene.faults.policy.length = 0
    scene.faults.errors.length = 0
    scene.faults.offOrigin.length = 0
  })
})

it('no sign-in token crossed to the window, and no rule of the page was broken (T15, T23)', async () => {
  expect(tokens().length).toBeGreaterThan(5)
  expect(crossed.length).toBeGreaterThan(5)
  expect(crossed.filter((text) => /SigninToken|\/federation/.test(text))).toEqual([])
  expect(tokens().filter((token) => crossed.some((text) => text.includes(token)))).toEqual([])
  expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
})
