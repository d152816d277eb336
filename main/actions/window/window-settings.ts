/**
 * How a person has set the window.
 *
 * @module
 */
import {
  type ChosenSettings,
  type SettingsView,
  usualSettings,
} from '../../../preload/contract/settings-views.ts'
import { InputError } from '../../kernel/errors.ts'
import type { DesktopShell } from '../../kernel/ports/desktop-shell.ts'
import type { Preferences } from './preferences.ts'

/** What is left out, or undefined, stays as it is. */
export type SettingsChange = { readonly [Name in keyof ChosenSettings]?: ChosenSettings[Name] | undefined }

export interface WindowSettings {
  /** @throws {@link InputError} `preferences-newer`, `preferences-unwritable`. */
  read(): Promise<SettingsView>
  /** @throws {@link InputError} as {@link read}; then nothing has changed. */
  change(change: SettingsChange): Promise<void>
  /** @throws {@link InputError} `request-malformed` where only the desktop app can do it. */
  setStartAtLogin(isOn: boolean): void
}

export function windowSettings({
  preferences,
  shell,
}: {
  readonly preferences: Pick<Preferences, 'read' | 'update'>
  readonly shell: DesktopShell | undefined
}): WindowSettings {
  return {
    async read() {
      const { settings } = await preferences.read()
      return {
        ...usualSettings,
        ...chosen(settings),
        startAtLogin: shell?.startsAtLogin() ?? null,
        canNotify: shell?.canNotify() ?? false,
        seesScreenLock: shell?.seesScreenLock() ?? false,
      }
    },
    async change(change) {
      await preferences.update((contents) => {
        const before = { ...usualSettings, ...chosen(contents.settings) }
        const after = { ...contents.settings, ...chosen(change) }
        const isSame = JSON.stringify({ ...before, ...after }) === JSON.stringify(before)
        return isSame ? contents : { ...contents, settings: after }
      })
    },
    setStartAtLogin(isOn) {
      if (shell === undefined) {
        throw new InputError(
          'request-malformed',
          'Only the desktop app can start at login. For the agent alone, add "signet agent start" to your session.',
          'none',
        )
      }
      shell.setStartAtLogin(isOn)
    },
  }
}

function chosen(settings: SettingsChange = {}): Partial<ChosenSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}
