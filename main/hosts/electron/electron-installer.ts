import type { UpdateInstaller } from './updates/look-for-update.ts'

/** electron-updater, which asks for nothing and installs nothing by itself here. Loaded when it is first needed. */
export async function electronInstaller(feed: string): Promise<UpdateInstaller> {
  // Not by name: what is exported there is made when it is first read.
  const { autoUpdater } = (await import('electron-updater')).default
  autoUpdater.setFeedURL({ provider: 'generic', url: feed })
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.allowDowngrade = false
  autoUpdater.allowPrerelease = false
  autoUpdater.disableWebInstaller = true
  // The whole file, so that the digest is of what is installed.
  autoUpdater.disableDifferentialDownload = true
  autoUpdater.logger = null
  return {
    async offered() {
      const found = await autoUpdater.checkForUpdates()
      return found?.isUpdateAvailable ? found.updateInfo.version : undefined
    },
    async fetch() {
      const [path] = await autoUpdater.downloadUpdate()
      if (path === undefined) throw new Error('an update without a file')
      return path
    },
    install: () => autoUpdater.quitAndInstall(false, true),
  }
}
