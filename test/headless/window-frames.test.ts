/** A program that got hold of a window's cookie, on the socket of the real agent: what it sends, and what then still works. */
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Scene, until } from './harness.ts'

let scene: Scene
let tab: { readonly cookie: string; readonly host: string; readonly folder: string; readonly link: string }
let pid = 0
let stays: WebSocket
/** Of that tab. */
let replies = 0
let way = ''

beforeAll(async () => {
  scene = await Scene.start()
  await scene.signIn('p')
  tab = await enter()
  pid = scene.agentPid() ?? 0
  stays = await open()
  stays.on('message', (message) => {
    const text = String(message)
    if (text.startsWith('{"kind":"reply"')) replies += 1
    way = /open\/([0-9a-f]{64})/.exec(text)?.[1] ?? way
  })
})
afterAll(async () => {
  stays?.terminate()
  await scene?.close()
})

async function enter() {
  const { stdout } = await scene.run(['ui', '--no-browser', '--json'])
  const { url } = JSON.parse(stdout) as { readonly url: string }
  const { host, pathname } = new URL(url)
  const [, folder = '', , link = ''] = pathname.split('/')
  const cookie = (await fetch(url)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { cookie, host, folder, link }
}

async function open(): Promise<WebSocket> {
  const { cookie, host, folder } = tab
  const headers = { cookie, origin: `http://${host}` }
  const socket = new WebSocket(`ws://${host}/${folder}/socket`, { headers, perMessageDeflate: false })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  socket.send('{"kind":"greet","nonce":null}')
  await once(socket, 'message')
  return socket
}

const call = (id: unknown, name: string, request: string) =>
  `{"kind":"call","id":${String(id)},"name":"${name}","request":${request}}`

/** What each message was answered with, until the socket ends or as many answers are there. */
async function told(messages: readonly (string | Buffer)[], answers: number): Promise<unknown[]> {
  const socket = await open()
  const got: unknown[] = []
  socket.on('message', (message) => {
    const { kind, id, error } = JSON.parse(String(message)) as Record<string, unknown>
    if (kind !== 'event') got.push([kind, id, (error as { code: string } | undefined)?.code ?? null])
  })
  const ended = once(socket, 'close').then(([code]) => got.push(code))
  for (const message of messages) socket.send(message)
  await until(() => got.length >= answers, 'it is answered, or let go')
  socket.terminate()
  await ended
  return got.slice(0, answers)
}

/** The agent is the one that it was, and serves tools and other tabs. */
async function isWell(): Promise<void> {
  expect([scene.agentPid(), (await scene.ask('p')).code, stays.readyState]).toEqual([pid, 0, stays.OPEN])
  const before = replies
  stays.send(call(1, 'state.refresh', '{}'))
  await until(() => replies > before, 'the other tab is answered')
}

describe('frames of a hostile window, at the agent (T16, T27)', () => {
  const deep = (depth: number) => `${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`
  const malformed = (id: number) => ['refusal', id, 'request-malformed']
  const cases: readonly (readonly [string, readonly (string | Buffer)[], readonly unknown[]])[] = [
    ['very deep JSON', [call(1, 'state.read', deep(15_000))], [malformed(1)]],
    ['JSON that never ends', ['['.repeat(250_000)], [1008]],
    ['keys of the prototype', [call(1, 'state.read', '{"__proto__":{"a":1}}')], [malformed(1)]],
    [
      'a call of the prototype',
      [call(1, '__proto__', '{}'), call(2, 'constructor', '{}')],
      [malformed(1), malformed(2)],
    ],
    ['a number beyond all numbers', [call('1e999', 'state.read', '{}')], [1008]],
    ['a number that is none', [call('-0.5', 'state.read', '{}')], [1008]],
    [
      'a request of huge numbers',
      [call(1, 'activity.read', '{"profile":null,"sinceInMilliseconds":1e308,"limit":1e308}')],
      [malformed(1)],
    ],
    [
      'one id twice',
      [call(7, 'state.refresh', '{}'), call(7, 'state.refresh', '{}')],
      [
        ['reply', 7, null],
        ['reply', 7, null],
      ],
    ],
    [
      'one key twice',
      ['{"kind":"call","kind":"call","id":1,"name":"vault.lock","name":"state.refresh","request":{}}'],
      [['reply', 1, null]],
    ],
    ['a text of 1 MB', [call(1, 'state.read', `{"a":"${'x'.repeat(1024 * 1024)}"}`)], [1009]],
    ['as many signs, of three bytes each', [call(1, 'state.read', `"${'€'.repeat(120_000)}"`)], [1009]],
    ['bytes', [Buffer.from(call(1, 'state.read', '{}'))], [1008]],
    ['an empty text', [''], [1008]],
    ['an event', ['{"kind":"event","name":"state.changed","payload":{}}'], [1008]],
    ['a second greeting', ['{"kind":"greet","nonce":null}'], [1008]],
  ]

  it.each(cases)('%s', async (_what, messages, answers) => {
    expect(await told(messages, answers.length)).toEqual(answers)
    await isWell()
  })

  it('text that is no text, and frames without end', async () => {
    for (const [payload, options] of [
      [Buffer.from([0xff, 0xfe, 0xfd]), { binary: false }],
      ['x'.repeat(100_000), { fin: false }],
      ['', { fin: false }],
    ] as const) {
      const socket = await open()
      const ended = once(socket, 'close')
      for (let each = 0; each < 20_000 && socket.readyState === socket.OPEN; each += 1) {
        socket.send(payload, options)
        if (each % 100 === 0) await wait(0)
      }
      const [code] = (await ended) as [number]
      expect([1006, 1007, 1008, 1009]).toContain(code)
      await isWell()
    }
  })

  it('thousands of pings that nobody reads the answers of', async () => {
    const before = residentMegabytes()
    const socket = await open()
    socket.pause()
    for (let each = 0; each < 200_000 && socket.readyState === socket.OPEN; each += 1) {
      socket.ping('x'.repeat(125))
      if (each % 1_000 === 0) await wait(0)
    }
    await isWell()
    expect(residentMegabytes() - before).toBeLessThan(100)
    socket.terminate()
  })

  it('more calls than one window may have under way; those that were taken are answered', async () => {
    const socket = await open()
    const ended = once(socket, 'close')
    for (let id = 0; id < 5_000; id += 1) socket.send(call(id, 'activity.verify', '{}'))
    expect((await ended)[0]).toBe(1008)
    await isWell()
  })

  it('calls without pause from four windows: tools are served meanwhile', async () => {
    const windows = await Promise.all(Array.from({ length: 4 }, open))
    let answered = 0
    for (const window of windows) {
      const send = () => window.send(call(answered, 'state.read', '{}'))
      window.on('message', (message) => {
        if (!String(message).startsWith('{"kind":"reply"')) return
        answered += 1
        send()
      })
      for (let each = 0; each < 32; each += 1) send()
    }
    for (let each = 0; each < 5; each += 1) expect((await scene.ask('p')).code).toBe(0)
    expect(answered).toBeGreaterThan(100)
    for (const window of windows) window.terminate()
    await isWell()
  })
})

describe('the address of a window', () => {
  it('is in no file and in no process, nor is its cookie (T23)', async () => {
    stays.send(call(2, 'profiles.openConsole', '{"profile":"p","service":null,"typed":null}'))
    await until(() => way !== '', 'the way out is told')
    const secrets = [tab.link, tab.folder, tab.cookie.split('=')[1] ?? '', way]
    expect(secrets.map((secret) => secret.length)).toEqual([64, 64, 64, 64])
    const found = readdirSync(scene.folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      if (!entry.isFile()) return []
      const text = readFileSync(join(entry.parentPath, entry.name), 'latin1')
      return secrets.some((secret) => text.includes(secret)) ? [entry.name] : []
    })
    const said =
      readFileSync(`/proc/${pid}/cmdline`, 'latin1') + readFileSync(`/proc/${pid}/environ`, 'latin1')
    expect([found, secrets.filter((secret) => said.includes(secret))]).toEqual([[], []])
  })
})

function residentMegabytes(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
