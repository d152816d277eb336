/**
 * A listening socket that only this user can reach.
 *
 * @module
 */
import { lstatSync, unlinkSync } from 'node:fs'
import { connect, type Server } from 'node:net'
import process from 'node:process'
import { InputError } from '../../kernel/errors.ts'

/** Node's own 511 turns callers away with EAGAIN when the process is busy for a moment and hundreds come at once. */
const backlog = 4096

/**
 * Binds `server` to `path` in a folder that was checked before. Whoever calls holds the agent's lock, so a socket of
 * ours that nobody answers on is a dead agent's and is taken away.
 *
 * @throws InputError `home-unsafe` when something else stands at `path`: it is left alone.
 */
export async function listenPrivately(server: Server, path: string): Promise<void> {
  await clearStaleSocket(path)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // SECURITY: a socket gets the mode that the umask leaves it. Node binds a path within this call, so no other file
    // is made under this umask.
    const umask = process.umask(0o177)
    try {
      server.listen({ path, backlog }, () => {
        server.off('error', reject)
        resolve()
      })
    } finally {
      process.umask(umask)
    }
  })
  const bound = lstatSync(path, { throwIfNoEntry: false })
  if (!bound?.isSocket() || bound.uid !== process.geteuid?.() || (bound.mode & 0o777) !== 0o600) {
    server.close()
    throw new InputError('home-unsafe', `"${path}" is not the private socket that was asked for.`)
  }
}

async function clearStaleSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  // SECURITY: T5. Only a socket of our own is ever removed.
  if (!found.isSocket() || found.uid !== process.geteuid?.()) {
    throw new InputError(
      'home-unsafe',
      `"${path}" is not a socket of Signet. Move it away, then start the agent again.`,
    )
  }
  if (await isAnswered(path)) {
    throw new InputError(
      'home-unsafe',
      `Another program answers on "${path}". End it, then start the agent again.`,
    )
  }
  unlinkSync(path)
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (cause) => resolve(!('code' in cause && cause.code === 'ECONNREFUSED')))
  })
}
