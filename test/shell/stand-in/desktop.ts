/** What the shell shows beside its window: tray, menus, notifications, dialogs; and what the system tells it. */
import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type {
  Dialog,
  Menu as ElectronMenu,
  Notification as ElectronNotification,
  Tray as ElectronTray,
  MenuItemConstructorOptions,
  NativeImage,
  NativeTheme,
  PowerMonitor,
  Screen,
  Shell,
  UtilityProcess,
} from 'electron'
import { Emitter, type Listener } from './emitter.ts'
import { called, onDrive, plain } from './record.ts'

type Template = MenuItemConstructorOptions[]

class StandInMenu {
  readonly template: Template
  readonly standInId = 'menu'
  constructor(template: Template) {
    this.template = template
  }
  static buildFromTemplate(template: Template): ElectronMenu {
    return new StandInMenu(template) as unknown as ElectronMenu
  }
  static setApplicationMenu(menu: ElectronMenu | null): void {
    bar = menu as unknown as StandInMenu
    called('Menu.setApplicationMenu', bar.template)
  }
}

let bar: StandInMenu | undefined
let trayMenu: StandInMenu | undefined

/** Clicks the entry that these labels lead to. */
function click(menu: StandInMenu | undefined, path: readonly string[]): void {
  let entries: Template = menu?.template ?? []
  for (const [depth, label] of path.entries()) {
    const entry = entries.find((each) => each.label?.startsWith(label))
    if (entry === undefined)
      throw new Error(
        `no "${label}" among: ${entries.map((each) => each.label ?? each.role ?? each.type).join(', ')}`,
      )
    if (depth === path.length - 1) (entry.click as (() => void) | undefined)?.()
    entries = Array.isArray(entry.submenu) ? entry.submenu : []
  }
}

class StandInTray extends Emitter {
  constructor(image: NativeImage | string) {
    super()
    called('Tray', image)
    onDrive('tray.tell', (event: string) => this.tellBare(event))
  }
  setImage = (image: NativeImage | string) => called('tray.setImage', image)
  setToolTip = (text: string) => called('tray.setToolTip', text)
  destroy = () => called('tray.destroy')
  setContextMenu = (menu: ElectronMenu | null) => {
    trayMenu = menu as unknown as StandInMenu
    called('tray.setContextMenu', plain(trayMenu.template))
  }
}

const notifications: StandInNotification[] = []
class StandInNotification extends Emitter {
  readonly options: object
  constructor(options: object) {
    super()
    this.options = options
  }
  show(): void {
    notifications.push(this)
    called('Notification', this.options)
  }
  static isSupported = () => true
}

const answers: number[] = []
export const dialog = {
  showErrorBox: (title: string, content: string) => called('dialog.showErrorBox', title, content),
  showMessageBox(...words: unknown[]) {
    called('dialog.showMessageBox', ...words)
    return Promise.resolve({ response: answers.shift() ?? 0, checkboxChecked: false })
  },
} satisfies Pick<Dialog, 'showErrorBox' | 'showMessageBox'>

export const nativeImage = {
  createFromPath: (path: string) => ({ standInId: `image ${path}` }) as unknown as NativeImage,
}

const theme = new Emitter()
let isDark = false
export const nativeTheme = {
  get shouldUseDarkColors() {
    return isDark
  },
  on: (event: string, listener: Listener) => theme.on(event, listener),
  off: (event: string, listener: Listener) => theme.off(event, listener),
} satisfies Pick<NativeTheme, 'shouldUseDarkColors' | 'on' | 'off'>

export const screen = {
  getAllDisplays: () =>
    [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] as unknown as ReturnType<
      Screen['getAllDisplays']
    >,
} satisfies Pick<Screen, 'getAllDisplays'>

export const shell = {
  async openExternal(url: string) {
    called('shell.openExternal', url)
  },
} satisfies Pick<Shell, 'openExternal'>

const power = new Emitter()
export const powerMonitor = {
  on(event: string, listener: Listener) {
    called('powerMonitor.on', event)
    return power.on(event, listener)
  },
} satisfies Pick<PowerMonitor, 'on'>

class StandInUtility extends EventEmitter {
  readonly #child: ChildProcess
  constructor(path: string, options: { env?: NodeJS.ProcessEnv }) {
    super()
    const shim = new URL('./utility.ts', import.meta.url).pathname
    this.#child = fork(shim, [path], { ...(options.env && { env: options.env }), execArgv: [] })
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1))
  }
  get pid(): number | undefined {
    return this.#child.pid
  }
  kill = () => this.#child.kill()
  postMessage = (message: object) => void this.#child.send(message, () => undefined)
}

export const utilityProcess = {
  fork(path: string, words: string[] = [], options: { env?: NodeJS.ProcessEnv } = {}) {
    called('utilityProcess.fork', path, words, { ...options, env: Object.keys(options.env ?? {}) })
    return new StandInUtility(path, options) as unknown as UtilityProcess
  },
}

export const StandInTrayClass = StandInTray satisfies new (
  image: NativeImage | string,
) => Pick<ElectronTray, 'destroy' | 'on' | 'setContextMenu' | 'setImage' | 'setToolTip'>
export const StandInNotificationClass = StandInNotification satisfies (new (
  options: object,
) => Pick<ElectronNotification, 'on' | 'show'>) & { isSupported(): boolean }
export const StandInMenuClass = StandInMenu satisfies Pick<
  typeof ElectronMenu,
  'buildFromTemplate' | 'setApplicationMenu'
>

export function driveDesktop(): void {
  onDrive('tray.click', (...path: string[]) => click(trayMenu, path))
  onDrive('tray.labels', () =>
    trayMenu?.template.map(({ label, type, checked }) => ({ label, type, checked })),
  )
  onDrive('menu.click', (...path: string[]) => click(bar, path))
  onDrive('notification.click', (index: number) => notifications[index]?.tellBare('click'))
  onDrive('dialog.answer', (...chosen: number[]) => void answers.push(...chosen))
  onDrive('power', (event: string) => power.tellBare(event))
  onDrive('theme', (dark: boolean) => {
    isDark = dark
    theme.tellBare('updated')
  })
}
