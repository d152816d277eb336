import process from 'node:process'
import { app } from 'electron'
import { appFolder } from './app-folder.ts'
import type { AppPlace } from './decisions/relay-place.ts'

/** Where this app runs from. */
export function placeOfApp(stateFolder: string): AppPlace {
  return {
    isPackaged: app.isPackaged,
    program: process.execPath,
    appFolder,
    resourcesFolder: process.resourcesPath,
    // SECURITY: set by the image's own start, and by whoever starts it: only used as the path of a program of this person.
    appImage: app.isPackaged && process.platform === 'linux' ? process.env.APPIMAGE || undefined : undefined,
    stateFolder,
    platform: process.platform,
  }
}
