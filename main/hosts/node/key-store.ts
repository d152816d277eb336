/**
 * The operating system's key store, spoken to from a small child process: its calls can hang on a dialog that nobody
 * sees, and would hold Node's thread pool for ever. A call has a deadline, and the child is killed when it is missed.
 *
 * @module
 */
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { KeyStore } from '../../kernel/ports/key-store.ts'
import type { KeyStoreReply, KeyStoreRequest } from './key-store-answers.ts'
import { keyStoreEnded, keyStoreFault, keyStoreTimedOut } from './key-store-fault.ts'

/** A started child. `onEnd` is told when it has ended, or could not be started; never before `onEnd` returns. */
export interface KeyStoreProcess {
  send(request: KeyStoreRequest): void
  onReply(listener: (reply: KeyStoreReply) => void): void
  onEnd(listener: () => void): void
  kill(): void
}

export interface KeyStoreOptions {
  /** The folder of the vault: two vaults of one person have an entry each. */
  readonly folder: string
  /** The child's program. By default the module beside this one. */
  readonly childPath?: string | undefined
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  readonly deadlineInMilliseconds?: number | undefined
  /** How a host starts the child. By default `fork` on Node. */
  readonly start?: ((childPath: string, env: Record<string, string>) => KeyStoreProcess) | undefined
}

type Answer = KeyStoreReply | 'ended' | 'late'

interface Child {
  ask(request: Omit<KeyStoreRequest, 'id'>): Promise<Answer>
  /** Kills it. Every call that it has open is late: what holds one up holds up all. */
  giveUp(): void
}

const defaultDeadlineInMilliseconds = 5000

// SECURITY: what the system's libraries need to find the person's session, and nothing that changes what runs:
// no NODE_OPTIONS, no LD_PRELOAD, no PATH (T28).
const passedOn = [
  ...['HOME', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'DISPLAY', 'WAYLAND_DISPLAY'],
  ...['SystemRoot', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
]

export function createKeyStore(options: KeyStoreOptions): KeyStore {
  const env = options.env ?? process.env
  const start = options.start ?? forkChild
  const childPath = options.childPath ?? besideThisModule()
  const deadline = options.deadlineInMilliseconds ?? defaultDeadlineInMilliseconds
  const account = accountOf(options.folder)
  const hasScreen = process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  let child: Child | undefined

  function running(): Child {
    if (child) return child
    const started = watch(start(childPath, childEnv(env)), () => {
      if (child === started) child = undefined
    })
    child = started
    return started
  }

  async function ask(request: Omit<KeyStoreRequest, 'id'>): Promise<string | undefined> {
    let asked: Child | undefined
    const timer = setTimeout(() => asked?.giveUp(), deadline)
    try {
      // A child that ended for want of work may just have been asked: one more, then no more.
      for (const isLast of [false, true]) {
        asked = running()
        const reply = await asked.ask(request)
        if (reply === 'late') throw keyStoreTimedOut(deadline)
        if (reply === 'ended' && !isLast) continue
        if (reply === 'ended') throw keyStoreEnded()
        if ('fault' in reply) throw keyStoreFault(reply.fault, hasScreen)
        return reply.value
      }
    } finally {
      clearTimeout(timer)
    }
    return undefined
  }

  return {
    read: () => ask({ action: 'read', account }),
    async write(identity) {
      await ask({ action: 'write', account, identity })
    },
    async remove() {
      await ask({ action: 'remove', account })
    },
  }
}

/** Pairs replies with requests, and settles what is open when the child ends. */
function watch(started: KeyStoreProcess, ended: () => void): Child {
  const open = new Map<number, (answer: Answer) => void>()
  let count = 0
  const end = (answer: 'ended' | 'late'): void => {
    ended()
    for (const settle of open.values()) settle(answer)
    open.clear()
  }
  started.onReply((reply) => {
    open.get(reply.id)?.(reply)
    open.delete(reply.id)
  })
  started.onEnd(() => end('ended'))
  return {
    ask(request) {
      const { promise, resolve: settle } = Promise.withResolvers<Answer>()
      count += 1
      open.set(count, settle)
      started.send({ ...request, id: count })
      return promise
    },
    giveUp() {
      started.kill()
      end('late')
    },
  }
}

function forkChild(childPath: string, env: Record<string, string>): KeyStoreProcess {
  // SECURITY: the identity goes over the channel, so it stands in no argument list and no environment.
  const child = fork(childPath, [], { env, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  // An idle child does not keep the agent from ending; while a call is open its deadline does.
  child.unref()
  child.channel?.unref()
  return {
    send: (request) => child.send(request, () => undefined),
    onReply: (listener) => child.on('message', listener),
    onEnd(listener) {
      child.once('exit', listener)
      child.once('disconnect', listener)
      child.on('error', listener)
    },
    kill: () => child.kill('SIGKILL'),
  }
}

function childEnv(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}

function accountOf(folder: string): string {
  return `vault-identity:${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)}`
}

function besideThisModule(): string {
  const ending = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  return fileURLToPath(new URL(`./key-store-child${ending}`, import.meta.url))
}
