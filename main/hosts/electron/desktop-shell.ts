import { join } from 'node:path'
import { app, Notification } from 'electron'
import type { DesktopShell } from '../../kernel/ports/desktop-shell.ts'
import { type AppPlace, backgroundWord } from './decisions/relay-place.ts'
import { loginItem } from './login-item.ts'

/** What the window's settings ask of the desktop. */
export function desktopShell({ platform, isPackaged, program, appImage, appFolder }: AppPlace): DesktopShell {
  const words = [
    appImage ?? program,
    ...(isPackaged ? [] : [join(appFolder, 'dist', 'shell', 'index.mjs')]),
    backgroundWord,
  ]
  const login = loginItem(platform, join(app.getPath('appData'), 'autostart', 'signet.desktop'), words)
  return {
    startsAtLogin: () => login.isOn(),
    setStartAtLogin: (isOn) => login.set(isOn),
    canNotify: () => Notification.isSupported(),
    // Electron has `lock-screen` of macOS and Windows only.
    seesScreenLock: () => platform !== 'linux',
  }
}
