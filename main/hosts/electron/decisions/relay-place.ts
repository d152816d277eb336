/**
 * Where the `signet` command of this app stands, and how a relay starts the app again. Pure.
 *
 * @module
 */
import { join } from 'node:path'

export interface AppPlace {
  readonly isPackaged: boolean
  /** `process.execPath`. */
  readonly program: string
  /** The project's root, or the archive. */
  readonly appFolder: string
  readonly resourcesFolder: string
  /** The image itself, where the app runs from an AppImage: what it holds is mounted elsewhere at each start. */
  readonly appImage: string | undefined
  readonly stateFolder: string
  readonly platform: string
}

/** The word that starts the app without its window. */
export const backgroundWord = '--background'

/** As it came with the app. */
export function shippedRelay({ isPackaged, appFolder, resourcesFolder, platform }: AppPlace): string {
  if (!isPackaged) return join(appFolder, 'dist', 'bin', 'signet')
  return join(resourcesFolder, 'bin', platform === 'win32' ? 'signet.exe' : 'signet')
}

/** The path for lines in the AWS config: one that is still right after the next start. */
export function lastingRelay(place: AppPlace): string {
  return place.appImage === undefined ? shippedRelay(place) : join(place.stateFolder, 'bin', 'signet')
}

/**
 * The command for the launch file. Undefined in a checkout: the headless agent there starts without a screen, and stays
 * the one that relays start.
 */
export function launchWords({ isPackaged, program, appImage }: AppPlace): readonly string[] | undefined {
  return isPackaged ? [appImage ?? program, backgroundWord] : undefined
}
