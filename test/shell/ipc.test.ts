import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallName, calls } from '../../preload/contract/calls.ts'
import { channels } from '../../preload/contract/channels.ts'
import type { ErrorView } from '../../preload/contract/errors.ts'
import { callText, ownFrame, ShellScene } from './shell-scene.ts'
import type { FrameSpec } from './stand-in/windows.ts'

let shell: ShellScene
beforeAll(async () => {
  shell = await ShellScene.start()
  await (await shell.page()).locator('#content').waitFor()
})
afterAll(() => shell.close())

const names = Object.keys(calls) as CallName[]

interface Answer {
  readonly kind: 'reply' | 'refusal'
  readonly reply?: unknown
  readonly error?: ErrorView
}

let asked = 0

/** Below the pace at which the app calls it a flood. */
async function ask(spec: FrameSpec, ...words: readonly unknown[]): Promise<Answer> {
  asked += 1
  if (asked % 300 === 0) await rest()
  return askAtOnce(spec, ...words)
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 1_100))

async function askAtOnce(spec: FrameSpec, ...words: readonly unknown[]): Promise<Answer> {
  return JSON.parse((await shell.ipc(spec, channels.call, ...words)) as string) as Answer
}

const strangers: readonly (readonly [who: string, frame: FrameSpec])[] = [
  ['a frame within the page', { ...ownFrame, kind: 'sub' }],
  ['no frame', { ...ownFrame, kind: 'null' }],
  ['a frame that went while it was looked at', { ...ownFrame, kind: 'gone' }],
  ['a page that is being left', { ...ownFrame, kind: 'detached' }],
  ['the frame of a page that was here before', { ...ownFrame, kind: 'former' }],
  ['another window', { ...ownFrame, kind: 'other-window' }],
  ['an empty page', { url: 'about:blank', origin: 'null', kind: 'main' }],
  ['an empty page that claims the origin', { url: 'about:blank', origin: 'app://ui', kind: 'main' }],
  ['a page without an address', { url: '', origin: '', kind: 'main' }],
  ['another host', { url: 'app://evil/index.html', origin: 'app://evil', kind: 'main' }],
  ['a host that begins alike', { url: 'app://ui.evil/', origin: 'app://ui.evil', kind: 'main' }],
  ['the web', { url: 'https://example.com/', origin: 'https://example.com', kind: 'main' }],
  ['a file', { url: 'file:///app/ui/index.html', origin: 'file://', kind: 'main' }],
]

describe('a call over IPC', () => {
  it('is answered for the window’s own page', async () => {
    expect((await ask(ownFrame, callText('state.read', {}))).kind).toBe('reply')
  })

  it.each(strangers)('is refused for %s, whichever it is (T16)', async (_, frame) => {
    for (const name of names) {
      const { kind, error } = await ask(frame, callText(name, {}))
      expect([name, kind, error?.code]).toEqual([name, 'refusal', 'access-denied'])
    }
  })

  const hostile: readonly (readonly [what: string, request: string])[] = [
    ['10 MB', `{"profile":"${'x'.repeat(10 * 1024 * 1024)}"}`],
    ['a key of the prototype', '{"__proto__":{"polluted":true}}'],
    ['a key of the constructor', '{"constructor":{"prototype":{"polluted":true}}}'],
    ['a field that is not known', '{"unknown":1}'],
    ['a number', '7'],
    ['a text', '"x"'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['half an object', '{'],
    ['a very deep object', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ]

  it.each(hostile)('is refused with %s, whichever it is (T16)', async (what, request) => {
    for (const name of names) {
      const text = `{"kind":"call","id":0,"name":${JSON.stringify(name)},"request":${request}}`
      const { kind, error } = await ask(ownFrame, text)
      expect([name, what, kind, error?.code]).toEqual([name, what, 'refusal', 'request-malformed'])
    }
    expect(await shell.drive('request', 'app://ui/')).toEqual({ cancel: false })
  })

  it.each([
    ['a call that is not known', [callText('vault.open', {})]],
    ['a name of the prototype', [callText('__proto__', {})]],
    ['a name of every object', [callText('toString', {})]],
    ['an event', ['{"kind":"event","name":"state.changed","payload":{}}']],
    ['a reply', ['{"kind":"reply","id":0,"reply":{}}']],
    ['an object in place of text', [{ kind: 'call', id: 0, name: 'state.read', request: {} }]],
    ['a number', [7]],
    ['nothing', []],
    ['no value', [null]],
    ['a second word', [callText('state.read', {}), 'more']],
    ['an empty text', ['']],
    ['text behind the call', [`${callText('state.read', {})} {}`]],
    ['bytes', [new Uint8Array([123, 125])]],
  ] as [string, unknown[]][])('is refused where it is %s (T16)', async (_, words) => {
    expect(await ask(ownFrame, ...words)).toMatchObject({
      kind: 'refusal',
      error: { code: 'request-malformed' },
    })
  })

  it('is refused in a flood, and answered again a second later (T27)', async () => {
    const flood = await Promise.all(Array.from({ length: 1_000 }, () => askAtOnce(ownFrame, '')))
    const busy = flood.filter(({ error }) => error?.code === 'agent-busy').length
    expect(busy).toBeGreaterThanOrEqual(200)
    await rest()
    expect((await ask(ownFrame, callText('state.read', {}))).kind).toBe('reply')
  })

  it('comes from the page’s own scripts, and from no frame that they make (T16)', async () => {
    const page = await shell.page()
    const found = await page.evaluate(async () => {
      const { signet } = window as unknown as {
        signet: { call(name: string, request: object): Promise<object> }
      }
      const answer = await signet.call('state.read', {})
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const inside = Object.keys(frame.contentWindow ?? {}).includes('signet')
      frame.remove()
      return { keys: Object.keys(answer), inside }
    })
    expect(found).toEqual({ keys: ['reply'], inside: false })
  })
})

describe('an event over IPC', () => {
  it('reaches the page, by its name, and nothing of Electron comes along (D7)', async () => {
    const page = await shell.page()
    const heard = page.evaluate(
      () =>
        new Promise((resolve) => {
          const { signet } = window as unknown as {
            signet: { on(name: string, listener: (...words: unknown[]) => void): () => void }
          }
          const end = signet.on('shell.asked', (...words) => {
            end()
            resolve(words)
          })
          signet.on('toString', () => resolve('an event that is none'))
        }),
    )
    await shell.drive('menu.click', 'File', 'Settings')
    expect(await heard).toEqual([{ what: 'settings', about: null }])
  })
})
