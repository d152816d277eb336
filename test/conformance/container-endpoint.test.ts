/** The container endpoint as a real server: what it gives, and to whom it gives nothing. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anotherUser, whyNotAnotherUser } from '../fakes/another-user.ts'
import { canaries, type EndpointScene, endpointScene, leaked, sendRaw } from '../fakes/endpoint-scene.ts'
import { forgedRequests, wellFormed } from '../fakes/forged-requests.ts'

let scene: EndpointScene
beforeAll(async () => {
  scene = await endpointScene()
})
afterAll(() => scene.close())

const eventsOf = ({ log }: EndpointScene) => log.lines.map(({ event }) => event)
const statusOf = (reply: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(reply)?.[1]) || undefined

describe('the container endpoint', () => {
  it('answers an SDK with what it reads, and with nothing that a page could use', async () => {
    const [head = '', body = ''] = (await sendRaw(scene.address.port, wellFormed(scene.address))).split(
      '\r\n\r\n',
    )
    expect(JSON.parse(body)).toEqual({
      AccessKeyId: canaries.accessKeyId,
      SecretAccessKey: canaries.secretAccessKey,
      Token: canaries.sessionToken,
      Expiration: '2036-01-02T03:19:05Z',
      AccountId: '111122223333',
    })
    expect(
      head
        .toLowerCase()
        .split('\r\n')
        .filter((line) => !line.startsWith('date:')),
    ).toEqual([
      'http/1.1 200 ok',
      'content-type: application/json',
      'cache-control: no-store',
      'cross-origin-resource-policy: same-origin',
      'x-content-type-options: nosniff',
      `content-length: ${body.length}`,
      'connection: close',
    ])
  })

  it('is asked in at least 60 forged forms', () => {
    expect(forgedRequests.length).toBeGreaterThanOrEqual(60)
  })

  it.each(forgedRequests)('gives nothing to a request with $name (T7)', async ({ bytes, status }) => {
    const reply = await sendRaw(scene.address.port, bytes(scene.address))
    expect({ status: statusOf(reply), leaked: leaked(reply) }).toEqual({ status, leaked: 0 })
    expect(reply.toLowerCase()).not.toContain('access-control-')
  })

  it('says in each refusal of its own a code and a message, and no more', async () => {
    const { port, path } = scene.address
    const reply = await sendRaw(port, wellFormed({ port, path: `${path}x`, token: 'x' }))
    expect(JSON.parse(reply.split('\r\n\r\n')[1] ?? '')).toEqual({
      Code: 'not-found',
      Message: expect.any(String),
    })
  })

  it.skipIf(process.platform !== 'linux')(
    'listens on 127.0.0.1 and on nothing else (T7) (skipped: Linux only)',
    async () => {
      const port = scene.address.port.toString(16).padStart(4, '0').toUpperCase()
      const rows = ['tcp', 'tcp6'].flatMap((table) =>
        existsSync(`/proc/net/${table}`) ? readFileSync(`/proc/net/${table}`, 'utf8').split('\n') : [],
      )
      const listening = rows.map((row) => row.trim().split(/\s+/)).filter((row) => row[3] === '0A')
      const places = listening.flatMap(([, local = '']) => (local.endsWith(`:${port}`) ? [local] : []))
      expect(places).toEqual([`0100007F:${port}`])
      expect(await sendRaw(scene.address.port, wellFormed(scene.address), '127.0.0.2')).toBe('')
    },
  )

  it('lets six requests of one connection through, each judged by itself (T7)', async () => {
    const good = wellFormed(scene.address).replace('Connection: close\r\n', '')
    const bad = good.replace('Accept:', 'Origin: https://evil.example\r\nAccept:')
    // The refusal ends the connection: what follows it is not answered.
    const reply = await sendRaw(scene.address.port, good + good + bad + good)
    const statuses = [...reply.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status)
    expect(statuses).toEqual(['200', '200', '403'])
  })
})

describe('a client of another user', () => {
  const why = whyNotAnotherUser()
  const ask = `
    const [port, text] = [Number(process.argv[1]), process.argv[2]]
    const socket = require('node:net').connect(port, process.argv[3])
    let got = ''
    socket.on('data', (piece) => { got += piece }).on('error', () => {})
    socket.on('close', () => process.stdout.write(JSON.stringify({ uid: process.getuid(), got })))
    socket.write(text)`

  const asUser = async (uid: number, host: string) => {
    const child = spawn(
      process.execPath,
      ['-e', ask, String(scene.address.port), wellFormed(scene.address), host],
      {
        ...(uid === process.getuid?.() ? {} : { uid, gid: uid }),
        cwd: '/',
        env: {},
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let out = ''
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString()
    })
    await once(child, 'close')
    return JSON.parse(out) as { uid: number; got: string }
  }

  it.skipIf(why !== '').each(['127.0.0.1', '::ffff:127.0.0.1'])(
    `with the right token, by way of %s, gets not one byte (T8)${why && ` (skipped: ${why})`}`,
    async (host) => {
      expect(await asUser(anotherUser, host)).toEqual({ uid: anotherUser, got: '' })
      expect(eventsOf(scene)).toContain('container.foreign')
      // The very same program as ourselves is served, so it was the user.
      const own = await asUser(process.getuid?.() ?? 0, host)
      expect([statusOf(own.got), leaked(own.got)]).toEqual([200, 3])
    },
  )

  it.skipIf(why !== '')(
    `that hangs up at once is not taken for root, whose sockets look the same then (T8)${why && ` (skipped: ${why})`}`,
    async () => {
      const issued: number[] = []
      const own = await endpointScene({
        issue: async () => {
          issued.push(1)
          throw new Error('not reached')
        },
      })
      const script = `
        const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1', () => {
          socket.write(process.argv[2], () => process.exit(0))
        })`
      const child = spawn(
        process.execPath,
        ['-e', script, String(own.address.port), wellFormed(own.address)],
        {
          ...{ uid: anotherUser, gid: anotherUser, cwd: '/', env: {}, stdio: 'ignore' },
        },
      )
      await once(child, 'close')
      await wait(200)
      await own.close()
      expect(issued).toEqual([])
    },
  )
})

describe('a guesser', () => {
  it('gets five answers a second at once and waits a second for each more, while a program does not (T9)', async () => {
    const own = await endpointScene()
    const { port, path } = own.address
    const asked = performance.now()
    const guesses = Array.from({ length: 8 }, async (_, index) => {
      const token = createHash('sha256').update(String(index)).digest('base64url')
      const reply = await sendRaw(port, wellFormed({ port, path, token }))
      return { status: statusOf(reply), waited: performance.now() - asked > 900 }
    })
    await wait(100)
    const good = await sendRaw(port, wellFormed(own.address))
    const goodWaited = performance.now() - asked > 900
    const answers = await Promise.all(guesses)
    await own.close()
    expect(answers.filter(({ waited }) => waited)).toHaveLength(3)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]))
    expect([statusOf(good), goodWaited]).toEqual([200, false])
    expect(eventsOf(own)).toContain('container.guessed')
  })
})

describe('a crowd', () => {
  const opened: Socket[] = []
  afterAll(() => {
    for (const socket of opened) socket.destroy()
  })
  const idle = (port: number, text: string): Promise<{ socket: Socket; closedAfter: Promise<number> }> =>
    new Promise((resolve) => {
      const begun = performance.now()
      const socket = connect(port, '127.0.0.1', () => resolve({ socket, closedAfter }))
      opened.push(socket)
      const closedAfter = new Promise<number>((closed) => {
        socket.on('error', () => undefined).resume()
        socket.once('close', () => closed(performance.now() - begun))
      })
      socket.write(text)
    })

  it('of 2,000 that say half a request keeps no program waiting, and is not let grow (T27)', async () => {
    // Only the crowd's own size ends a connection here.
    const limits = { headersTimeoutInMilliseconds: 60_000, requestTimeoutInMilliseconds: 60_000 }
    const own = await endpointScene({ limits })
    const crowd = await Promise.all(
      Array.from({ length: 2000 }, () => idle(own.address.port, 'GET / HTTP/1.1\r\nHost: x\r\n')),
    )
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => sendRaw(own.address.port, wellFormed(own.address))),
    )
    const left = crowd.filter(({ socket }) => !socket.destroyed).length
    await own.close()
    await Promise.all(crowd.map(({ closedAfter }) => closedAfter))
    expect(new Set(replies.map(statusOf))).toEqual(new Set([200]))
    expect(left).toBeLessThanOrEqual(256)
  })

  it('that dribbles its headers is cut off after some 2 s, and not after 30 (M4)', async () => {
    const own = await endpointScene()
    const { socket, closedAfter } = await idle(own.address.port, 'GET / HTTP/1.1\r\n')
    const dribble = setInterval(() => socket.write('X-A: b\r\n'), 200)
    const lasted = await closedAfter
    clearInterval(dribble)
    await own.close()
    expect(lasted).toBeLessThan(10_000)
  })

  it('keeps a connection for the next request, and not for ever', async () => {
    const own = await endpointScene({ limits: { keepAliveInMilliseconds: 300 } })
    const request = wellFormed(own.address).replace('Connection: close\r\n', '')
    const { closedAfter } = await idle(own.address.port, request)
    const lasted = await closedAfter
    await own.close()
    expect(lasted).toBeGreaterThan(250)
    expect(lasted).toBeLessThan(10_000)
  })

  it.skipIf(process.platform !== 'linux')(
    'that has come and gone leaves no list of connections in the kernel (skipped: Linux only)',
    async () => {
      const own = await endpointScene()
      const request = wellFormed(own.address).replace('Connection: close\r\n', '')
      for (let count = 0; count < 100; count += 1) await askAndHangUp(own.address.port, request)
      const port = own.address.port.toString(16).padStart(4, '0').toUpperCase()
      const rows = () => readFileSync('/proc/net/tcp', 'utf8').split('\n')
      // 06: a connection that waits out its minute.
      const waiting = () => rows().filter((row) => row.includes(`:${port} `) && / 06 /.test(row.slice(0, 40)))
      expect(waiting().length).toBeLessThan(10)
      await own.close()
    },
  )
})

/** As a program that asks once and ends. */
function askAndHangUp(port: number, request: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.on('error', () => undefined)
    socket.on('data', () => socket.end())
    socket.once('close', () => resolve())
  })
}
