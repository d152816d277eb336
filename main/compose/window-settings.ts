/**
 * How the window is set, and what it shows of the agent's surroundings.
 *
 * @module
 */
import type { Asking } from '../actions/config/aws-files.ts'
import { readSurroundings } from '../actions/upkeep/read-surroundings.ts'
import { windowSettings } from '../actions/window/window-settings.ts'
import { settingsHandlers } from '../serve/desktop/settings-handlers.ts'
import type { Rooms } from './rooms.ts'

export function composeWindowSettings({ host, preferences, awsFiles, door }: Rooms, asking: () => Asking) {
  const { runtime, env, stateFolder, shell, network } = host
  const settings = windowSettings({ preferences, shell })
  const surroundings = { runtime, env, stateFolder, awsFiles, network, vaultPath: () => door.view().path }
  return {
    settings,
    handlers: settingsHandlers({ settings, readSurroundings: readSurroundings(surroundings), asking }),
  }
}
