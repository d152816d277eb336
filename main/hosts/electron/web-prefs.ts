import { join } from 'node:path'
import { app } from 'electron'
import { appFolder } from './app-folder.ts'

/** Nothing of a window is kept on disk: no cookie, no cache, no storage. */
export const windowPartition = 'signet-window'

/** SECURITY: the only web preferences that a window of Signet may have. */
export const WEB_PREFS = Object.freeze({
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  devTools: !app.isPackaged,
  partition: windowPartition,
  preload: join(appFolder, 'dist', 'shell', 'bridge.cjs'),
})
