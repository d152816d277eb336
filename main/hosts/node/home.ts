/**
 * Where Signet keeps its own files on this machine. The relay finds the state folder by the same rules, and everything
 * else through the files in it, because a cron job or an ssh session may know less of the environment than the agent.
 *
 * @see {@link https://specifications.freedesktop.org/basedir-spec/latest/ XDG Base Directory Specification}
 * @module
 */
import { createHash } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import process from 'node:process'
import { InputError } from '../../kernel/errors.ts'

export interface Home {
  readonly stateDir: string
  readonly runDir: string
  readonly socketPath: string
  /** Where the relay reads the socket's place. */
  readonly endpointPath: string
  /** Where the relay reads how to start an agent. */
  readonly launchPath: string
  readonly lockPath: string
  readonly logPath: string
}

/** `sun_path` holds 104 bytes on macOS, its end included. A longer path is cut without an error, so we count. */
const socketPathLimitInBytes = 103

/**
 * @param isPrivateFolder - Whether a folder is there, ours and closed to others. A session that came by `su` may carry
 *   another person's `XDG_RUNTIME_DIR`.
 * @throws InputError `home-unsafe` when the environment names no usable place.
 */
export function homeFor(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  isPrivateFolder: (folder: string) => boolean = isOwnPrivateFolder,
): Home {
  if (platform === 'win32') throw unusable('Signet keeps its files on Linux and macOS only.')
  const base = signetHome(env)
  const stateDir = base === undefined ? stateDirOf(env, platform) : join(base, 'state')
  const ownRunDir = base === undefined ? join(stateDir, 'run') : join(base, 'run')
  const candidates = [join(ownRunDir, 'agent.sock')]
  const runtimeDir = absolute(env.XDG_RUNTIME_DIR)
  if (base === undefined && runtimeDir !== undefined && isPrivateFolder(runtimeDir)) {
    // The folder is shared by all state folders of this person: the name tells their agents apart.
    candidates.unshift(join(runtimeDir, 'signet', `agent-${shortHash(stateDir)}.sock`))
  }
  const socketPath = candidates.find((path) => Buffer.byteLength(path) <= socketPathLimitInBytes)
  if (socketPath === undefined) {
    throw unusable(
      `The socket's path may have ${socketPathLimitInBytes} bytes and "${candidates[0]}" has more. Set SIGNET_HOME to a shorter folder.`,
    )
  }
  return {
    stateDir,
    runDir: join(socketPath, '..'),
    socketPath,
    endpointPath: join(stateDir, 'endpoint'),
    launchPath: join(stateDir, 'launch'),
    lockPath: join(stateDir, 'agent.lock'),
    logPath: join(stateDir, 'agent.log'),
  }
}

function signetHome(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const value = env.SIGNET_HOME
  if (value === undefined || value === '') return undefined
  if (!isAbsolute(value)) throw unusable(`SIGNET_HOME must be an absolute path. It is "${value}".`)
  return value
}

function stateDirOf(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const stateHome = absolute(env.XDG_STATE_HOME)
  if (stateHome !== undefined) return join(stateHome, 'signet')
  const home = absolute(env.HOME)
  if (home === undefined) throw unusable('HOME is not set to an absolute path. Set HOME or SIGNET_HOME.')
  return platform === 'darwin'
    ? join(home, 'Library', 'Application Support', 'Signet', 'state')
    : join(home, '.local', 'state', 'signet')
}

/** The specification says to take a relative value as not there. */
function absolute(value: string | undefined): string | undefined {
  return value !== undefined && isAbsolute(value) ? value : undefined
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

function isOwnPrivateFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === process.geteuid?.() && (found.mode & 0o077) === 0
}

function unusable(message: string): InputError {
  return new InputError('home-unsafe', message)
}
