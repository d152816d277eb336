/**
 * Makes the folders of a {@link Home} and refuses those that somebody else could reach into.
 *
 * @module
 */
import { lstatSync, mkdirSync, realpathSync, type Stats, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { InputError } from '../../kernel/errors.ts'
import type { Home } from './home.ts'

/** The file system type of NFS (statfs(2)): sockets and locks there are another machine's business. */
const nfsType = 0x6969

/** @throws InputError `home-unsafe` naming the folder and what is wrong with it. Never changes what it finds. */
export function makeHomeFolders(home: Home): void {
  makeOwnFolder(home.stateDir, 0o022)
  makeOwnFolder(home.runDir, 0o077)
  if (statfsSync(home.runDir).type === nfsType) {
    throw unsafe(
      home.runDir,
      'is on a network file system',
      'Set XDG_RUNTIME_DIR to a folder on this machine',
    )
  }
}

function makeOwnFolder(folder: string, forbiddenMode: number): void {
  try {
    // SECURITY: made with its final mode. Making it open and closing it later leaves a moment in between.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    // Something else stands there: what it is, is said below. Otherwise it is the way there that is blocked.
    if (lstatIfThere(folder) === undefined) {
      throw unsafe(folder, 'cannot be made', 'Look at its parent folders, or set SIGNET_HOME', cause)
    }
  }
  // SECURITY: T5. Refuse, never repair: a folder in a wrong state may already be in other hands.
  const found = lstatSync(folder)
  if (!found.isDirectory()) throw unsafe(folder, 'is not a folder', 'Remove it, or set SIGNET_HOME')
  if (!isMine(found)) throw unsafe(folder, 'belongs to another user', 'Remove it, or set SIGNET_HOME')
  if ((found.mode & forbiddenMode) !== 0) {
    throw unsafe(folder, 'is open to other users', `Close it with: chmod 700 "${folder}"`)
  }
  refuseOpenParents(folder)
}

/**
 * SECURITY: whoever may rename a parent folder, or re-point a link on the way, owns what is below.
 * Group write is let pass: where each person has a group of their own it is the usual mode.
 */
function refuseOpenParents(folder: string): void {
  const parents = new Set([...parentsOf(folder), ...parentsOf(realpathSync(folder))])
  for (const parent of parents) {
    const found = lstatSync(parent)
    if (!isMine(found) && found.uid !== 0) {
      throw unsafe(parent, 'belongs to another user', 'Set SIGNET_HOME to a folder of your own')
    }
    const isOpen = found.isDirectory() && (found.mode & 0o002) !== 0
    const isSticky = (found.mode & 0o1000) !== 0
    if (isOpen && !isSticky)
      throw unsafe(parent, 'is open to other users', 'Set SIGNET_HOME to a closed folder')
  }
}

function lstatIfThere(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

function parentsOf(path: string): string[] {
  const parents: string[] = []
  for (let parent = dirname(path); ; parent = dirname(parent)) {
    parents.push(parent)
    if (parent === dirname(parent)) return parents
  }
}

function isMine(found: Stats): boolean {
  return found.uid === process.geteuid?.()
}

function unsafe(path: string, fault: string, nextStep: string, cause?: unknown): InputError {
  return new InputError('home-unsafe', `"${path}" ${fault}. ${nextStep}.`, 'fix-config', cause)
}
