/**
 * A lock that dies with its holder, taken by what the system offers: no pid file to go stale, nothing to clean.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { InputError } from '../../kernel/errors.ts'
import type { Lock } from '../../kernel/ports/lock.ts'

type Release = () => void
type TryLock = (path: string) => Promise<Release | undefined>

/** open(2) on macOS: take an exclusive lock with the open. Not among Node's constants. */
const openExclusiveLock = 0x20
const retryInMilliseconds = 25

/**
 * Linux: flock(2) by the system's own `flock` command on a file that we hold open; where there is none, a name in the
 * abstract socket space. macOS: a lock taken with open(2).
 *
 * @param options - For tests: another system's way.
 */
export function osLock(options: { platform?: NodeJS.Platform; flockPaths?: readonly string[] } = {}): Lock {
  const tryLock = wayFor(
    options.platform ?? process.platform,
    options.flockPaths ?? ['/usr/bin/flock', '/bin/flock'],
  )
  return {
    async acquire(path, waitInMilliseconds) {
      const end = performance.now() + waitInMilliseconds
      for (;;) {
        const release = await tryLock(path)
        if (release !== undefined) return release
        const left = end - performance.now()
        if (left <= 0) return undefined
        await sleep(Math.min(left, retryInMilliseconds))
      }
    },
  }
}

function wayFor(platform: NodeJS.Platform, flockPaths: readonly string[]): TryLock {
  if (platform === 'darwin') return lockWithOpen
  const flockPath = flockPaths.find((path) => existsSync(path))
  return flockPath === undefined ? lockAbstractName : (path) => lockWithCommand(flockPath, path)
}

async function lockWithCommand(flockPath: string, path: string): Promise<Release | undefined> {
  const fd = openLockFile(path, constants.O_RDWR | constants.O_CREAT)
  try {
    // The lock belongs to the open file, not to the process that took it: it stays ours when the command ends.
    const isTaken = await runFlock(flockPath, fd)
    if (isTaken && isStillAt(path, fd)) return () => closeSync(fd)
  } catch (cause) {
    closeSync(fd)
    throw cause
  }
  closeSync(fd)
  return undefined
}

function runFlock(flockPath: string, fd: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // SECURITY: T28. Absolute path, empty environment, no shell: nothing that a PATH can replace.
    const child = spawn(flockPath, ['-n', '3'], {
      stdio: ['ignore', 'ignore', 'ignore', fd],
      env: {},
      shell: false,
      cwd: '/',
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0 || code === 1) resolve(code === 0)
      else reject(new Error(`${flockPath} ended with ${signal ?? code}`))
    })
  })
}

/** Whether the locked file is the one that the next to come will open. */
function isStillAt(path: string, fd: number): boolean {
  const held = fstatSync(fd)
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.ino === held.ino && found.dev === held.dev
}

async function lockWithOpen(path: string): Promise<Release | undefined> {
  try {
    const flags = constants.O_RDWR | constants.O_CREAT | openExclusiveLock
    const fd = openLockFile(path, flags)
    return () => closeSync(fd)
  } catch (cause) {
    if (isBusy(cause)) return undefined
    throw cause
  }
}

/** SECURITY: M8. Anybody on the machine can reach this name, so it carries no byte: a stranger on it can only be in the way. */
function lockAbstractName(path: string): Promise<Release | undefined> {
  const key = createHash('sha256').update(`${process.geteuid?.()}\0${path}`).digest('hex')
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => socket.destroy())
    server.once('error', (cause) => (isBusy(cause) ? resolve(undefined) : reject(cause)))
    server.listen({ path: `\0signet-lock-${key}` }, () => {
      server.unref()
      resolve(() => void server.close())
    })
  })
}

function openLockFile(path: string, flags: number): number {
  // SECURITY: T5. A link planted at the lock's place is refused, not followed; a FIFO or another's file is no lock of
  // ours. Node opens with close-on-exec, so no child keeps the lock.
  let fd: number
  try {
    fd = openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600)
  } catch (cause) {
    throw isBusy(cause) ? cause : noLock(path, `cannot be opened as a lock (${codeOf(cause)})`, cause)
  }
  const found = fstatSync(fd)
  if (found.isFile() && found.uid === process.geteuid?.()) return fd
  closeSync(fd)
  throw noLock(path, 'is not a lock of Signet')
}

function noLock(path: string, fault: string, cause?: unknown): InputError {
  return new InputError('home-unsafe', `"${path}" ${fault}. Look at it, then try again.`, 'fix-config', cause)
}

function isBusy(cause: unknown): boolean {
  return ['EADDRINUSE', 'EAGAIN', 'EWOULDBLOCK'].includes(codeOf(cause))
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
}
