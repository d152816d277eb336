import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import {
  nodeRedirectReceiver,
  type ReceiverLimits,
} from '../../../../../main/hosts/node/redirect-receiver.ts'
import type { OpenReceiver, RedirectRequest } from '../../../../../main/kernel/ports/redirect-receiver.ts'
import type { TcpEnds } from '../../../../../main/kernel/ports/tcp-peers.ts'

const limits: ReceiverLimits = {
  headersTimeoutInMilliseconds: 200,
  checkEveryMilliseconds: 50,
  mostConnections: 8,
  mostHeaderBytes: 32_768,
}
const opened: (OpenReceiver | Socket)[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await ('port' in one ? one.close() : one.destroy())
})

async function receiver(changed: Partial<ReceiverLimits> = {}, html = '<p>reply</p>') {
  const asked: (readonly [RedirectRequest, number])[] = []
  const open = await nodeRedirectReceiver({ ...limits, ...changed }).open((request, port) => {
    asked.push([request, port])
    return { status: 200, html, headers: { 'x-of-the-flow': '1' } }
  })
  opened.push(open)
  return { ...open, asked }
}

/** A socket whose end is awaited: everything it received, however it was closed. */
function client(port: number, text: string): { socket: Socket; ended: Promise<string> } {
  const socket = connect({ port, host: '127.0.0.1' })
  opened.push(socket)
  let received = ''
  socket.setEncoding('utf8').on('data', (piece: string) => {
    received += piece
  })
  socket.on('error', () => undefined)
  socket.write(text)
  return { socket, ended: new Promise((resolve) => socket.once('close', () => resolve(received))) }
}

function send(port: number, text: string): Promise<string> {
  return client(port, text).ended
}

function request(port: number, target = '/oauth/callback?code=1', extra = ''): string {
  return `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${extra}\r\n`
}

const until = async (come: () => boolean) => {
  while (!come()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('nodeRedirectReceiver', () => {
  it.skipIf(!existsSync('/usr/bin/ss'))(
    'listens on 127.0.0.1 and nowhere else (T10) (skipped without ss)',
    async () => {
      const { port } = await receiver()
      const listening = spawnSync('/usr/bin/ss', ['-Hltn', `sport = :${port}`], { encoding: 'utf8' }).stdout
      const addresses = listening
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/)[3])
      expect(addresses).toEqual([`127.0.0.1:${port}`])
      const answers = await Promise.all(
        ['::1', '127.0.0.2'].map(
          (host) =>
            new Promise((resolve) => {
              const socket = connect({ port, host })
              socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'))
              opened.push(socket)
            }),
        ),
      )
      expect(answers).toEqual(['refused', 'refused'])
    },
  )

  it('takes a port that the system chooses, another each time', async () => {
    const ports = [(await receiver()).port, (await receiver()).port, (await receiver()).port]
    expect(new Set(ports).size).toBe(3)
  })

  it('gives the flow what came and the browser what the flow answers, and says goodbye', async () => {
    const { port, asked } = await receiver()
    const reply = await send(
      port,
      request(port, '/oauth/callback?code=%41&state=b', 'Origin: https://a.example\r\n'),
    )
    const [head = '', body] = reply.split('\r\n\r\n')
    expect(asked).toEqual([
      [
        {
          method: 'GET',
          target: '/oauth/callback?code=%41&state=b',
          hosts: [`127.0.0.1:${port}`],
          origins: ['https://a.example'],
        },
        port,
      ],
    ])
    const lines = head.toLowerCase().split('\r\n')
    expect([lines[0], body]).toEqual(['http/1.1 200 ok', '<p>reply</p>'])
    expect(lines).toEqual(
      expect.arrayContaining([
        'x-of-the-flow: 1',
        'content-type: text/html; charset=utf-8',
        'content-length: 12',
        'connection: close',
      ]),
    )
  })

  it('leaves it to the flow to judge a missing, a doubled and a foreign Host (T10)', async () => {
    const { port, asked } = await receiver()
    for (const hosts of ['', 'Host: a\r\nHost: b\r\n', 'Host: evil.example\r\n']) {
      await send(port, `GET / HTTP/1.1\r\n${hosts}\r\n`)
    }
    expect(asked.map(([{ hosts }]) => hosts)).toEqual([[], ['a', 'b'], ['evil.example']])
  })

  const junk: readonly (readonly [what: string, status: RegExp, text: string])[] = [
    ['no HTTP', /^HTTP\/1\.1 400 /, 'hello\r\n\r\n'],
    ['TLS', /^HTTP\/1\.1 400 |^$/, '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
    ['a request line that is too long', /^HTTP\/1\.1 431 /, `GET /${'a'.repeat(33_000)} HTTP/1.1\r\n\r\n`],
    [
      'headers that are too long',
      /^HTTP\/1\.1 431 /,
      `GET / HTTP/1.1\r\nCookie: ${'a'.repeat(33_000)}\r\n\r\n`,
    ],
    [
      'two ways to say how long a body is',
      /^HTTP\/1\.1 400 /,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['a line that begins with a blank', /^HTTP\/1\.1 400 /, 'GET / HTTP/1.1\r\n X: a\r\n\r\n'],
    ['a tunnel', /^$/, 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  ]
  for (const [what, status, text] of junk) {
    it(`turns ${what} away without asking the flow`, async () => {
      const { port, asked } = await receiver()
      expect(await send(port, text)).toMatch(status)
      expect(asked).toEqual([])
      expect(await send(port, request(port))).toMatch(/^HTTP\/1\.1 200 /)
    })
  }

  it('lets a browser bring all its cookies, more than Node itself would take', async () => {
    const { port, asked } = await receiver()
    const cookies = `Cookie: ${'a'.repeat(20_000)}\r\n`
    expect(await send(port, request(port, '/right', cookies))).toMatch(/^HTTP\/1\.1 200 /)
    expect(asked).toHaveLength(1)
  })

  it('reads no body, and answers before one comes', async () => {
    const { port } = await receiver()
    expect(
      await send(port, `POST /oauth/callback HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nx`),
    ).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('asks once for a second request on the same connection (T10)', async () => {
    const { port, asked } = await receiver()
    const replies = await send(port, request(port, '/1') + request(port, '/2'))
    expect([asked.map(([{ target }]) => target), replies.match(/HTTP\/1\.1/g)?.length]).toEqual([['/1'], 1])
  })

  it('drops whoever is slow with a request or sends none, though Node would wait 30 s (M4)', async () => {
    const { port, asked } = await receiver()
    const slow = client(port, 'GET / HTTP/1.1\r\n')
    const drip = setInterval(() => slow.socket.write('X'), 20)
    const silent = client(port, '')
    expect(await Promise.all([slow.ended, silent.ended])).toEqual([
      expect.stringMatching(/^(HTTP\/1\.1 408 .*)?$/s),
      expect.stringMatching(/^(HTTP\/1\.1 408 .*)?$/s),
    ])
    clearInterval(drip)
    expect(asked).toEqual([])
  })

  it('answers the right one in a crowd that holds every connection it can', async () => {
    const { port, asked } = await receiver({ headersTimeoutInMilliseconds: 60_000 })
    const crowd = Array.from({ length: 40 }, () => client(port, 'GET / HTTP/1.1\r\n'))
    await until(() => crowd.every(({ socket }) => !socket.connecting))
    expect(await send(port, request(port, '/right'))).toMatch(/^HTTP\/1\.1 200 /)
    expect(asked.map(([{ target }]) => target)).toEqual(['/right'])
    await until(() => crowd.filter(({ socket }) => !socket.destroyed).length <= limits.mostConnections)
  })

  it('asks in order for what comes at the same time, and answers each', async () => {
    const { port, asked } = await receiver({ mostConnections: 200 })
    const targets = Array.from({ length: 100 }, (_, index) => `/${index}`)
    const replies = await Promise.all(targets.map((target) => send(port, request(port, target))))
    expect(replies.filter((reply) => reply.startsWith('HTTP/1.1 200'))).toHaveLength(100)
    expect(asked.map(([{ target }]) => target).sort()).toEqual(targets.sort())
  })

  it('frees the port at once when it closes, and cuts off whoever is still there (R26)', async () => {
    const open = await receiver({ headersTimeoutInMilliseconds: 60_000 })
    const held = [client(open.port, ''), client(open.port, 'GET / HT')]
    await until(() => held.every(({ socket }) => !socket.connecting))
    await Promise.all([open.close(), open.close()])
    const taken = createServer()
    await new Promise<void>((resolve, reject) => {
      taken.once('error', reject).listen({ port: open.port, host: '127.0.0.1', exclusive: true }, resolve)
    })
    await new Promise((resolve) => taken.close(resolve))
    await Promise.all(held.map(({ ended }) => ended))
    await open.close()
  })

  it('hands a reply over whole though it is closed as soon as the flow has answered', async () => {
    const html = `<p>${'x'.repeat(50_000)}</p>`
    let closed: Promise<void> | undefined
    const open: OpenReceiver = await nodeRedirectReceiver(limits).open(() => {
      closed = Promise.resolve().then(() => open.close())
      return { status: 200, html, headers: {} }
    })
    opened.push(open)
    expect((await send(open.port, request(open.port))).split('\r\n\r\n')[1]).toBe(html)
    await closed
  })

  it('lives through a browser that leaves before the reply', async () => {
    const { port, asked } = await receiver({}, 'x'.repeat(1_000_000))
    const { socket } = client(port, request(port, '/left'))
    socket.once('connect', () => socket.resetAndDestroy())
    expect(await send(port, request(port, '/stayed'))).toMatch(/^HTTP\/1\.1 200 /)
    expect(asked.at(-1)?.[0].target).toBe('/stayed')
  })
})

describe('whose request it is', () => {
  const asked = async (canTell: boolean, looksAtPeers: boolean) => {
    const ends: TcpEnds[] = []
    const peers = {
      canTell,
      async isOurs(of: TcpEnds) {
        ends.push(of)
        return false
      },
    }
    const seen: RedirectRequest[] = []
    const open = await nodeRedirectReceiver(limits, peers).open(
      (one) => {
        seen.push(one)
        return { status: 200, html: '', headers: {} }
      },
      { looksAtPeers },
    )
    opened.push(open)
    await send(open.port, request(open.port))
    return { isOurs: seen[0]?.isOurs, ends, port: open.port }
  }

  it('is asked of the system for who wants to know', async () => {
    const { isOurs, ends, port } = await asked(true, true)
    expect(isOurs).toBe(false)
    expect(ends).toEqual([
      {
        ...{ localAddress: '127.0.0.1', localPort: port },
        ...{ remoteAddress: '127.0.0.1', remotePort: expect.any(Number) },
      },
    ])
  })

  it('is not known where nobody asked, or the system does not tell', async () => {
    for (const [canTell, looksAtPeers] of [
      [true, false],
      [false, true],
    ] as const) {
      expect(await asked(canTell, looksAtPeers)).toMatchObject({ isOurs: undefined, ends: [] })
    }
  })
})
