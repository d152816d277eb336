/** What electron-updater takes of Electron: where the app is, and a way to fetch. Fetching is Node's own here. */
import { EventEmitter } from 'node:events'
import http, { type RequestOptions } from 'node:http'
import process from 'node:process'

const emitter = new EventEmitter()

export const app = {
  ...{ isPackaged: true, name: 'Signet', whenReady: async () => undefined },
  ...{ getVersion: () => '0.1.0', getName: () => 'Signet', getAppPath: () => process.cwd() },
  getPath: () => process.env.HOME ?? '',
  once: (event: string, listener: () => void) => emitter.once(event, listener),
  on: (event: string, listener: () => void) => emitter.on(event, listener),
  removeListener: (event: string, listener: () => void) => emitter.off(event, listener),
  quit: () => setTimeout(() => process.exit(0), 300),
  relaunch: () => undefined,
}
export const session = { fromPartition: () => ({}) }
export const autoUpdater = emitter
export const net = {
  request({ session: _, redirect: __, ...options }: RequestOptions & { session: object; redirect?: string }) {
    const request = http.request(options)
    return Object.assign(request, { abort: () => request.destroy() })
  },
}
