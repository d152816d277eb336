import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const longestInMilliseconds = 2_000

/**
 * Whether this desktop shows tray icons at all. macOS and Windows always do; on Linux a program of the desktop must have
 * taken the watcher's name on the session bus.
 *
 * @see {@link https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ StatusNotifierItem}
 */
export function hasTrayHost(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true)
  // SECURITY: T28. Absolute path, no shell, and of the environment only where the bus is.
  const program = '/usr/bin/gdbus'
  const bus = env.DBUS_SESSION_BUS_ADDRESS
  if (!bus || !existsSync(program)) return Promise.resolve(false)
  return new Promise((resolve) => {
    const words = [
      ...['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'],
      ...['--method', 'org.freedesktop.DBus.NameHasOwner', 'org.kde.StatusNotifierWatcher'],
    ]
    const child = spawn(program, words, {
      ...{ shell: false, cwd: '/', timeout: longestInMilliseconds, killSignal: 'SIGKILL' },
      ...{ env: { DBUS_SESSION_BUS_ADDRESS: bus }, stdio: ['ignore', 'pipe', 'ignore'] },
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
    })
    child.once('error', () => resolve(false))
    child.once('close', () => resolve(said.trim() === '(true,)'))
  })
}
