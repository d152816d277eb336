import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { errorOf } from '../../../../renderer/link/call-error.ts'
import { webSocketLink } from '../../../../renderer/link/web-socket-link.ts'

const key = '1f'.repeat(32)
const realTimeout = setTimeout
/** Cryptography answers from another thread, whenever it is done. */
async function settled(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1_000 && !isSo(); turns += 1) await new Promise((done) => realTimeout(done, 5))
}
/** What the link of this test says of itself. */
let states: string[] = []

/** What stands in for the browser's socket. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1
  static readonly made: FakeSocket[] = []
  readonly url: string
  readonly sent: { readonly id: number; readonly name: string }[] = []
  readyState = 0
  closedWith: number | undefined

  constructor(url: string) {
    super()
    this.url = url
    FakeSocket.made.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as { id: number; name: string })
  }

  /** Connected, with a first word whatever is asked. */
  connect(word?: unknown): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
    if (word !== undefined) this.say(word)
  }

  /** Answers the greeting as the server with this key does. */
  async open(ownKey = key): Promise<void> {
    this.connect()
    const { kind, nonce } = this.sent.shift() as unknown as { kind: string; nonce: string | null }
    if (kind !== 'greet') throw new Error(`the first message is ${kind}`)
    const hmac = createHmac('sha256', Buffer.from(ownKey, 'hex'))
    if (nonce === null) this.say({ kind: 'welcome', key: ownKey })
    else this.say({ kind: 'proof', proof: hmac.update(`signet tab ${nonce}`).digest('hex') })
    await settled(() => this.closedWith !== undefined || states.at(-1) === 'open')
  }

  say(message: unknown): void {
    this.dispatchEvent(
      new MessageEvent('message', { data: typeof message === 'string' ? message : JSON.stringify(message) }),
    )
  }

  close(code: number): void {
    this.closedWith = code
    this.end(code)
  }

  end(code = 1006): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }
}

beforeEach(() => {
  FakeSocket.made.length = 0
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function scene() {
  const link = webSocketLink({ host: '127.0.0.1:1', pathname: '/folder/' })
  states = []
  link.onConnection((state) => states.push(state))
  const socket = () => {
    const last = FakeSocket.made.at(-1)
    if (last === undefined) throw new Error('no socket')
    return last
  }
  return { link, states, socket }
}

const shown = { what: 'settings', about: null }
const event = { kind: 'event', name: 'shell.asked', payload: shown }

describe('webSocketLink', () => {
  it('goes to the socket beside the page, and matches each reply with its call', async () => {
    const { link, socket, states } = scene()
    expect(socket().url).toBe('ws://127.0.0.1:1/folder/socket')
    await socket().open()
    const [first, second] = [link.call('sessions.importable', {}), link.call('sessions.importable', {})]
    const [one, two] = socket().sent.map(({ id }) => id)
    socket().say({ kind: 'reply', id: two, reply: { signIns: 2 } })
    socket().say({ kind: 'reply', id: one, reply: { signIns: 1 } })
    expect([await first, await second, states]).toEqual([
      { signIns: 1 },
      { signIns: 2 },
      ['connecting', 'open'],
    ])
  })

  it('says what the agent refuses, and what it does not understand', async () => {
    const { link, socket } = scene()
    await socket().open()
    const refused = link.call('vault.lock', {})
    socket().say({ kind: 'refusal', id: 1, error: { code: 'vault-locked', message: 'no', remedy: 'unlock' } })
    expect(errorOf(await refused.catch((thrown: unknown) => thrown)).code).toBe('vault-locked')
    const odd = link.call('sessions.importable', {})
    socket().say({ kind: 'reply', id: 2, reply: { signIns: '<b>' } })
    expect(errorOf(await odd.catch((thrown: unknown) => thrown)).code).toBe('response-malformed')
  })

  it('tells of events by their shape, and drops everything else without a fault', async () => {
    const { link, socket } = scene()
    await socket().open()
    const told: unknown[] = []
    link.on('shell.asked', (payload) => told.push(payload))
    const garbage = [
      ...['', 'x', '{', '[]', 'null', '"event"', '['.repeat(50_000)],
      { ...event, extra: 1 },
      { ...event, name: '__proto__' },
      { ...event, name: 'constructor' },
      { ...event, payload: { what: 'format-disk', about: null } },
      { ...event, payload: null },
      { kind: 'reply', id: 99, reply: {} },
      { kind: 'reply', id: '1', reply: {} },
      { kind: 'refusal', id: 1, error: { code: 'made-up', message: '', remedy: 'none' } },
    ]
    for (const message of garbage) socket().say(message)
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => socket().say(text)))
    socket().dispatchEvent(new MessageEvent('message', { data: new ArrayBuffer(8) }))
    expect(told).toEqual([])
    socket().say({ ...event, payload: { ...shown, accessToken: 'x' } })
    expect(told).toEqual([shown])
  })

  it('fails what waits when the way is lost, and comes back with longer and longer pauses', async () => {
    const { link, socket, states } = scene()
    await socket().open()
    const waiting = link.call('vault.lock', {})
    socket().end()
    expect(errorOf(await waiting.catch((thrown: unknown) => thrown)).code).toBe('network-down')
    await expect(link.call('vault.lock', {})).rejects.toThrow('signet ui')
    const pauses: number[] = []
    for (let tries = 0; tries < 8; tries += 1) {
      const before = FakeSocket.made.length
      let pause = 0
      for (; FakeSocket.made.length === before; pause += 50) vi.advanceTimersByTime(50)
      pauses.push(pause)
      socket().end()
    }
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
    vi.advanceTimersByTime(8_000)
    await socket().open()
    expect([states[0], states[1], states.at(-1)]).toEqual(['connecting', 'open', 'open'])
    socket().end()
    vi.advanceTimersByTime(250)
    expect(FakeSocket.made).toHaveLength(11)
  })

  it('tells nothing to another server on the way back, and tries no more (T16)', async () => {
    const answers: ((socket: FakeSocket) => void | Promise<void>)[] = [
      (socket) => socket.open('2e'.repeat(32)),
      // Whatever it says, the key of this tab is not up for change.
      (socket) => socket.connect({ kind: 'welcome', key: '2e'.repeat(32) }),
      (socket) => socket.connect(event),
      (socket) => socket.connect('x'),
      (socket) => socket.connect({ kind: 'proof', proof: '' }),
    ]
    for (const answer of answers) {
      FakeSocket.made.length = 0
      const { link, socket, states } = scene()
      const told: unknown[] = []
      link.on('shell.asked', (payload) => told.push(payload))
      await socket().open()
      socket().end()
      vi.advanceTimersByTime(250)
      await answer(socket())
      await expect(link.call('vault.lock', {})).rejects.toThrow('signet ui')
      await settled(() => socket().closedWith !== undefined)
      socket().say(event)
      const words = socket().sent.filter((message) => !('nonce' in message))
      vi.advanceTimersByTime(3_600_000)
      expect([socket().closedWith, states, told, words, FakeSocket.made.length]).toEqual([
        1008,
        ['connecting', 'open', 'lost'],
        [],
        [],
        2,
      ])
    }
  })

  it('asks nobody again when the server said that it has ended (T16)', async () => {
    const { socket, states } = scene()
    await socket().open()
    socket().end(1001)
    vi.advanceTimersByTime(3_600_000)
    expect([FakeSocket.made.length, states.at(-1)]).toEqual([1, 'lost'])
  })

  it('knows, as soon as it is lost, whether it is tried again', async () => {
    const isOver: unknown[] = []
    for (const code of [1006, 1001]) {
      FakeSocket.made.length = 0
      const { link, socket } = scene()
      link.onConnection((state) => state === 'lost' && isOver.push(link.isOver))
      await socket().open()
      socket().end(code)
    }
    expect(isOver).toEqual([false, true])
  })
})
