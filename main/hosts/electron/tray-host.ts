import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const longestInMilliseconds = 2_000
const watcher = 'org.kde.StatusNotifierWatcher'
const bus = 'org.freedesktop.DBus'

// SECURITY: T28. Absolute paths, no shell.
const ways: readonly (readonly [program: string, ...words: string[]])[] = [
  [
    ...(['/usr/bin/dbus-send', '--session', '--print-reply=literal', `--dest=${bus}`] as const),
    ...['/org/freedesktop/DBus', `${bus}.NameHasOwner`, `string:${watcher}`],
  ],
  [
    ...(['/usr/bin/gdbus', 'call', '--session', '--dest', bus, '--object-path'] as const),
    ...['/org/freedesktop/DBus', '--method', `${bus}.NameHasOwner`, watcher],
  ],
]

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
  const address = env.DBUS_SESSION_BUS_ADDRESS
  const way = ways.find(([program]) => existsSync(program))
  if (!address || way === undefined) return Promise.resolve(false)
  const [program, ...words] = way
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      ...{ shell: false, cwd: '/', timeout: longestInMilliseconds, killSignal: 'SIGKILL' },
      ...{ env: { DBUS_SESSION_BUS_ADDRESS: address }, stdio: ['ignore', 'pipe', 'ignore'] },
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
    })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0 && /\btrue\b/.test(said)))
  })
}
