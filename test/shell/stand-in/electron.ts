/**
 * The `electron` module of a Node process that has no Electron: it records what the shell asks of it, and does what a test
 * drives it to. What it has is held against Electron's own types, so that the shell cannot use what Electron does not have.
 *
 * @module
 */
import type * as Electron from 'electron'
import { standInApp } from './app.ts'
import {
  dialog,
  driveDesktop,
  nativeImage,
  nativeTheme,
  powerMonitor,
  StandInMenuClass,
  StandInNotificationClass,
  StandInTrayClass,
  screen,
  shell,
  utilityProcess,
} from './desktop.ts'
import { serveDrives } from './record.ts'
import type { RunOptions } from './run.ts'
import { driveSessions, protocol, session } from './sessions.ts'
import { driveWindows, ipcMain, onContentsCreated, StandInBrowserWindow } from './windows.ts'

const standIn = standInApp()

export const app = standIn.app
export const BrowserWindow = StandInBrowserWindow
export const Menu = StandInMenuClass
export const Notification = StandInNotificationClass
export const Tray = StandInTrayClass
export {
  dialog,
  ipcMain,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
}

/** Every name is one of Electron's main process. */
const _names = {
  ...{ app, BrowserWindow, dialog, ipcMain, Menu, nativeImage, nativeTheme, Notification, powerMonitor },
  ...{ protocol, screen, session, shell, Tray, utilityProcess },
} satisfies { readonly [Name in keyof typeof Electron]?: unknown }

export function prepare(options: RunOptions): { ready(): void } {
  onContentsCreated((event, contents) => standIn.emitter.tellBare('web-contents-created', event, contents))
  driveWindows()
  driveSessions()
  driveDesktop()
  serveDrives()
  return standIn.prepare(options)
}
