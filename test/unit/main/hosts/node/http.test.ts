import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { NotSent } from '../../../../../main/aws/not-sent.ts'
import {
  type HttpLimits,
  type NodeHttpOptions,
  nodeHttp,
  refuseUnsafeTlsEnvironment,
} from '../../../../../main/hosts/node/http.ts'
import { AppError, UnavailableError } from '../../../../../main/kernel/errors.ts'
import type { HttpRequest } from '../../../../../main/kernel/ports/http.ts'
import { testAuthority } from '../../../../fakes/certificates.ts'
import { type LoopbackServer, loopbackServer, tcpServer } from '../../../../fakes/loopback-server.ts'

const day = 86_400_000
const authority = testAuthority()
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const smallLimits: HttpLimits = {
  connectInMilliseconds: 300,
  headersInMilliseconds: 300,
  totalInMilliseconds: 900,
  bodyInBytes: 64 * 1024,
}

function http(options: Partial<NodeHttpOptions> = {}) {
  const host = nodeHttp({ env: {}, certificateAuthorities: () => [authority.cert], ...options })
  closing.push(() => host.close())
  return host
}

async function serve(...parameters: Parameters<typeof loopbackServer>): Promise<LoopbackServer> {
  const server = await loopbackServer(...parameters)
  closing.push(() => server.close())
  return server
}

async function serveTcp(...parameters: Parameters<typeof tcpServer>) {
  const server = await tcpServer(...parameters)
  closing.push(() => server.close())
  return server
}

function post(url: string, signal?: AbortSignal): HttpRequest {
  const body = new TextEncoder().encode('{"refreshToken":"canary"}')
  return { method: 'POST', url: new URL(url), headers: {}, body, ...(signal ? { signal } : {}) }
}

async function faultOf(sending: Promise<unknown>): Promise<{ code: string; sent: boolean; message: string }> {
  const error: unknown = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UnavailableError)) throw error ?? new TypeError('it went through')
  return { code: error.code, sent: !(error.cause instanceof NotSent), message: error.message }
}

describe('nodeHttp', () => {
  it('sends method, path, query, headers and body, and brings back status, headers and body', async () => {
    const server = await serve((_, response) => {
      response.writeHead(418, { 'X-Amzn-ErrorType': 'Teapot', 'Set-Cookie': ['a=1', 'b=2'] }).end('short')
    })
    const reply = await http().send({
      ...post(`http://127.0.0.1:${server.port}/x/v1/token?a=%20b`),
      headers: { dpop: 'proof' },
    })
    const { headers } = server.received[0] ?? {}
    expect({
      status: reply.status,
      type: reply.headers['x-amzn-errortype'],
      cookie: reply.headers['set-cookie'],
      body: new TextDecoder().decode(reply.body),
      received: server.received.map(({ method, url, body }) => ({ method, url, body })),
      sent: [headers?.dpop, headers?.['accept-encoding'], headers?.host],
    }).toEqual({
      status: 418,
      type: 'Teapot',
      cookie: 'a=1',
      body: 'short',
      received: [{ method: 'POST', url: '/x/v1/token?a=%20b', body: '{"refreshToken":"canary"}' }],
      sent: ['proof', 'identity', `127.0.0.1:${server.port}`],
    })
  })

  it('sends an empty POST with a length of 0', async () => {
    const server = await serve((_, response) => void response.end())
    await http().send({
      method: 'POST',
      url: new URL(`http://127.0.0.1:${server.port}/get-resource-policy`),
      headers: {},
    })
    expect(server.received[0]?.headers['content-length']).toBe('0')
  })

  it('follows no redirect (R16)', async () => {
    const server = await serve((_, response) => void response.writeHead(302, { location: '/else' }).end())
    const { status } = await http().send(post(`http://127.0.0.1:${server.port}/`))
    expect([status, server.received.length]).toEqual([302, 1])
  })

  it('asks nobody but this machine in the clear', async () => {
    await expect(http().send(post('http://0.0.0.0:1/'))).rejects.toMatchObject({ code: 'endpoint-invalid' })
  })

  it('throws the reason of an abort, before it starts and while it waits', async () => {
    const server = await serve(() => {})
    const reason = new Error('enough')
    const controller = new AbortController()
    const early = http().send(post(`http://127.0.0.1:${server.port}/`, AbortSignal.abort(reason)))
    await expect(early).rejects.toBe(reason)
    expect(server.connections()).toBe(0)
    const late = http().send(post(`http://127.0.0.1:${server.port}/`, controller.signal))
    setTimeout(() => controller.abort(reason), 50)
    await expect(late).rejects.toBe(reason)
  })
})

describe('nodeHttp, when it is given up while it connects', () => {
  it('sends nothing', async () => {
    const server = await serve((_, response) => void response.end())
    const host = http()
    const reason = new Error('enough')
    const controller = new AbortController()
    const given = host.send(post(`http://127.0.0.1:${server.port}/given-up`, controller.signal))
    controller.abort(reason)
    await expect(given).rejects.toBe(reason)
    for (const path of ['/1', '/2', '/3']) await host.send(post(`http://127.0.0.1:${server.port}${path}`))
    expect(server.received.map(({ url }) => url)).toEqual(['/1', '/2', '/3'])
  })
})

describe('nodeHttp, when the network is at fault', () => {
  it('tells a refused connection, and that nothing was sent (R13)', async () => {
    const server = await tcpServer(() => {})
    await server.close()
    const fault = await faultOf(http().send(post(`http://127.0.0.1:${server.port}/`)))
    expect(fault).toMatchObject({ code: 'network-down', sent: false })
    expect(fault.message).toContain(`127.0.0.1:${server.port}`)
  })

  it('tells a connection that broke off, and that the request may have arrived (R18)', async () => {
    const reset = await serve((request) => void request.socket.resetAndDestroy())
    const half = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy())
    })
    const faults = [
      await faultOf(http().send(post(`http://127.0.0.1:${reset.port}/`))),
      await faultOf(http().send(post(`http://127.0.0.1:${half.port}/`))),
    ]
    expect(faults.map(({ code, sent }) => [code, sent])).toEqual([
      ['network-down', true],
      ['network-down', true],
    ])
  })

  it('tells a server that does not speak HTTP', async () => {
    const server = await serveTcp(
      (socket) => void socket.once('data', () => socket.write('SSH-2.0-OpenSSH_9.2\r\n')),
    )
    expect(await faultOf(http().send(post(`http://127.0.0.1:${server.port}/`)))).toMatchObject({
      code: 'server-error',
    })
  })

  it('waits neither for headers that do not come, nor for a body that drips (R14)', async () => {
    const silent = await serve(() => {})
    const dripping = await serve((_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 50)
      response.on('close', () => clearInterval(drip))
    })
    const limited = http({ limits: smallLimits })
    const faults = await Promise.all(
      [silent, dripping].map((server) => faultOf(limited.send(post(`http://127.0.0.1:${server.port}/`)))),
    )
    expect(faults.map(({ code }) => code)).toEqual(['timed-out', 'timed-out'])
  })

  it('gives up a TLS handshake that does not come, with nothing sent (R14)', async () => {
    const silent = await serveTcp(() => {})
    const limited = http({ limits: { ...smallLimits, totalInMilliseconds: 20_000 } })
    expect(await faultOf(limited.send(post(`https://127.0.0.1:${silent.port}/`)))).toMatchObject({
      code: 'timed-out',
      sent: false,
    })
  })

  it('cuts off a body without end (R14)', async () => {
    let written = 0
    const closed = new Promise<void>((resolve) => {
      void serve((_, response) => {
        const block = Buffer.alloc(16 * 1024)
        const more = (): void => {
          written += block.length
          if (!response.destroyed) response.write(block, more)
        }
        response.writeHead(200)
        response.on('close', resolve)
        more()
      }).then(async (server) => {
        const limited = http({ limits: smallLimits })
        expect(await faultOf(limited.send(post(`http://127.0.0.1:${server.port}/`)))).toMatchObject({
          code: 'server-error',
        })
      })
    })
    await closed
    expect(written).toBeLessThan(64 * 1024 * 1024)
  })

  it('takes no compressed body, however small it looks (R14)', async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024))
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' }).end(bomb)
    })
    expect(await faultOf(http().send(post(`http://127.0.0.1:${server.port}/`)))).toMatchObject({
      code: 'server-error',
    })
  })
})

describe('nodeHttp over TLS', () => {
  const ok = (_: unknown, response: { end(text: string): unknown }): void => void response.end('ok')

  it('talks to a server that its authority vouches for', async () => {
    const server = await serve(ok, authority.issue(['127.0.0.1']))
    const reply = await http().send(post(`https://127.0.0.1:${server.port}/`))
    expect(reply.status).toBe(200)
  })

  const impostors = {
    'another name': authority.issue(['signin.example.test']),
    'an expired certificate': authority.issue(['127.0.0.1'], {
      notBefore: Date.now() - 2 * day,
      notAfter: Date.now() - day,
    }),
    'a certificate of the future': authority.issue(['127.0.0.1'], {
      notBefore: Date.now() + day,
      notAfter: Date.now() + 2 * day,
    }),
    'an unknown authority': testAuthority('Somebody').issue(['127.0.0.1']),
  }
  for (const [what, certificate] of Object.entries(impostors)) {
    it(`sends nothing to ${what} (T14, R15)`, async () => {
      const server = await serve(ok, certificate)
      const fault = await faultOf(http().send(post(`https://127.0.0.1:${server.port}/`)))
      expect({ ...fault, received: server.received }).toEqual({
        code: 'tls-untrusted',
        sent: false,
        message: expect.stringContaining('TLS interception?'),
        received: [],
      })
    })
  }

  it('sends nothing to a server without TLS', async () => {
    const server = await serve(ok)
    const fault = await faultOf(http().send(post(`https://127.0.0.1:${server.port}/`)))
    expect([fault.code, fault.sent, server.received]).toEqual(['tls-untrusted', false, []])
  })

  it.each(['NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_EXTRA_CA_CERTS'])(
    'does not let %s have a say (T14)',
    async (name) => {
      const folder = await mkdtemp(join(tmpdir(), 'signet-http-'))
      closing.push(() => rm(folder, { recursive: true }))
      const path = join(folder, 'ca.pem')
      await writeFile(path, authority.cert)
      const server = await serve(ok, authority.issue(['127.0.0.1']))
      const source = new URL('../../../../../main/hosts/node/http.ts', import.meta.url).href
      const script = `
        const { nodeHttp } = await import(${JSON.stringify(source)})
        const url = new URL('https://127.0.0.1:${server.port}/')
        const sending = nodeHttp({ env: {} }).send({ method: 'GET', url, headers: {} })
        console.log(await sending.then(() => 'sent', (error) => error.code))
        process.exit()`
      const value = name === 'NODE_EXTRA_CA_CERTS' ? path : '0'
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--no-warnings', '--eval', script],
        { env: { PATH: process.env.PATH, [name]: value } },
      )
      expect([stdout.trim(), server.received]).toEqual(['tls-untrusted', []])
    },
  )
})

describe('nodeHttp with a proxy', () => {
  /** A proxy that tunnels every CONNECT to one port here, or refuses it. */
  async function proxyTo(port: number, refusal?: string) {
    const asked: string[] = []
    const proxy = await serveTcp((socket) => {
      socket.once('data', (head) => {
        asked.push(String(head).split(' ').slice(0, 2).join(' '))
        if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`)
        const onward = connect(port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n')
          socket.pipe(onward).pipe(socket)
        })
        onward.on('error', () => socket.destroy())
      })
    })
    return { asked, env: { https_proxy: `http://127.0.0.1:${proxy.port}` } }
  }
  const ok = (_: unknown, response: { end(text: string): unknown }): void => void response.end('ok')

  it('tunnels, with the far end verified by its own name (T14)', async () => {
    const server = await serve(ok, authority.issue(['signin.example.test']))
    const { asked, env } = await proxyTo(server.port)
    const host = http({ env })
    const reply = await host.send(post('https://signin.example.test:8443/v1/token'))
    const fault = await faultOf(host.send(post('https://other.example.test/v1/token')))
    expect({ status: reply.status, fault: fault.code, asked, received: server.received.length }).toEqual({
      status: 200,
      fault: 'tls-untrusted',
      asked: ['CONNECT signin.example.test:8443', 'CONNECT other.example.test:443'],
      received: 1,
    })
  })

  it('keeps away from it for this machine, and for what NO_PROXY names', async () => {
    const server = await serve(ok, authority.issue(['127.0.0.1', '0.0.0.0']))
    const { asked, env } = await proxyTo(server.port)
    const here = await http({ env }).send(post(`https://127.0.0.1:${server.port}/`))
    const named = await http({ env: { ...env, NO_PROXY: '0.0.0.0' } }).send(
      post(`https://0.0.0.0:${server.port}/`),
    )
    expect([here.status, named.status, asked]).toEqual([200, 200, []])
  })

  it('tells a proxy that refuses as a network at fault, with nothing sent', async () => {
    const { env } = await proxyTo(0, '407 Proxy Authentication Required')
    expect(await faultOf(http({ env }).send(post('https://signin.example.test/')))).toMatchObject({
      code: 'network-down',
      sent: false,
    })
  })

  it('names a proxy setting that is none, without its value', () => {
    let thrown: unknown
    try {
      nodeHttp({ env: { HTTPS_PROXY: 'socks5://user:canary@proxy' } })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(AppError)
    expect(String(thrown)).toMatch(/HTTPS_PROXY/)
    expect(String(thrown)).not.toMatch(/canary/)
  })
})

describe('refuseUnsafeTlsEnvironment', () => {
  it('refuses NODE_TLS_REJECT_UNAUTHORIZED=0 and nothing else (T14)', () => {
    expect(() => refuseUnsafeTlsEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toThrow(
      expect.objectContaining({ code: 'environment-unsafe' }),
    )
    refuseUnsafeTlsEnvironment({})
    refuseUnsafeTlsEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })
  })
})
