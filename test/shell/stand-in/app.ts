/** `app`, as far as the shell uses it. */
import { existsSync } from 'node:fs'
import process from 'node:process'
import type { App } from 'electron'
import { Emitter, type Listener } from './emitter.ts'
import { called, onDrive } from './record.ts'
import type { RunOptions } from './run.ts'

type Used = Pick<
  App,
  | 'enableSandbox'
  | 'exit'
  | 'getLocale'
  | 'getLoginItemSettings'
  | 'getPath'
  | 'isPackaged'
  | 'on'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setLoginItemSettings'
  | 'setPath'
  | 'whenReady'
> & { readonly commandLine: Pick<App['commandLine'], 'removeSwitch'> }

export function standInApp() {
  const emitter = new Emitter()
  const becomesReady = Promise.withResolvers<void>()
  let options: RunOptions | undefined
  const paths = new Map<string, string>()
  const app = {
    get isPackaged() {
      return options?.isPackaged ?? false
    },
    commandLine: { removeSwitch: (name: string) => called('app.commandLine.removeSwitch', name) },
    enableSandbox: () => called('app.enableSandbox'),
    exit(code?: number) {
      called('app.exit', code)
      // What was said is read first.
      setTimeout(() => process.exit(code), 20)
    },
    quit() {
      called('app.quit')
      if (!emitter.tell('before-quit', {}).prevented) app.exit(0)
    },
    getLocale: () => options?.locale ?? 'en-GB',
    getLoginItemSettings: () => ({
      ...{ openAtLogin: false, wasOpenedAtLogin: false, executableWillLaunchAtLogin: false },
      ...{ status: 'not-registered' as const, launchItems: [] },
    }),
    setLoginItemSettings: (settings: object) => called('app.setLoginItemSettings', settings),
    getPath(name: string) {
      return paths.get(name) ?? (name === 'appData' ? (options?.appData ?? '') : '/nowhere')
    },
    setPath(name: string, path: string) {
      called('app.setPath', name, path)
      // As Electron's documentation has it.
      if (!existsSync(path)) throw new Error(`${path} does not exist`)
      paths.set(name, path)
    },
    requestSingleInstanceLock() {
      called('app.requestSingleInstanceLock')
      return !options?.isSecond
    },
    whenReady: () => becomesReady.promise,
    on(event: string, listener: Listener) {
      called('app.on', event)
      return emitter.on(event, listener)
    },
  } satisfies Used
  onDrive('app', (event: string, ...words: unknown[]) => emitter.tell(event, {}, ...words))
  return {
    app,
    emitter,
    prepare(chosen: RunOptions) {
      options = chosen
      return { ready: () => becomesReady.resolve() }
    },
  }
}
