import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listenPrivately } from '../../../../../main/hosts/node/socket.ts'
import { type RelayLimits, type RelayServer, serveRelay } from '../../../../../main/serve/relay/server.ts'
import type { TerminalHandler } from '../../../../../main/serve/terminal/request.ts'
import { frame, relayRequest } from '../../../../fakes/relay-frames.ts'

const request = (...argv: string[]) => relayRequest(argv)
const okFrame = frame('Z', '0')

describe('serveRelay', () => {
  let folder: string
  let server: RelayServer | undefined
  const sockets: Socket[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signet-'))
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await server?.close()
    rmSync(folder, { recursive: true })
  })

  const serve = async (handle: TerminalHandler, limits: Partial<RelayLimits> = {}) => {
    server = await serveRelay({ socketPath: join(folder, 's'), listen: listenPrivately, handle, limits })
    return server
  }
  /** A connected client; `ended` resolves with all that came when the agent has closed it. */
  const client = async (...chunks: Uint8Array[]) => {
    const socket = connect(join(folder, 's'))
    sockets.push(socket)
    const came: Buffer[] = []
    socket.on('data', (chunk: Buffer) => came.push(chunk))
    socket.on('error', () => undefined)
    const ended = once(socket, 'close').then(() => Buffer.concat(came))
    await once(socket, 'connect')
    for (const chunk of chunks) socket.write(chunk)
    return { socket, ended, came: () => Buffer.concat(came) }
  }
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const answerAll: TerminalHandler = async () => 0

  it('answers one request after the other on one connection', async () => {
    await serve(answerAll)
    const { socket, came } = await client(request('a'))
    await until(() => came().length === okFrame.length)
    socket.write(request('b'))
    await until(() => came().length === 2 * okFrame.length)
  })

  it('drops who is slow to say what he wants, not who waits for an answer (T27)', async () => {
    const started: string[] = []
    await serve(
      async ({ argv }, io) => {
        started.push(argv[0] ?? '')
        await new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve()))
        return 0
      },
      { requestInMilliseconds: 100 },
    )
    const silent = await client()
    const partial = await client(request('x').subarray(0, 9))
    const working = await client(request('work'))
    expect(await Promise.all([silent.ended, partial.ended])).toEqual([Buffer.alloc(0), Buffer.alloc(0)])
    expect({ started, isDropped: working.socket.destroyed }).toEqual({ started: ['work'], isDropped: false })
  })

  it('drops a drip at its limit, however steadily it drips (T27)', async () => {
    await serve(answerAll, { requestInMilliseconds: 300 })
    const { socket, ended, came } = await client(request('first'))
    await until(() => came().length > 0)
    const drip = setInterval(() => socket.write(frame('H', '1').subarray(0, 1)), 20)
    await ended
    clearInterval(drip)
  })

  it('closes what is no frame (T27)', async () => {
    await serve(answerAll, { requestInMilliseconds: 600_000 })
    const wrong = [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      frame('H', 'x'),
      Uint8Array.of(255, 255, 255, 255, 65),
    ]
    const ends = wrong.map(async (bytes) => (await client(bytes)).ended)
    expect(await Promise.all(ends)).toEqual(wrong.map(() => Buffer.alloc(0)))
  })

  it('gives the place of the longest idle to the newest, and none of a running command (T27)', async () => {
    const serving = await serve(
      async (_request, io) => {
        await new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve()))
        return 0
      },
      { connections: 3 },
    )
    const busy = await client(request('work'))
    const idle = await client()
    await until(() => serving.connections() === 2)
    const other = await client(request('work'))
    await until(() => serving.connections() === 3)
    const third = await client(request('work'))
    expect(await idle.ended).toEqual(Buffer.from(frame('B')))
    await until(() => serving.connections() === 3)
    const fourth = await client()
    expect(await fourth.ended).toEqual(Buffer.from(frame('B')))
    expect([busy, other, third].map(({ socket }) => socket.destroyed)).toEqual([false, false, false])
  })

  it('does not keep for ever what nobody reads (T27)', async () => {
    let isOff = false
    await serve(
      async (_request, io) => {
        io.signal.addEventListener('abort', () => {
          isOff = true
        })
        for (let turn = 0; turn < 100 && !isOff; turn += 1) {
          io.out('x'.repeat(1_000_000))
          await new Promise((resolve) => setImmediate(resolve))
        }
        return 0
      },
      { unreadInBytes: 4_000_000 },
    )
    const { socket } = await client(request('flood'))
    socket.pause()
    await until(() => isOff)
  })

  it('takes the next request only when the last answer has gone out', async () => {
    const order: string[] = []
    await serve(async ({ argv }, io) => {
      order.push(argv[0] ?? '')
      io.out('y'.repeat(8_000_000))
      return 0
    })
    const { socket, came } = await client(request('a'))
    await until(() => came().length > 8_000_000)
    socket.write(request('b'))
    await until(() => came().length > 16_000_000)
    expect(order).toEqual(['a', 'b'])
  })

  it('leaks no descriptor over clients that go in mid-answer (R30)', async () => {
    let aborted = 0
    const serving = await serve(async (_request, io) => {
      await new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve()))
      aborted += 1
      return 0
    })
    const open = () => readdirSync('/proc/self/fd').length
    const before = open()
    for (let round = 0; round < 20; round += 1) {
      const clients = await Promise.all(Array.from({ length: 50 }, () => client(request('long'))))
      for (const { socket } of clients) socket.destroy()
      await until(() => serving.connections() === 0 && aborted === (round + 1) * 50)
    }
    await until(() => open() <= before)
    expect(open()).toBeLessThanOrEqual(before)
  })

  it('lets a command end, then closes and takes its socket away', async () => {
    let finish: () => void = () => undefined
    const serving = await serve(async (_request, io) => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      io.out('done')
      return 0
    })
    const idle = await client()
    const working = await client(request('work'))
    await until(() => serving.connections() === 2)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const closed = serving.close()
    // Nothing of its was read, and it is told so: it may ask the next agent.
    expect(await idle.ended).toEqual(Buffer.from(frame('B', '')))
    finish()
    expect(await working.ended).toEqual(Buffer.concat([frame('O', 'done'), okFrame, frame('B', '')]))
    await closed
    expect(readdirSync(folder)).toEqual([])
    server = undefined
  })

  it('cuts off at its end what does not end', async () => {
    const serving = await serve(() => new Promise(() => undefined), { closeInMilliseconds: 50 })
    const { ended } = await client(request('for ever'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await serving.close()
    expect(await ended).toEqual(Buffer.alloc(0))
    server = undefined
  })
})
