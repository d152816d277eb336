/**
 * The window. It can be closed and opened again; what it showed is the agent's and stays.
 *
 * @module
 */
import type { BrowserWindow, WebContents } from 'electron'
import { channels } from '../../../preload/contract/channels.ts'
import type { WindowConnection, WindowHub } from '../../serve/desktop/window-hub.ts'
import { pageAddress } from './decisions/page-address.ts'
import type { WindowBounds } from './decisions/window-bounds.ts'
import { makeWindow } from './make-window.ts'

export interface MainWindowNeeds {
  readonly hub: Pick<WindowHub, 'connect'>
  readonly bounds: { read(): WindowBounds | undefined; keep(bounds: WindowBounds): void }
  readonly onClosed: () => void
}

export class MainWindow {
  readonly #needs: MainWindowNeeds
  #window: BrowserWindow | undefined
  #isProtected = false
  connection: WindowConnection | undefined

  constructor(needs: MainWindowNeeds) {
    this.#needs = needs
  }

  get contents(): WebContents | undefined {
    return this.#window?.isDestroyed() ? undefined : this.#window?.webContents
  }

  /** Shows it, and makes it where there is none. */
  open(): void {
    this.#window ??= this.#make()
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  /** Opens it and tells its page this event, as soon as there is a page. */
  ask(text: string): void {
    this.open()
    const tell = () => this.contents?.send(channels.event, text)
    if (this.contents?.isLoading()) this.contents.once('did-finish-load', tell)
    else tell()
  }

  /** SECURITY (D16): keeps the window out of screen shots while it shows what nobody else should see. */
  protect(isProtected: boolean): void {
    if (isProtected !== this.#isProtected) this.#window?.setContentProtection(isProtected)
    this.#isProtected = isProtected
  }

  #make(): BrowserWindow {
    const window = makeWindow(this.#needs.bounds.read())
    window.setContentProtection(this.#isProtected)
    this.connection = this.#needs.hub.connect((text) => this.contents?.send(channels.event, text))
    // A page that crashed holds nothing: the next opening makes a new one.
    window.webContents.on('render-process-gone', () => window.destroy())
    window.on('close', () =>
      this.#needs.bounds.keep({ ...window.getNormalBounds(), isMaximized: window.isMaximized() }),
    )
    window.on('closed', () => this.#closed())
    void window.loadURL(pageAddress).catch(() => undefined)
    return window
  }

  #closed(): void {
    this.connection?.close()
    this.connection = undefined
    this.#window = undefined
    this.#needs.onClosed()
  }
}
