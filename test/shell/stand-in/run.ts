/**
 * Runs the built shell in this Node process with `electron` standing in for Electron. What Electron promises is kept: the
 * entry is loaded before the app is ready.
 *
 * @module
 */
import { registerHooks } from 'node:module'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

export interface RunOptions {
  /** The entry: `dist/shell/index.mjs`. */
  readonly entry: string
  readonly isPackaged: boolean
  /** Another instance holds the lock. */
  readonly isSecond: boolean
  readonly locale: string
  /** Electron's own version. */
  readonly electron: string
  readonly resources: string
  /** `appData`, where a desktop keeps its settings. */
  readonly appData: string
}

const options = JSON.parse(process.env.SIGNET_TEST_SHELL ?? '') as RunOptions
delete process.env.SIGNET_TEST_SHELL
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: options.electron } })
Object.defineProperty(process, 'resourcesPath', { value: options.resources })

const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context),
})
const { prepare } = (await import('electron' as string)) as typeof import('./electron.ts')
const { ready } = prepare(options)
await import(pathToFileURL(options.entry).href)
ready()
