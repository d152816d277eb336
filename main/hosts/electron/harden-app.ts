/**
 * What must stand before Electron is ready, and before there is anything to protect.
 *
 * @module
 */
import process from 'node:process'
import { app, protocol } from 'electron'
import { isPatchedElectron } from './decisions/patched-electron.ts'
import { refusedSwitch } from './decisions/refused-switches.ts'

/** Why this process must not go on; undefined when it may. */
export type Refusal = { readonly code: number; readonly why: 'switch' | 'version' } | undefined

/** First of all. */
export function hardenApp(): Refusal {
  if (refusedSwitch(process.argv.slice(1), process.platform) !== undefined) return { code: 64, why: 'switch' }
  if (!isPatchedElectron(process.versions.electron)) return { code: 65, why: 'version' }
  app.enableSandbox()
  // Chromium's own log may hold addresses (D15).
  app.commandLine.removeSwitch('enable-logging')
  app.commandLine.removeSwitch('log-file')
  // SECURITY (D1): of its own origin and secure, and never past the page's policy.
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  app.on('web-contents-created', (_event, contents) => {
    // SECURITY (D5): a window stays where the shell has put it, and opens no other.
    contents.on('will-navigate', (details) => details.preventDefault())
    contents.on('will-frame-navigate', (details) => details.preventDefault())
    contents.on('will-redirect', (details) => details.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
  return undefined
}
