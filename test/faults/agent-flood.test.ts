/** The real agent, and callers that do not behave. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeFrame } from '../../main/serve/relay/wire.ts'
import { descriptors, Scene, until } from '../headless/harness.ts'
import { residentKib } from '../headless/processes.ts'

let scene: Scene
let pid: number
let socketPath: string
let sockets: Socket[]
beforeEach(async () => {
  scene = await Scene.start()
  await scene.signIn('p')
  pid = scene.agentPid() ?? 0
  socketPath = /^socket=(.*)$/m.exec(scene.stateFile('endpoint'))?.[1] ?? ''
  sockets = []
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await scene.close()
})

/** A connection that is there; one that the agent ends again is no error. */
async function open(): Promise<Socket> {
  const socket = connect(socketPath)
  sockets.push(socket)
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
  return socket
}

/** An error comes before it, or not: the end is what counts. */
function closing(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve))
}

const alive = async () => {
  expect(await scene.ask('p')).toMatchObject({ code: 0, stderr: '' })
  expect(scene.agentPid()).toBe(pid)
}

describe('a flood of connections (T27)', () => {
  it('that say nothing, 2,000 of them, shuts none of 200 tools out', async () => {
    const before = residentKib(pid)
    for (let count = 0; count < 2000; count += 100) await Promise.all(Array.from({ length: 100 }, open))
    const ran = await Promise.all(Array.from({ length: 200 }, () => scene.ask('p')))
    const grownInMib = (residentKib(pid) - before) / 1024
    const times = ran.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)
    console.log(
      `  2,000 idle + 200 good: p50 ${times[100]?.toFixed(0)} ms, p99 ${times[197]?.toFixed(0)} ms, agent grew by ${grownInMib.toFixed(1)} MiB`,
    )
    expect(new Set(ran.map(({ code, stderr }) => `${code}${stderr}`))).toEqual(new Set(['0']))
    expect(grownInMib).toBeLessThan(64)
    await alive()
  })

  it('that hold every place there is do not keep one caller out, not even for a moment', async () => {
    for (let count = 0; count < 1024; count += 128) await Promise.all(Array.from({ length: 128 }, open))
    const socket = await open()
    socket.write(requestBytes(['version']))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    // Output, where an agent without room would say "come again".
    expect(answer.toString('latin1', 4, 5)).toBe('O')
  })

  it('that claim a frame of 4 GiB and begin to send it are ended at once', async () => {
    const before = residentKib(pid)
    const claims = Array.from({ length: 100 }, async () => {
      const socket = await open()
      const closed = closing(socket)
      socket.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x41))
      socket.write(Buffer.alloc(4 * 1024 * 1024))
      return closed
    })
    expect(await Promise.all(claims)).toHaveLength(100)
    expect((residentKib(pid) - before) / 1024).toBeLessThan(64)
    await alive()
  })

  it('that send a request a byte at a time are ended, and the others are served', async () => {
    const slow = await open()
    const closed = closing(slow)
    slow.write(frame('H', '1 test'))
    // The head of an argument of 60,000 bytes.
    slow.write(Buffer.from('0000ea6041', 'hex'))
    const drip = setInterval(() => slow.write('x'), 50)
    await alive()
    await closed
    clearInterval(drip)
    await alive()
  })
})

describe('callers that go away (R30)', () => {
  it('500 of them, at every stage, leave no descriptor behind', async () => {
    // One round first, so that what is opened once and kept is there.
    await goAway(20)
    const settled = () => descriptors(pid).length
    await scene.run(['status'])
    const before = settled()
    await goAway(500)
    await until(() => settled() <= before, `descriptors are back to ${before}, now ${settled()}`)
    await alive()
  })

  it('tools that are killed while they wait for AWS leave nothing behind, and the key comes', async () => {
    await scene.run(['doctor'])
    const before = descriptors(pid).length
    await scene.endKeys()
    scene.standIn.faults.add({ operation: 'token', delayInMilliseconds: 1000 })
    const asking = Array.from({ length: 50 }, () => scene.spawn(['credential-process', '--profile', 'p']))
    await until(() => scene.standIn.counters.calls('token') === 2, 'AWS was asked')
    for (const { child } of asking) process.kill(child.pid ?? 0, 'SIGKILL')
    await Promise.all(asking.map(({ ended }) => ended))
    // The renewal goes on without them: one call, and its key is served.
    await alive()
    expect(scene.standIn.counters.calls('token')).toBe(2)
    await until(() => descriptors(pid).length <= before + 1, 'descriptors are back')
  })
})

/** Callers that hang up right away, in the middle of a frame, after a whole request, and in the middle of the answer. */
async function goAway(count: number): Promise<void> {
  const request = requestBytes(['status', '--json'])
  const stages: readonly ((socket: Socket) => Promise<unknown> | undefined)[] = [
    () => undefined,
    (socket) => void socket.write(request.subarray(0, 7)),
    (socket) => void socket.write(request),
    (socket) => {
      socket.write(request)
      return once(socket, 'data')
    },
    (socket) => {
      socket.end(request.subarray(0, 20))
      return closing(socket)
    },
  ]
  for (let done = 0; done < count; done += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - done) }, async (_, index) => {
        const socket = await open()
        await stages[index % stages.length]?.(socket)
        socket.destroy()
      }),
    )
  }
}

function requestBytes(argv: readonly string[]): Buffer {
  const words = argv.map((word) => frame('A', word))
  return Buffer.concat([frame('H', '1 test'), ...words, frame('D', '/'), frame('T', '000'), frame('G', '')])
}

function frame(type: string, text: string): Buffer {
  return Buffer.from(encodeFrame(type, Buffer.from(text)))
}
