/**
 * The browsers of this machine and their profiles, and each of them as something that opens pages.
 *
 * SECURITY: T28. Programs are looked for by full path in the system's folders, and in those that the agent's own environment
 * names for it: never in the PATH of whoever asks. What a browser's files say becomes one argument of a form that is fixed
 * here, after it was found in them, and no shell is between.
 *
 * @module
 */
import { accessSync, constants, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import process from 'node:process'
import type { BrowserChoice, Browsers, FoundBrowser } from '../../kernel/ports/browsers.ts'
import { launching, programLaunch, systemPath } from './browser.ts'
import { type BrowserFamily, type BrowserPlace, knownBrowsers, placesOf } from './browser-places.ts'
import { type BrowserProfile, chromiumProfiles, firefoxProfiles } from './browser-profiles.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface BrowserFinderSetting {
  readonly platform: NodeJS.Platform
  /** The agent's own. */
  readonly env: Environment
  readonly homeFolder: string
  /** Whether there is a program of this path. */
  readonly isProgram: (path: string) => boolean
  /** Whether only the person and the system's owner write there. */
  readonly isOwnFolder: (path: string) => boolean
  /** Undefined for what is not there, no file, or larger. Never throws. */
  readonly read: (path: string, mostBytes: number) => Promise<Uint8Array | undefined>
  /** See `browser.ts`. */
  readonly settleInMilliseconds: number
}

/** A browser with what starts it, which leaves this file as an argument of a child only. */
interface Installed extends FoundBrowser {
  readonly family: BrowserFamily
  readonly privately: string
  readonly program: string
}

/** As long as a profile's list is by any measure; a Chromium keeps more in the same file. */
const mostBytes = { chromium: 8 * 1024 * 1024, firefox: 256 * 1024 } as const

/** @param screenOf - The asking's screen, over the agent's own environment. */
export function nodeBrowsers(
  setting: Partial<BrowserFinderSetting> & Pick<BrowserFinderSetting, 'homeFolder'>,
  screenOf: (asking: Readonly<Record<string, string>>) => Environment,
): Browsers {
  const whole: BrowserFinderSetting = {
    platform: process.platform,
    env: process.env,
    isProgram,
    isOwnFolder,
    read: readUpTo,
    settleInMilliseconds: 2_000,
    ...setting,
  }
  return {
    found: async () => (await installed(whole)).map(({ id, name, profiles }) => ({ id, name, profiles })),
    async chosen(choice, asking) {
      const browser = (await installed(whole)).find(({ id }) => id === choice.browser)
      const args = browser && argumentsOf(browser, choice)
      if (browser === undefined || args === undefined) return undefined
      const where = { platform: whole.platform, env: screenOf(asking) }
      return launching(() => programLaunch(where, browser.program, args), whole.settleInMilliseconds)
    },
    nameOf: (browser) => knownBrowsers.find(({ id }) => id === browser)?.name ?? browser,
    folders: () => ownFolders(whole),
  }
}

/**
 * What stands before the address. Undefined for a profile that the browser's own files do not list (any more): a Chromium
 * would make a new one of that name, and Firefox would ask.
 */
function argumentsOf(
  { family, privately, profiles }: Installed,
  { profile, isPrivate = false }: BrowserChoice,
): readonly string[] | undefined {
  const before = isPrivate ? [privately] : []
  if (profile === undefined) return before
  // SECURITY: T28. Only what was read there just now, and was fit for an argument.
  if (!profiles.some(({ id }) => id === profile)) return undefined
  return family === 'firefox' ? ['-P', profile, ...before] : [`--profile-directory=${profile}`, ...before]
}

function installed(setting: BrowserFinderSetting): Promise<readonly Installed[]> {
  const folders = [...ownFolders(setting), ...systemPath.split(':').filter((each) => each !== '/snap/bin')]
  const found = knownBrowsers.map(async (browser): Promise<Installed | undefined> => {
    const places = placesOf(browser, { ...setting, folders }).filter(({ program }) =>
      setting.isProgram(program),
    )
    const [first] = places
    if (first === undefined) return undefined
    const { program, profiles } = await withProfiles(browser.family, places, setting)
    const { id, name, family, privately } = browser
    return { id, name, family, privately, program: program ?? first.program, profiles }
  })
  return Promise.all(found).then((all) => all.filter((each) => each !== undefined))
}

/** The first place whose list can be read: a distribution may only have a door to the browser of another place. */
async function withProfiles(
  family: BrowserFamily,
  places: readonly BrowserPlace[],
  { read }: BrowserFinderSetting,
): Promise<{ readonly program?: string; readonly profiles: readonly BrowserProfile[] }> {
  const decode = family === 'firefox' ? firefoxProfiles : chromiumProfiles
  for (const { program, profilesFile } of places) {
    const bytes = await read(profilesFile, mostBytes[family])
    const profiles = bytes ? decode(bytes) : []
    if (profiles.length > 0) return { program, profiles }
  }
  return { profiles: [] }
}

/** SECURITY: T28. From the agent's own environment only, absolute, and none that anybody else may write to. */
function ownFolders({ platform, env, isOwnFolder }: BrowserFinderSetting): readonly string[] {
  if (platform !== 'linux') return []
  const named = (env.SIGNET_BROWSER_FOLDERS ?? '').split(':').filter((folder) => folder.startsWith('/'))
  return named.filter(isOwnFolder)
}

const writableByAll = 0o002
const writableByOthers = 0o022

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    const found = statSync(path)
    return found.isFile() && (found.mode & writableByAll) === 0
  } catch {
    return false
  }
}

function isOwnFolder(path: string): boolean {
  try {
    const found = statSync(path)
    const isOthers = found.uid !== 0 && found.uid !== process.geteuid?.()
    return found.isDirectory() && !isOthers && (found.mode & writableByOthers) === 0
  } catch {
    return false
  }
}

async function readUpTo(path: string, most: number): Promise<Uint8Array | undefined> {
  let file: FileHandle | undefined
  try {
    // Not blocking, so that a named pipe in the place of a file cannot hold us up.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const found = await file.stat()
    if (!found.isFile() || found.size > most) return undefined
    const bytes = new Uint8Array(found.size)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } catch {
    return undefined
  } finally {
    await file?.close()
  }
}
