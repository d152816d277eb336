/** Many at once on the one agent: none is lost, and none takes it down. */
import { readdirSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FrameReader, wireLimits } from '../../main/serve/relay/wire.ts'
import { EchoHome } from '../fakes/echo-home.ts'
import { relayRequest } from '../fakes/relay-frames.ts'
import { relays, runRelay } from '../fakes/relays.ts'

const request = (...argv: string[]) => relayRequest(argv)

describe('one agent for many', () => {
  let echo: EchoHome
  let pid: number
  let socketPath: string
  beforeEach(async () => {
    echo = new EchoHome()
    pid = (await echo.start()).agent.pid ?? 0
    socketPath = join(echo.home, 'run', 'agent.sock')
  })
  afterEach(() => echo.remove())

  for (const relay of relays()) {
    const isAbsent = relay.command.length === 0
    const count = relay.name === 'Rust' ? 200 : 40
    const why = isAbsent ? ` (skipped: ${relay.whyNot})` : ''
    it.skipIf(isAbsent)(
      `answers ${count} ${relay.name} relays that come while it is busy (M1, R28)${why}`,
      async () => {
        const busy = runRelay(relay, ['block', '1500'], { home: echo.home })
        const runs = await Promise.all(
          Array.from({ length: count }, () => runRelay(relay, ['credential-process'], { home: echo.home })),
        )
        const answers = new Set(runs.map(({ code, out, err }) => `${code} ${out.length} ${err}`))
        expect([...answers]).toEqual(['0 1260 '])
        expect(await busy).toMatchObject({ code: 0 })
      },
    )
  }

  it('lets no connection wait in line unseen: 1,500 connect while it is busy (M1)', async () => {
    const busy = call(socketPath, 'block', '1000')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const sockets = await Promise.allSettled(Array.from({ length: 1500 }, () => opened(socketPath)))
    const refused = sockets.filter(({ status }) => status === 'rejected').length
    for (const socket of sockets) if (socket.status === 'fulfilled') socket.value.destroy()
    await busy
    expect(refused).toBe(0)
  })

  it('answers 200 good clients among 2,000 idle ones, within its memory (T27)', async () => {
    await call(socketPath, 'pid')
    const before = residentMegabytes(pid)
    const idle = await Promise.all(Array.from({ length: 2000 }, () => opened(socketPath)))
    const latencies = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const start = performance.now()
        for (;;) {
          const answer = await call(socketPath, 'pid')
          if (answer.startsWith('O')) return performance.now() - start
        }
      }),
    )
    const grown = residentMegabytes(pid) - before
    for (const socket of idle) socket.destroy()
    latencies.sort((a, b) => a - b)
    console.info(
      `T27: good clients p50 ${latencies[100]?.toFixed(0)} ms, p99 ${latencies[198]?.toFixed(0)} ms, +${grown} MiB`,
    )
    expect(latencies).toHaveLength(200)
    expect(grown).toBeLessThan(64)
  })

  it('has as many descriptors after 10,000 calls as before (R30)', async () => {
    const open = () => readdirSync(`/proc/${pid}/fd`).length
    await call(socketPath, 'pid')
    const before = open()
    for (let round = 0; round < 100; round += 1) {
      await Promise.all(
        Array.from({ length: 100 }, async (_, index) => {
          if (index % 2 === 0) return call(socketPath, 'pid')
          const socket = await opened(socketPath)
          socket.write(index % 3 === 0 ? request('many', '200000') : request('pid').subarray(0, 7))
          socket.destroy()
          return ''
        }),
      )
    }
    while (open() > before) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(open()).toBeLessThanOrEqual(before)
  })
})

function opened(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.on('error', reject)
    socket.once('connect', () => resolve(socket))
  })
}

/** All that the agent says to one request, as type and text; empty when it hung up. */
async function call(path: string, ...argv: string[]): Promise<string> {
  const socket = await opened(path)
  const reader = new FrameReader(wireLimits.replyFrameInBytes)
  let said = ''
  return new Promise((resolve) => {
    socket.on('data', (chunk: Uint8Array) => {
      for (const { type, payload } of reader.push(chunk)) {
        said += `${type}${Buffer.from(payload)}`
        if (type === 'Z') socket.destroy()
      }
    })
    socket.on('error', () => undefined)
    socket.once('close', () => resolve(said))
    socket.write(request(...argv))
  })
}

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}
