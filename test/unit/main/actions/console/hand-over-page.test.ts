import { describe, expect, it } from 'vitest'
import { handOver } from '../../../../../main/actions/console/hand-over-page.ts'
import type { RedirectReply, RedirectRequest } from '../../../../../main/kernel/ports/redirect-receiver.ts'
import { FakeClock, settle } from '../../../../fakes/fake-clock.ts'
import { FakeRedirectReceiver } from '../../../../fakes/fake-redirect-receiver.ts'
import { ScriptedBrowser } from '../../../../fakes/scripted-browser.ts'
import { SeededRandom } from '../../../../fakes/seeded-random.ts'

const secret = new URL('https://signin.example/federation?SigninToken=CANARY')

function scene(visit: (url: URL) => boolean | Promise<boolean> = () => true) {
  const redirectReceiver = new FakeRedirectReceiver()
  const clock = new FakeClock()
  const browser = new ScriptedBrowser(visit)
  const abort = new AbortController()
  const start = () =>
    handOver(
      secret,
      browser,
      { redirectReceiver, clock, random: new SeededRandom() },
      { profile: 'dev', signal: abort.signal },
    )
  const fetched = (
    changed: Partial<RedirectRequest> = {},
    path = browser.opened[0]?.pathname ?? '',
  ): RedirectReply => redirectReceiver.request(path, changed)
  return { redirectReceiver, clock, browser, abort, start, fetched }
}

describe('handOver', () => {
  it('sends the first visitor on, and the browser’s argument says nothing of where (T11)', async () => {
    const { start, browser, fetched, redirectReceiver } = scene()
    const handing = start()
    await settle()
    const [page] = browser.opened
    expect(page?.href).toMatch(/^http:\/\/127\.0\.0\.1:41001\/open\/[0-9a-f]{32}$/)
    const { status, headers, html } = fetched()
    expect([status, headers.location, headers['referrer-policy'], headers['cache-control']]).toEqual([
      303,
      secret.href,
      'no-referrer',
      'no-store',
    ])
    expect(html).not.toContain('CANARY')
    expect(fetched()).toMatchObject({
      status: 410,
      headers: expect.not.objectContaining({ location: secret.href }),
    })
    expect(await handing).toBe('taken')
    expect(redirectReceiver.openPorts).toEqual([])
  })

  it.each<[string, Partial<RedirectRequest>, string | undefined, number]>([
    ['another path', {}, '/open/00000000000000000000000000000000', 404],
    ['a query behind it', {}, 'QUERY', 404],
    ['no host', { hosts: [] }, undefined, 421],
    ['a name that leads here', { hosts: ['evil.example:41001'] }, undefined, 421],
    ['another port', { hosts: ['127.0.0.1:1'] }, undefined, 421],
    ['two hosts', { hosts: ['127.0.0.1:41001', '127.0.0.1:41001'] }, undefined, 421],
    ['a page’s own request', { origins: ['https://evil.example'] }, undefined, 403],
    ['an opaque origin', { origins: ['null'] }, undefined, 403],
    ['another person of this machine', { isOurs: false }, undefined, 403],
    ['a POST', { method: 'POST' }, undefined, 405],
  ])('gives nothing to %s, and goes on waiting (T10)', async (_, changed, path, status) => {
    const { start, browser, fetched } = scene()
    const handing = start()
    await settle()
    const reply = fetched(changed, path === 'QUERY' ? `${browser.opened[0]?.pathname}?x` : path)
    expect([reply.status, JSON.stringify(reply).includes('CANARY')]).toEqual([status, false])
    expect(fetched({ isOurs: true }).status).toBe(303)
    expect(await handing).toBe('taken')
  })

  it('closes the page after 30 seconds', async () => {
    const { start, clock, fetched, redirectReceiver } = scene()
    const handing = start()
    await settle()
    await clock.advance(29_000)
    expect(redirectReceiver.openPorts).toHaveLength(1)
    await clock.advance(1_000)
    expect(await handing).toBe('not-taken')
    expect([redirectReceiver.openPorts, fetched().status]).toEqual([[], 410])
  })

  it('says that no browser could be started', async () => {
    const { start, redirectReceiver } = scene(() => false)
    expect(await start()).toBe('no-browser')
    expect(redirectReceiver.openPorts).toEqual([])
  })

  it('does not wait for a browser that stays open', async () => {
    const { start, fetched } = scene(() => new Promise(() => undefined))
    const handing = start()
    await settle()
    fetched()
    expect(await handing).toBe('taken')
  })

  it('ends with whoever asked', async () => {
    const { start, abort, redirectReceiver } = scene()
    const handing = start()
    await settle()
    abort.abort(new Error('interrupted'))
    await expect(handing).rejects.toThrow('interrupted')
    expect(redirectReceiver.openPorts).toEqual([])
  })

  it('says so when no port can be had', async () => {
    const { start, redirectReceiver, browser } = scene()
    redirectReceiver.failures = 1
    await expect(start()).rejects.toMatchObject({ code: 'loopback-unavailable' })
    expect(browser.opened).toEqual([])
  })
})
