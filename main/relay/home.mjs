/**
 * Where the agent's files are, and whether they may be trusted. The rules are those of `main/hosts/node/home.ts`.
 *
 * @module
 */
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { codeOf, Failure, reasonOf } from './failure.mjs'

/** @returns {string} */
export function stateDirOf() {
  const base = process.env.SIGNET_HOME
  if (base) {
    if (!path.isAbsolute(base)) throw new Failure(`SIGNET_HOME must be an absolute path. It is "${base}".`)
    return path.join(base, 'state')
  }
  const { XDG_STATE_HOME: stateHome = '', HOME: home = '' } = process.env
  if (path.isAbsolute(stateHome)) return path.join(stateHome, 'signet')
  if (!path.isAbsolute(home)) {
    throw new Failure('HOME is not set to an absolute path. Set HOME or SIGNET_HOME.')
  }
  return process.platform === 'darwin'
    ? path.join(home, 'Library', 'Application Support', 'Signet', 'state')
    : path.join(home, '.local', 'state', 'signet')
}

/**
 * Whether it is there; a failure when it is not what it must be. Follows no link.
 *
 * @param {string} place
 * @param {'a folder' | 'a file' | 'a socket'} kind
 * @param {number} forbiddenMode
 */
export function check(place, kind, forbiddenMode) {
  let found
  try {
    found = fs.lstatSync(place, { throwIfNoEntry: false })
  } catch (error) {
    throw untrusted(place, `cannot be looked at: ${reasonOf(error)}`)
  }
  if (!found) return false
  const isKind =
    kind === 'a folder' ? found.isDirectory() : kind === 'a file' ? found.isFile() : found.isSocket()
  if (!isKind) throw untrusted(place, `is not ${kind}`)
  if (found.uid !== process.geteuid?.()) throw untrusted(place, 'belongs to another user')
  if ((found.mode & forbiddenMode) !== 0) throw untrusted(place, 'is open to other users')
  return true
}

/**
 * @param {string} place
 * @param {string} fault
 */
function untrusted(place, fault) {
  return new Failure(`"${place}" ${fault}. Signet does not use it. See: signet doctor`)
}

/**
 * @param {string} stateDir
 * @param {string} name
 */
export function readOwnFile(stateDir, name) {
  // SECURITY: what these files say is connected to and run. In a folder that only we write to, what was checked is
  // what is read.
  const place = path.join(stateDir, name)
  if (!check(stateDir, 'a folder', 0o022) || !check(place, 'a file', 0o022)) return undefined
  try {
    return fs.readFileSync(place, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new Failure(`"${place}" cannot be read: ${reasonOf(error)}.`)
  }
}

/** @param {string} stateDir */
export function socketPathOf(stateDir) {
  const socketPath = /^socket=(\/.*)$/m.exec(readOwnFile(stateDir, 'endpoint') ?? '')?.[1]
  if (socketPath === undefined) return undefined
  // SECURITY: T4, T5. Whoever listens here gets our arguments and answers with our credentials: it must be us.
  const isThere = check(path.dirname(socketPath), 'a folder', 0o077) && check(socketPath, 'a socket', 0)
  return isThere ? socketPath : undefined
}
