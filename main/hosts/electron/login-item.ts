/**
 * Starting with the person's login: by the system's own list on macOS and Windows, by an entry of the desktop on Linux.
 *
 * @module
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { app } from 'electron'
import { writePrivateFile } from '../node/private-file.ts'
import { autostartEntry, isAutostart } from './decisions/autostart-entry.ts'
import { backgroundWord } from './decisions/relay-place.ts'

export interface LoginItem {
  isOn(): boolean
  set(isOn: boolean): void
}

/** @param words - The command that starts the app without its window. */
export function loginItem(platform: string, entryPath: string, words: readonly string[]): LoginItem {
  if (platform !== 'linux') {
    const args = [backgroundWord]
    return {
      isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
      set: (isOn) => app.setLoginItemSettings({ openAtLogin: isOn, args }),
    }
  }
  return {
    isOn: () => isAutostart(textOf(entryPath)),
    set(isOn) {
      if (!isOn) {
        rmSync(entryPath, { force: true })
        return
      }
      mkdirSync(dirname(entryPath), { recursive: true })
      writePrivateFile(entryPath, autostartEntry(words))
    },
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
