import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { tcpPeers } from '../../../../../main/hosts/node/peer-of-tcp.ts'
import { Secret } from '../../../../../main/kernel/secret.ts'
import { mostBytesOfCall } from '../../../../../preload/contract/messages.ts'
import { gotByAnotherUser, whyNotAnotherUser } from '../../../../fakes/another-user.ts'
import { until } from '../../../../headless/harness.ts'
import { endOf, TabRig } from './tab-rig.ts'

const rigs: TabRig[] = []
async function start(options: Parameters<typeof TabRig.start>[0] = {}): Promise<TabRig> {
  const rig = await TabRig.start(options)
  rigs.push(rig)
  return rig
}
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.server.close()))
})

describe('serveBrowser', () => {
  it('changes a link into a cookie once, and a look ahead does not use it up', async () => {
    const rig = await start()
    const { pathname } = rig.server.link()
    expect((await rig.ask(pathname, {}, 'HEAD')).status).toBe(403)
    const first = await rig.ask(pathname)
    expect([first.status, first.headers['set-cookie']?.[0]]).toEqual([
      200,
      expect.stringMatching(/^signet-tab=[0-9a-f]{64}; Path=\/[0-9a-f]{64}\/; HttpOnly; SameSite=Strict$/),
    ])
    const second = await rig.ask(pathname)
    expect([second.status, second.headers['set-cookie'], second.body]).toEqual([
      403,
      undefined,
      expect.stringContaining('signet ui'),
    ])
  })

  it('refuses a link that another site leads to, and keeps it for the person (T16)', async () => {
    const rig = await start()
    const { pathname } = rig.server.link()
    expect((await rig.ask(pathname, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await rig.ask(pathname, { 'sec-fetch-site': 'none' })).status).toBe(200)
  })

  it('keeps the eight newest links', async () => {
    const rig = await start()
    const links = Array.from({ length: 9 }, () => rig.server.link().pathname)
    expect((await rig.ask(links[0] ?? '')).status).toBe(403)
    expect((await rig.ask(links[1] ?? '')).status).toBe(200)
  })

  it('gives a file to its own cookie alone (T16)', async () => {
    const [rig, other] = await Promise.all([start(), start()])
    const [cookie, foreign] = await Promise.all([rig.enter(), other.enter()])
    const path = `/${rig.folder}/`
    const got = async (headers: Record<string, string | string[]>) => (await rig.ask(path, headers)).body
    expect(await got({ cookie })).toBe('the window')
    for (const headers of [
      {},
      { cookie: foreign },
      { cookie: `${cookie}0` },
      { cookie: 'signet-tab=' },
      { cookie: `${cookie}; ${foreign}` },
      { cookie: [cookie, foreign] },
      { cookie, host: 'localhost' },
      { cookie, origin: 'http://evil.test' },
      { cookie, 'sec-fetch-site': 'cross-site' },
    ])
      expect(await got(headers)).not.toContain('the window')
    expect((await rig.ask(`/${other.folder}/`, { cookie })).status).toBe(404)
  })

  it('answers no odd target, and no request with two hosts or none (T7)', async () => {
    const rig = await start()
    const cookie = await rig.enter()
    const raw = (line: string, ...headers: string[]) =>
      rig.raw([line, ...headers, `Cookie: ${cookie}`, 'Connection: close', '', ''].join('\r\n'))
    const host = `Host: ${rig.host}`
    const path = `/${rig.folder}/`
    expect(await raw(`GET ${path} HTTP/1.1`, host)).toContain('the window')
    const forged = await Promise.all([
      raw(`GET ${path} HTTP/1.1`),
      raw(`GET ${path} HTTP/1.0`),
      raw(`GET ${path} HTTP/1.1`, host, 'Host: evil.test'),
      raw(`GET ${path} HTTP/1.1`, 'Host: evil.test', host),
      raw(`GET ${path} HTTP/1.1`, host, 'Origin: http://evil.test', `Origin: http://${rig.host}`),
      raw(`GET http://${rig.host}${path} HTTP/1.1`, host),
      raw(`GET /x/..${path} HTTP/1.1`, host),
      raw(`GET ${path}..%2f HTTP/1.1`, host),
      raw(`GET ${path}%00 HTTP/1.1`, host),
      raw(`GET ${path}\u0000 HTTP/1.1`, host),
      raw(`GET \\${rig.folder}\\ HTTP/1.1`, host),
      raw(`POST ${path} HTTP/1.1`, host, 'Content-Length: 0'),
      raw(`CONNECT 127.0.0.1:1 HTTP/1.1`, host),
      raw(`GET ${path} HTTP/1.1`, host, `X: ${'x'.repeat(9_000)}`),
      raw('\u0016\u0003\u0001 hello'),
    ])
    for (const said of forged) expect(said).not.toMatch(/the window|HTTP\/1\.1 2/)
    expect(await raw(`GET ${path} HTTP/1.1`, host)).toContain('the window')
  })
})

describe('serveBrowser: sockets', () => {
  it('opens for the cookie and our own page, and for nobody else (T16)', async () => {
    const rig = await start()
    const cookie = await rig.enter()
    const refused = (headers: Record<string, string>, given: string | undefined = cookie) =>
      expect(rig.open(given, headers)).rejects.toThrow('403')
    await refused({}, 'signet-tab=wrong')
    await refused({ origin: 'http://evil.test' })
    await refused({ 'sec-fetch-site': 'cross-site' })
    await refused({ host: `localhost:${rig.port}` })
    await refused({ cookie: '' })
    const socket = await rig.open(cookie)
    socket.send('{"a":1}')
    expect(String((await once(socket, 'message'))[0])).toBe('{"a":1}')
  })

  it('ends a socket that sends no call, bytes, or too much; the others stay (T27)', async () => {
    const rig = await start()
    const cookie = await rig.enter()
    const stays = await rig.open(cookie)
    const endBy = async (payload: string | Buffer) => {
      const socket = await rig.open(cookie)
      const ended = endOf(socket)
      socket.send(payload)
      return ended
    }
    expect(await endBy('no call')).toBe(1008)
    expect(await endBy(Buffer.from('{}'))).toBe(1008)
    expect([1006, 1009]).toContain(await endBy(`{"a":"${'x'.repeat(mostBytesOfCall)}"}`))
    expect(rig.heard.filter((text) => text !== 'closed')).toEqual(['no call'])
    stays.send('{}')
    await once(stays, 'message')
  })

  it('takes nothing before a greeting, and one greeting only (T16, T27)', async () => {
    const rig = await start()
    const cookie = await rig.enter()
    const first = [
      ...['{"kind":"call","id":1,"name":"state.read","request":{}}', 'no greeting', '{"kind":"greet"}'],
      `{"kind":"greet","nonce":"${'a'.repeat(63)}"}`,
      `{"kind":"greet","nonce":null,"more":1}`,
      `{"kind":"greet","nonce":null${' '.repeat(300)}}`,
    ]
    for (const text of first) {
      const socket = await rig.connect(cookie)
      const said: unknown[] = []
      socket.on('message', (message) => said.push(message))
      const ended = endOf(socket)
      socket.send(text)
      expect([await ended, said]).toEqual([1008, []])
    }
    expect(rig.heard).toEqual([])
  })

  it('proves to a tab that comes back that it is the same server, with a key that it tells only to new pages (T16)', async () => {
    const [rig, other] = [await start(), await start()]
    const cookie = await rig.enter()
    const nonce = 'ab'.repeat(32)
    const { kind, key = '' } = await rig.greet(await rig.connect(cookie), null)
    const again = await rig.greet(await rig.connect(cookie), nonce)
    const proof = createHmac('sha256', Buffer.from(key, 'hex')).update(`signet tab ${nonce}`).digest('hex')
    expect([kind, again]).toEqual(['welcome', { kind: 'proof', proof }])
    const elsewhere = await other.greet(await other.connect(await other.enter()), nonce)
    expect(elsewhere).not.toEqual(again)
  })

  it('lets 32 of 200 sockets in, and goes on for those (T27)', async () => {
    const rig = await start()
    const cookie = await rig.enter()
    const tried = await Promise.allSettled(Array.from({ length: 200 }, () => rig.open(cookie)))
    const open = tried.filter((one) => one.status === 'fulfilled')
    expect([open.length, rig.server.tabs()]).toEqual([32, 32])
    open[0]?.value.close()
    await until(() => rig.server.tabs() === 31, 'one is gone')
    await rig.open(cookie)
  })

  it('lets go of who never finishes a request (T27, M4)', async () => {
    const rig = await start()
    const cookie = await rig.enter()
    const slow = connect(rig.port, '127.0.0.1')
    slow.on('error', () => undefined)
    slow.write(`GET /${rig.folder}/ HTTP/1.1\r\nHost:`)
    const drip = setInterval(() => slow.write(' '), 100)
    await new Promise((resolve) => slow.once('close', resolve))
    clearInterval(drip)
    expect((await rig.ask(`/${rig.folder}/`, { cookie })).status).toBe(200)
  })
})

describe('serveBrowser: the way out to a page', () => {
  const address = new URL(
    'https://eu-west-1.signin.aws.amazon.com/federation?Action=login&SigninToken=CANARY',
  )
  const led = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

  /** A tab, and what holds an address for it. */
  async function scene() {
    const rig = await start()
    const cookie = await rig.enter()
    const window = await rig.open(cookie)
    const hold = () => `/${rig.folder}/${rig.tabs[0]?.hold(new Secret(address))}`
    return { rig, cookie, window, hold }
  }

  it('leads the browser of the tab that asked there, once; the address is in that header alone (T16, T17)', async () => {
    const { rig, cookie, hold } = await scene()
    const path = hold()
    expect(path).toMatch(/^\/[0-9a-f]{64}\/open\/[0-9a-f]{64}$/)
    const { status, headers, body } = await rig.ask(path, { ...led, cookie })
    const { location, ...others } = headers
    expect([status, location]).toEqual([303, address.href])
    expect(others).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(JSON.stringify([others, body])).not.toContain('CANARY')
    const again = await rig.ask(path, { ...led, cookie })
    expect([again.status, again.headers.location, again.body]).toEqual([
      410,
      undefined,
      expect.stringContaining('works once'),
    ])
  })

  it('leads nobody else there, and is not used up by them (T7, T16)', async () => {
    const { rig, cookie, hold } = await scene()
    const other = await rig.enter()
    const path = hold()
    for (const [headers, method] of [
      [{ ...led }],
      [{ ...led, cookie: other }],
      [{ ...led, cookie: `${cookie}; ${other}` }],
      [{ ...led, cookie: 'signet-tab=' }],
      [{ ...led, cookie, host: 'localhost' }],
      [{ ...led, cookie, origin: 'http://evil.test' }],
      [{ ...led, cookie, 'sec-fetch-site': 'cross-site' }],
      [{ ...led, cookie, 'sec-fetch-site': 'none' }],
      [{ ...led, cookie, 'sec-fetch-dest': 'iframe' }],
      [{ ...led, cookie, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
      [{ ...led, cookie }, 'HEAD'],
      [{ ...led, cookie }, 'POST'],
    ] as const) {
      const { status, headers: got, body } = await rig.ask(path, headers, method)
      expect([status >= 400, got.location, body.includes('CANARY')]).toEqual([true, undefined, false])
    }
    expect((await rig.ask(path, { ...led, cookie })).status).toBe(303)
  })

  it('ends after a minute, and with the cookie (T16)', async () => {
    const { rig, cookie, hold } = await scene()
    const late = hold()
    await rig.clock.advance(60_000)
    expect((await rig.ask(late, { ...led, cookie })).status).toBe(410)
    const path = hold()
    // Newer tabs push the oldest cookie out.
    for (let more = 0; more < 64; more += 1) await rig.enter()
    expect((await rig.ask(path, { ...led, cookie })).status).toBe(410)
  })

  it('is not there for another server, or after the end of its own', async () => {
    const [one, other] = [await scene(), await scene()]
    const path = one.hold()
    const { status } = await other.rig.ask(path, { ...led, cookie: other.cookie })
    expect(status).toBe(404)
    await one.rig.server.close()
    await expect(one.rig.ask(path, { ...led, cookie: one.cookie })).rejects.toThrow('ECONNREFUSED')
  })
})

describe('serveBrowser: its end', () => {
  it('comes by itself when nobody looks, and not while somebody does', async () => {
    const rig = await start({ idleInMilliseconds: 300 })
    const socket = await rig.open(await rig.enter())
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(rig.ends).toBe(0)
    socket.close()
    await until(() => rig.ends === 1, 'it ends by itself')
    await expect(rig.ask('/')).rejects.toThrow(/ECONNREFUSED|ECONNRESET/)
  })

  it('waits anew for whoever has just asked for a link', async () => {
    const rig = await start({ idleInMilliseconds: 400 })
    for (let asked = 0; asked < 4; asked += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      rig.server.link()
    }
    expect(rig.ends).toBe(0)
  })

  it('ends its tabs for good, once', async () => {
    const rig = await start()
    const ended = endOf(await rig.open(await rig.enter()))
    await Promise.all([rig.server.close(), rig.server.close()])
    expect([await ended, rig.ends]).toEqual([1001, 1])
  })

  it('ends a tab whose cookie newer ones have pushed out', async () => {
    const rig = await start()
    const cookie = await rig.enter()
    const ended = endOf(await rig.open(cookie))
    for (let entered = 0; entered < 64; entered += 1) await rig.enter()
    expect(await ended).toBe(1001)
    expect((await rig.ask(`/${rig.folder}/`, { cookie })).status).toBe(403)
  })
})

describe('serveBrowser: other users', () => {
  it('lets nobody in whom the system calls a stranger, whatever they bring (T8, T16)', async () => {
    const answers = [true, false]
    const peers = { canTell: true, isOurs: () => Promise.resolve(answers.shift() ?? false) }
    const rig = await start({ peers })
    const cookie = await rig.enter()
    await expect(rig.ask(`/${rig.folder}/`, { cookie })).rejects.toThrow(/socket hang up|ECONNRESET/)
    await expect(rig.open(cookie)).rejects.toThrow(/socket hang up|ECONNRESET/)
    expect(rig.noted).toEqual(['window.foreign'])
  })

  const why = process.platform === 'linux' ? whyNotAnotherUser() : 'this is not Linux'
  it.skipIf(why)(
    `gives not one byte to another user with the right cookie (T8)${why && ` (skipped: ${why})`}`,
    async () => {
      const rig = await start({ peers: tcpPeers() })
      const cookie = await rig.enter()
      expect(await gotByAnotherUser(`http://${rig.host}/${rig.folder}/`, { cookie })).toBe('ECONNRESET\n')
      expect((await rig.ask(`/${rig.folder}/`, { cookie })).body).toBe('the window')
    },
  )
})
