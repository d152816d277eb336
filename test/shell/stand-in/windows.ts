/** `BrowserWindow`, its contents and frames, and `ipcMain`. A page is shown by the test, in Chromium. */
import type { BrowserWindow, IpcMain, WebContents, WebFrameMain, WebPreferences } from 'electron'
import { Emitter } from './emitter.ts'
import { called, onDrive } from './record.ts'

type UsedContents = Pick<
  WebContents,
  'isLoading' | 'mainFrame' | 'on' | 'once' | 'send' | 'setWindowOpenHandler'
>
type UsedWindow = Pick<
  BrowserWindow,
  | 'destroy'
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'on'
  | 'restore'
  | 'setContentProtection'
  | 'show'
>
type UsedFrame = Pick<WebFrameMain, 'detached' | 'origin' | 'parent' | 'url'>

/** A frame as a message brings it along. */
export interface FrameSpec {
  readonly url: string
  readonly origin: string
  readonly kind: 'main' | 'former' | 'sub' | 'null' | 'detached' | 'gone' | 'other-window'
}

let windows = 0
const open = new Map<number, StandInWindow>()
// biome-ignore lint/suspicious/noExplicitAny: as Electron has it
type CallHandler = (event: any, ...words: any[]) => any
const handlers = new Map<string, CallHandler>()

class StandInContents extends Emitter {
  readonly standInId: string
  readonly window: number
  loading = false
  #openHandler: ((details: { url: string }) => { action: string }) | undefined
  readonly #frame = { origin: 'null', url: '', parent: null, detached: false }

  constructor(window: number) {
    super()
    this.window = window
    this.standInId = `contents ${window}`
  }

  get mainFrame(): WebFrameMain {
    return this.#frame satisfies UsedFrame as unknown as WebFrameMain
  }

  isLoading(): boolean {
    return this.loading
  }

  send(channel: string, ...words: unknown[]): void {
    called('webContents.send', this.window, channel, ...words)
  }

  setWindowOpenHandler(handler: (details: never) => { action: 'deny' | 'allow' }): void {
    this.#openHandler = handler as never
  }

  openAction(url: string): string {
    return this.#openHandler?.({ url }).action ?? 'allow'
  }

  frame(spec: FrameSpec): unknown {
    if (spec.kind === 'null') return null
    if (spec.kind === 'gone')
      throw new Error('Render frame was disposed before WebFrameMain could be accessed')
    const { url, origin } = spec
    if (spec.kind === 'main') return Object.assign(this.#frame, { url, origin })
    const parent = spec.kind === 'sub' ? this.#frame : null
    return { url, origin, parent, detached: spec.kind === 'detached' }
  }
}

class StandInWindow extends Emitter {
  readonly standInId: string
  readonly webContents: WebContents
  readonly #id: number
  readonly contents: StandInContents

  constructor(options: { readonly webPreferences?: WebPreferences }) {
    super()
    windows += 1
    this.#id = windows
    this.standInId = `window ${windows}`
    this.contents = new StandInContents(windows)
    this.webContents = this.contents satisfies UsedContents as unknown as WebContents
    open.set(windows, this)
    called('BrowserWindow', windows, options, Object.isFrozen(options.webPreferences))
    created.tellBare('web-contents-created', {}, this.contents)
  }

  #told(what: string, ...words: unknown[]): void {
    called(`window.${what}`, this.#id, ...words)
  }

  loadURL(url: string): Promise<void> {
    this.contents.loading = true
    const guards = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']
    const listened = Object.fromEntries(guards.map((event) => [event, this.contents.listens(event)]))
    this.#told('loadURL', url, { ...listened, opens: this.contents.openAction('https://example.com/') })
    return Promise.resolve()
  }
  show = () => this.#told('show')
  focus = () => this.#told('focus')
  restore = () => this.#told('restore')
  maximize = () => this.#told('maximize')
  isMinimized = () => false
  isDestroyed = () => !open.has(this.#id)
  isMaximized = () => false
  getNormalBounds = () => ({ x: 40, y: 50, width: 1000, height: 700 })
  setContentProtection = (isOn: boolean) => this.#told('setContentProtection', isOn)
  destroy(): void {
    this.#told('destroy')
    open.delete(this.#id)
    this.tellBare('closed')
  }
}

/** Who is told of each new page: `app`. */
const created = new Emitter()

export function onContentsCreated(listener: (...words: unknown[]) => void): void {
  created.on('web-contents-created', listener)
}

export const StandInBrowserWindow = StandInWindow satisfies new (options: {
  webPreferences?: WebPreferences
}) => UsedWindow

export const ipcMain = {
  handle(channel: string, handler: CallHandler) {
    called('ipcMain.handle', channel)
    handlers.set(channel, handler)
  },
} satisfies Pick<IpcMain, 'handle'>

export function driveWindows(): void {
  onDrive('window.loaded', (id: number) => {
    const window = open.get(id)
    if (window === undefined) return
    window.contents.loading = false
    window.contents.tellBare('did-finish-load')
  })
  onDrive('window.close', (id: number) => {
    const window = open.get(id)
    window?.tell('close', {})
    open.delete(id)
    window?.tellBare('closed')
  })
  onDrive('contents.tell', (id: number, event: string, details: object) =>
    open.get(id)?.contents.tell(event, details),
  )
  onDrive('contents.opens', (id: number, url: string) => open.get(id)?.contents.openAction(url))
  onDrive('ipc', (id: number, spec: FrameSpec, channel: string, ...words: unknown[]) => {
    const handler = handlers.get(channel)
    const contents = open.get(id)?.contents
    if (handler === undefined || contents === undefined) throw new Error(`nobody answers ${channel}`)
    const sender = spec.kind === 'other-window' ? new StandInContents(0) : contents
    return handler(
      {
        sender,
        get senderFrame() {
          return sender.frame(spec)
        },
      },
      ...words,
    )
  })
  onDrive('ipc.channels', () => [...handlers.keys()])
}
