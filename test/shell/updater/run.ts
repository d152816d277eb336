/**
 * Looks for an update with the real electron-updater, as a packaged AppImage does, and installs it. What it was told in its
 * environment: the feed, the key and where things are. Prints how it ended.
 *
 * @module
 */
import { registerHooks } from 'node:module'
import process from 'node:process'
import { checkUpdateFile } from '../../../main/hosts/electron/updates/check-update-file.ts'
import { fetchManifest } from '../../../main/hosts/electron/updates/fetch-manifest.ts'
import { lookForUpdate } from '../../../main/hosts/electron/updates/look-for-update.ts'
import { readManifest } from '../../../main/hosts/electron/updates/update-manifest.ts'
import { nodeHttp } from '../../../main/hosts/node/http.ts'

const { FEED: feed = '', KEY: publicKey = '', RESOURCES: resources = '' } = process.env
Object.defineProperty(process, 'resourcesPath', { value: resources })
const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context),
})
const { electronInstaller } = await import('../../../main/hosts/electron/electron-installer.ts')
const http = nodeHttp({ env: {} })
const end = await lookForUpdate({
  readManifest: async () =>
    readManifest(await fetchManifest(http, feed), {
      ...{ publicKey, now: Date.now(), lastCounter: 0, platform: 'linux-x64', runningVersion: '0.1.0' },
    }),
  checkFile: checkUpdateFile,
  remember: async () => undefined,
  mayFetch: async () => true,
  mayInstall: async () => true,
  note: (fault) => process.stderr.write(`${String(fault)}\n`),
  installer: () => electronInstaller(feed),
})
process.stdout.write(`${end}\n`)
if (end !== 'installing') process.exit(0)
