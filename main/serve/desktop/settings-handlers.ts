/**
 * How the window and the agent are set, as a window asks for it.
 *
 * @module
 */
import type { Asking } from '../../actions/config/aws-files.ts'
import type { ReadSurroundings } from '../../actions/upkeep/read-surroundings.ts'
import type { WindowSettings } from '../../actions/window/window-settings.ts'
import type { Handlers } from './handlers.ts'

export interface SettingsHandlerNeeds {
  readonly settings: WindowSettings
  readonly readSurroundings: ReadSurroundings
  readonly asking: () => Asking
}

type SettingsHandlers = Pick<Handlers, 'settings.change' | 'settings.startAtLogin' | 'settings.surroundings'>

export function settingsHandlers({
  settings,
  readSurroundings,
  asking,
}: SettingsHandlerNeeds): SettingsHandlers {
  return {
    async 'settings.change'(change) {
      await settings.change(change)
      return {}
    },
    'settings.startAtLogin'({ isOn }) {
      settings.setStartAtLogin(isOn)
      return {}
    },
    'settings.surroundings': () => readSurroundings(asking()),
  }
}
