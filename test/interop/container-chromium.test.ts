/**
 * A real Chromium, and pages that want the credentials. They know more than any page could: the port, the path and the
 * token. What they get is looked for in everything that their script can read.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAbsence, chromiumArguments, chromiumPath } from '../fakes/chromium.ts'
import { type EndpointScene, endpointScene, issuedCanaries, leaked } from '../fakes/endpoint-scene.ts'

/** Each way tells in a string what it got. */
const attempts: Readonly<Record<string, string>> = {
  fetch: 'async ({ url }) => (await fetch(url)).text()',
  'fetch with the token':
    'async ({ url, token }) => (await fetch(url, { headers: { authorization: token } })).text()',
  'fetch with the token and cookies':
    "async ({ url, token }) => (await fetch(url, { headers: { authorization: token }, credentials: 'include' })).text()",
  'fetch without CORS':
    "async ({ url }) => { const r = await fetch(url, { mode: 'no-cors' }); return r.type + (await r.text()) }",
  'fetch of a POST': "async ({ url, token }) => (await fetch(url, { method: 'POST', body: token })).text()",
  'fetch from a private network':
    "async ({ url, token }) => (await fetch(url, { targetAddressSpace: 'loopback', headers: { authorization: token } })).text()",
  XMLHttpRequest:
    "({ url, token }) => new Promise((done) => { const x = new XMLHttpRequest(); x.open('GET', url); x.setRequestHeader('authorization', token); x.onloadend = () => done(x.responseText); x.send() })",
  'a user and a password in the address':
    "async ({ url, token }) => (await fetch(url.replace('//', '//' + token + ':x@'))).text()",
  image:
    "({ url }) => new Promise((done) => { const i = new Image(); i.onload = () => done('loaded ' + i.width); i.onerror = () => done('error'); i.src = url; document.body.append(i) })",
  script:
    "({ url }) => new Promise((done) => { window.onerror = (m) => done(String(m)); const s = document.createElement('script'); s.onload = () => done('loaded'); s.onerror = () => done('error'); s.src = url; document.body.append(s) })",
  stylesheet:
    "({ url }) => new Promise((done) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.onload = () => done([...document.styleSheets].map((s) => { try { return [...s.cssRules].map((r) => r.cssText).join() } catch (e) { return String(e) } }).join()); l.onerror = () => done('error'); l.href = url; document.head.append(l) })",
  iframe:
    "({ url }) => new Promise((done) => { const f = document.createElement('iframe'); f.onload = () => { try { done(f.contentDocument.body.innerText) } catch (e) { done(String(e)) } }; f.src = url; document.body.append(f) })",
  object:
    "({ url }) => new Promise((done) => { const o = document.createElement('object'); o.data = url; o.onload = () => { try { done(o.contentDocument.body.innerText) } catch (e) { done(String(e)) } }; o.onerror = () => done('error'); document.body.append(o); setTimeout(() => done('nothing'), 1500) })",
  form: "({ url, token }) => new Promise((done) => { const f = document.createElement('iframe'); f.name = 'target'; document.body.append(f); const form = document.createElement('form'); form.action = url; form.method = 'POST'; form.target = 'target'; const i = document.createElement('input'); i.name = 'authorization'; i.value = token; form.append(i); document.body.append(form); f.onload = () => { try { done(f.contentDocument.body.innerText) } catch (e) { done(String(e)) } }; form.submit() })",
  'form by GET':
    "({ url }) => new Promise((done) => { const f = document.createElement('iframe'); f.name = 'target2'; document.body.append(f); const form = document.createElement('form'); form.action = url; form.target = 'target2'; document.body.append(form); f.onload = () => { try { done(f.contentDocument.body.innerText) } catch (e) { done(String(e)) } }; form.submit() })",
  WebSocket:
    "({ url }) => new Promise((done) => { const w = new WebSocket(url.replace('http', 'ws')); w.onmessage = (m) => done(m.data); w.onerror = () => done('error'); w.onopen = () => done('open') })",
  EventSource:
    "({ url }) => new Promise((done) => { const e = new EventSource(url); e.onmessage = (m) => done(m.data); e.onerror = () => { e.close(); done('error') } })",
  beacon: 'async ({ url, token }) => String(navigator.sendBeacon(url, token))',
  'a worker':
    "({ url, token }) => new Promise((done) => { const w = new Worker(URL.createObjectURL(new Blob(['onmessage = async ({ data }) => { try { postMessage(await (await fetch(data.url, { headers: { authorization: data.token } })).text()) } catch (e) { postMessage(String(e)) } }']))); w.onmessage = ({ data }) => done(data); w.onerror = () => done('error'); w.postMessage({ url, token }) })",
}

describe.skipIf(chromiumAbsence)(
  `pages in Chromium that want the container endpoint's credentials (skipped without ${chromiumPath})`,
  () => {
    let scene: EndpointScene
    let site: Server
    let browser: Browser
    let given = 0
    beforeAll(async () => {
      scene = await endpointScene({
        async issue() {
          given += 1
          return issuedCanaries
        },
      })
      site = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        response.end('<!doctype html><title>evil</title><body>')
      })
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
      browser = await chromium.launch({
        executablePath: chromiumPath,
        args: [
          ...chromiumArguments,
          // This browser's own guard of loopback is new: others do not have it.
          '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWarn,BlockInsecurePrivateNetworkRequests',
          // The page's own name server says that its name is 127.0.0.1 now.
          '--host-resolver-rules=MAP evil.example 127.0.0.1',
        ],
      })
    })
    afterAll(async () => {
      await browser.close()
      site.close()
      await scene.close()
    })

    /** Runs every way on a page, and tells what all of them got. */
    async function tryAll(
      page: Page,
      url: string,
    ): Promise<{ readonly got: string; readonly tried: number }> {
      const target = { url, token: scene.address.token }
      const results: string[] = []
      for (const [name, script] of Object.entries(attempts)) {
        const limited = `Promise.race([(${script})(${JSON.stringify(target)}).catch(String), new Promise((done) => setTimeout(() => done('hung'), 4000))])`
        results.push(`${name}: ${await page.evaluate(limited)}`)
      }
      const frames = await Promise.all(page.frames().map((frame) => frame.content().catch(() => '')))
      return { got: [...results, ...frames].join('\n'), tried: results.length }
    }

    it('from a page of another site get 0 bytes of it (T7)', async () => {
      const page = await browser.newPage()
      await page.goto(`http://evil.example:${(site.address() as AddressInfo).port}/`)
      const { port, path } = scene.address
      const { got, tried } = await tryAll(page, `http://127.0.0.1:${port}${path}`)
      expect({ leaked: leaked(got), given, tried }).toEqual({ leaked: 0, given: 0, tried: 19 })
      await page.close()
    })

    it('from a page whose name was rebound to 127.0.0.1, of the same origin for the browser, get 0 bytes (T7)', async () => {
      const page = await browser.newPage()
      const { port, path } = scene.address
      const home = `http://evil.example:${port}/`
      // What the page's own server said before its name meant this machine.
      await page.route(home, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' }),
      )
      await page.goto(home)
      const { got, tried } = await tryAll(page, `http://evil.example:${port}${path}`)
      // It was let through by the browser: the endpoint's own refusal was read.
      const wasRefused = got.includes('The Host header is not the address of this endpoint.')
      expect({ leaked: leaked(got), given, tried, wasRefused }).toEqual({
        leaked: 0,
        given: 0,
        tried: 19,
        wasRefused: true,
      })
      await page.close()
    })

    it('that a person opens by its very address is refused, too (T7)', async () => {
      const page = await browser.newPage()
      const { port, path, token } = scene.address
      await page.setExtraHTTPHeaders({ authorization: token })
      const response = await page.goto(`http://127.0.0.1:${port}${path}`)
      const got = `${await response?.text()}${await page.content()}`
      expect({ status: response?.status(), leaked: leaked(got), given }).toEqual({
        status: 403,
        leaked: 0,
        given: 0,
      })
      await page.close()
    })

    it('while a program is served with the same address and token', async () => {
      const { port, path, token } = scene.address
      const { get } = await import('node:http')
      const text = await new Promise<string>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path, headers: { authorization: token } }, (response) => {
          let body = ''
          response.setEncoding('utf8').on('data', (piece: string) => {
            body += piece
          })
          response.on('end', () => resolve(body))
        }).on('error', reject)
      })
      expect({ leaked: leaked(text), given }).toEqual({ leaked: 3, given: 1 })
    })
  },
)
