/**
 * Opens pages in the person's browser through the operating system's own launcher.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import type { Browser } from '../../kernel/ports/browser.ts'
import { openable } from '../../sign-in/openable.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface BrowserSetting {
  readonly platform: NodeJS.Platform
  /** Of the person's session: where the screen is. */
  readonly env: Environment
  readonly exists: (path: string) => boolean
  /** A browser by its name or full path, in place of the system's own. */
  readonly program?: string | undefined
  /** A launcher that still runs after this time has found a browser. */
  readonly settleInMilliseconds: number
}

/** How a page is opened: a program by its full path, its arguments before the address, and all it gets to know. */
export interface Launch {
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export function nodeBrowser(setting: Partial<BrowserSetting> = {}): Browser {
  const whole: BrowserSetting = {
    platform: process.platform,
    env: process.env,
    exists: existsSync,
    settleInMilliseconds: 2_000,
    ...setting,
  }
  return launching(() => launchFor(whole), whole.settleInMilliseconds)
}

/** A browser that is started in one way. @param launchNow - Undefined where nothing can be opened. */
export function launching(launchNow: () => Launch | undefined, settleInMilliseconds: number): Browser {
  return {
    available: () => launchNow() !== undefined,
    async open(url) {
      const launch = launchNow()
      // SECURITY: T11, T17. The launcher opens anything it is given, so it is given pages only.
      if (launch === undefined || !openable(url)) return false
      return started(launch, url.href, settleInMilliseconds)
    },
  }
}

/** Undefined where there is no screen of this machine's own, or nothing to open a page with. */
export function launchFor({ platform, env, exists, program }: BrowserSetting): Launch | undefined {
  if (!hasScreen(platform, env)) return undefined
  if (platform === 'darwin') return existing(exists, [macLaunch(env, program)])
  if (platform === 'win32') {
    const isWhole = program === undefined || /^[A-Za-z]:[\\/]/.test(program)
    return isWhole ? existing(exists, [windowsLaunch(env, program)]) : undefined
  }
  return existing(exists, program === undefined ? linuxLaunches(env) : namedLaunches(env, program))
}

/** Starts a browser by its own program and arguments. Undefined where there is no screen of this machine's own. */
export function programLaunch(
  { platform, env }: Pick<BrowserSetting, 'platform' | 'env'>,
  program: string,
  args: readonly string[],
): Launch | undefined {
  if (!hasScreen(platform, env)) return undefined
  if (platform === 'darwin') return { program, args, env: macLaunch(env, undefined).env }
  if (platform === 'win32') return { program, args, env: windowsLaunch(env, undefined).env }
  return { program, args, env: linuxEnvironment(env) }
}

function hasScreen(platform: NodeJS.Platform, env: Environment): boolean {
  // A screen that is forwarded over SSH is another machine's: its browser is there, the redirect comes here.
  if (env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT) return false
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

function existing(exists: BrowserSetting['exists'], launches: readonly Launch[]): Launch | undefined {
  return launches.find(({ program }) => exists(program))
}

// SECURITY: T28. Full paths below folders that only the system's owner writes to; what the launcher itself looks up,
// it looks up in such folders. BROWSER, LD_PRELOAD and the rest of the environment stay behind.
export const systemPath = '/usr/local/bin:/usr/bin:/bin:/snap/bin:/run/current-system/sw/bin'

const linuxNames: readonly string[] = [
  ...['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_MESSAGES', 'TZ'],
  ...['XDG_RUNTIME_DIR', 'XDG_CURRENT_DESKTOP', 'XDG_SESSION_DESKTOP', 'XDG_SESSION_TYPE', 'DESKTOP_SESSION'],
  ...['XDG_CONFIG_HOME', 'XDG_CONFIG_DIRS', 'XDG_DATA_HOME', 'XDG_DATA_DIRS'],
  ...['KDE_FULL_SESSION', 'KDE_SESSION_VERSION'],
]

function linuxEnvironment(env: Environment): Record<string, string> {
  return { ...only(env, linuxNames), PATH: systemPath }
}

function linuxLaunches(env: Environment): readonly Launch[] {
  const kept = linuxEnvironment(env)
  return [
    { program: '/usr/bin/xdg-open', args: [], env: kept },
    { program: '/run/current-system/sw/bin/xdg-open', args: [], env: kept },
    { program: '/usr/bin/gio', args: ['open'], env: kept },
  ]
}

/** SECURITY: T28. A name is looked for where only the system's owner writes; anything else is said in full. */
function namedLaunches(env: Environment, program: string): readonly Launch[] {
  const kept = linuxEnvironment(env)
  const isName = /^[\w.+-]+$/.test(program) && !program.startsWith('-')
  const folders = isName ? systemPath.split(':').map((folder) => `${folder}/`) : ['']
  if (!isName && !program.startsWith('/')) return []
  return folders.map((folder) => ({ program: folder + program, args: [], env: kept }))
}

function macLaunch(env: Environment, program: string | undefined): Launch {
  const kept = only(env, ['HOME', 'USER', 'LOGNAME', 'LANG', 'TMPDIR'])
  const args = program === undefined ? [] : ['-a', program]
  return { program: '/usr/bin/open', args, env: { ...kept, PATH: '/usr/bin:/bin' } }
}

function windowsLaunch(env: Environment, named: string | undefined): Launch {
  const given = env.SystemRoot ?? ''
  const root = /^[A-Za-z]:\\Windows$/i.test(given) ? given : 'C:\\Windows'
  const kept = only(env, ['USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'TEMP', 'TMP', 'USERNAME', 'SystemDrive'])
  const whole = { ...kept, SystemRoot: root, PATH: `${root}\\System32` }
  if (named !== undefined) return { program: named, args: [], env: whole }
  return {
    program: `${root}\\System32\\rundll32.exe`,
    args: ['url.dll,FileProtocolHandler'],
    env: whole,
  }
}

function only(env: Environment, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of names) {
    const value = env[name]
    if (value) kept[name] = value
  }
  return kept
}

/** True when the launcher ended well, or has not ended after a while: some stay for as long as the browser does. */
function started(
  { program, args, env }: Launch,
  address: string,
  settleInMilliseconds: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    let child: ChildProcess
    try {
      child = spawn(program, [...args, address], {
        cwd: process.platform === 'win32' ? undefined : '/',
        env,
        shell: false,
        detached: true,
        stdio: 'ignore',
        windowsHide: true,
      })
    } catch {
      resolve(false)
      return
    }
    const timer = setTimeout(() => resolve(true), settleInMilliseconds)
    const end = (ok: boolean) => {
      clearTimeout(timer)
      resolve(ok)
    }
    child.once('error', () => end(false))
    child.once('exit', (code) => end(code === 0))
    // The agent may end while the browser goes on.
    child.unref()
  })
}
