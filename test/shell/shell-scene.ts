/**
 * The built desktop app without Electron: its main process in a Node process on the stand-in for `electron`, its window in
 * Chromium with the real preload, and messages between them both ways. Chromium knows no scheme `app:`, so the window stands
 * at an https address here; every file of it comes from the handler that the app has set for `app://ui/`.
 *
 * @module
 */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Frame, Page, Route } from 'playwright'
import { root, Scene, until } from '../headless/harness.ts'
import { launchChromium } from '../ui/window-scene.ts'
import { preloadScript } from './preload-page.ts'
import type { Answered, Called } from './stand-in/record.ts'
import type { RunOptions } from './stand-in/run.ts'
import type { FrameSpec } from './stand-in/windows.ts'

export interface ShellOptions extends Partial<RunOptions> {
  /** Words of its command line. */
  readonly words?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Stands on this one; as a rule on one of its own. */
  readonly scene?: Scene
}

const pageOrigin = 'https://ui.signet.test'
const shellOrigin = 'app://ui'
const names = { invoke: '__invoke', deliver: '__deliver' }

export class ShellScene {
  readonly scene: Scene
  readonly calls: Called[] = []
  /** Requests that left the window's own address, policy reports, and mistakes of its scripts. */
  readonly faults: string[] = []
  readonly stderr: string[] = []
  /** What the page has sent to the main process, by itself. */
  readonly sent: (readonly unknown[])[] = []
  readonly exited: Promise<number | null>
  readonly #child: ChildProcess
  readonly #ownsScene: boolean
  readonly #waiting = new Map<number, (answered: Answered) => void>()
  readonly #pages = new Map<number, Promise<Page>>()
  #browser: Promise<Browser> | undefined
  #drives = 0

  private constructor(scene: Scene, child: ChildProcess, ownsScene: boolean) {
    this.scene = scene
    this.#child = child
    this.#ownsScene = ownsScene
    this.exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    child.stderr?.on('data', (chunk: Buffer) => this.stderr.push(String(chunk)))
    child.on('message', (message: Called | Answered) => {
      if (message.kind === 'called') this.#note(message)
      else this.#waiting.get(message.id)?.(message)
    })
  }

  static async start(options: ShellOptions = {}): Promise<ShellScene> {
    const scene = options.scene ?? (await Scene.start())
    const { words = [], env, scene: given, ...chosen } = options
    const run: RunOptions = {
      entry: join(root, 'dist/shell/index.mjs'),
      ...{ isPackaged: false, isSecond: false, locale: 'en-GB', electron: '45.4.1' },
      resources: join(scene.folder, 'resources'),
      appData: join(scene.folder, 'config'),
      ...chosen,
    }
    const whole = { ...scene.env, ...env, SIGNET_TEST_SHELL: JSON.stringify(run) }
    const child = fork(join(import.meta.dirname, 'stand-in/run.ts'), words, {
      env: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)),
      ...{ execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    })
    return new ShellScene(scene, child, given === undefined)
  }

  /** What was asked of Electron under this name. */
  called(what: string): readonly (readonly unknown[])[] {
    return this.calls.filter((call) => call.what === what).map(({ words }) => words)
  }

  /** The words of the first such call that fits, as soon as there is one. */
  async call(what: string, fits: (words: readonly unknown[]) => boolean = () => true) {
    const find = () => this.called(what).find(fits)
    await until(() => find() !== undefined || this.#child.exitCode !== null, `a call of ${what}`)
    const found = find()
    if (found === undefined) throw new Error(`the app ended: ${this.stderr.join('')}`)
    return found
  }

  async drive(what: string, ...words: readonly unknown[]): Promise<unknown> {
    if (!this.#child.connected) throw new Error('the app has ended')
    this.#drives += 1
    const id = this.#drives
    const { promise, resolve } = Promise.withResolvers<Answered>()
    this.#waiting.set(id, resolve)
    this.#child.send({ kind: 'drive', id, what, words })
    const { fault, value } = await promise
    this.#waiting.delete(id)
    if (fault !== undefined) throw new Error(fault)
    return value
  }

  /** A message to the main process from a frame of any kind. */
  ipc(spec: FrameSpec, channel: string, ...words: readonly unknown[]): Promise<unknown> {
    return this.drive('ipc', 1, spec, channel, ...words)
  }

  /** The page of a window, when it has loaded. */
  async page(window = 1): Promise<Page> {
    await this.call('window.loadURL', ([id]) => id === window)
    const page = await this.#pages.get(window)
    if (page === undefined) throw new Error(`window ${window} has no page`)
    return page
  }

  async close(): Promise<void> {
    // The page first: it asks for its files as long as it is there.
    await (await this.#browser)?.close()
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGKILL')
      await this.exited
    }
    if (this.#ownsScene) await this.scene.close()
  }

  #note(call: Called): void {
    this.calls.push(call)
    const [window, first, ...rest] = call.words as [number, string, ...unknown[]]
    if (call.what === 'window.loadURL') {
      const shown = this.#show(window, first)
      this.#pages.set(window, shown)
      shown.catch((thrown: unknown) => this.faults.push(String(thrown)))
    }
    if (call.what === 'webContents.send') void this.#deliver(window, first, rest)
  }

  async #show(window: number, url: string): Promise<Page> {
    this.#browser ??= launchChromium()
    const context = await (await this.#browser).newContext({ viewport: { width: 1200, height: 780 } })
    await this.#wire(context, window)
    const page = await context.newPage()
    await page.goto(url.replace(shellOrigin, pageOrigin))
    await this.drive('window.loaded', window)
    return page
  }

  async #wire(context: BrowserContext, window: number): Promise<void> {
    const preload = readFileSync(join(root, 'dist/shell/bridge.cjs'), 'utf8')
    await context.exposeBinding(names.invoke, ({ frame }, channel: string, ...words: unknown[]) => {
      this.sent.push([channel, ...words])
      return this.drive('ipc', window, specOf(frame), channel, ...words)
    })
    await context.addInitScript({ content: preloadScript(preload, names) })
    await context.route('**/*', (route) =>
      this.#answer(route).catch((thrown: unknown) => {
        // An app that has ended serves no more files.
        if (this.#child.connected) this.faults.push(String(thrown))
      }),
    )
    context.on('weberror', (error) => this.faults.push(String(error.error())))
    context.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text())
    })
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const address = request.url().replace(pageOrigin, shellOrigin)
    const decided = (await this.drive('request', address)) as { cancel: boolean }
    if (decided.cancel) {
      this.faults.push(`cancelled: ${address}`)
      return route.abort()
    }
    const reply = (await this.drive('page', request.method(), address)) as {
      status: number
      headers: Record<string, string>
      bytes: Uint8Array
    }
    return route.fulfill({ status: reply.status, headers: reply.headers, body: Buffer.from(reply.bytes) })
  }

  async #deliver(window: number, channel: string, words: readonly unknown[]): Promise<void> {
    const page = await this.#pages.get(window)?.catch(() => undefined)
    await page
      ?.evaluate(
        ([deliver, name, rest]) => {
          const target = (window as unknown as Record<string, (...words: unknown[]) => void>)[deliver]
          target?.(name, rest)
        },
        [names.deliver, channel, words] as [string, string, unknown[]],
      )
      .catch(() => undefined)
  }
}

function specOf(frame: Frame): FrameSpec {
  const url = frame.url().replace(pageOrigin, shellOrigin)
  const origin = url.startsWith(`${shellOrigin}/`) ? shellOrigin : (URL.parse(url)?.origin ?? 'null')
  return { url, origin, kind: frame.parentFrame() === null ? 'main' : 'sub' }
}

/** The window's own frame, as it should be. */
export const ownFrame: FrameSpec = { url: `${shellOrigin}/index.html`, origin: shellOrigin, kind: 'main' }

/** A call of the contract as the preload sends it. */
export function callText(name: string, request: unknown): string {
  return JSON.stringify({ kind: 'call', id: 0, name, request })
}
