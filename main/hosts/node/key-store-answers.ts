/**
 * What the child that speaks to the operating system's key store answers, whatever carries its messages.
 *
 * @module
 */
import process from 'node:process'

export interface KeyStoreRequest {
  readonly id: number
  readonly action: 'read' | 'write' | 'remove'
  readonly account: string
  /** For `write`. */
  readonly identity?: string
}

export type KeyStoreReply =
  | { readonly id: number; readonly value?: string }
  /** In the words of the system. Never shown. */
  | { readonly id: number; readonly fault: string }

/** The child's end of its channel. */
export interface KeyStoreChannel {
  send(reply: KeyStoreReply): void
  onRequest(listener: (request: KeyStoreRequest) => void): void
}

const service = 'signet'
const idleInMilliseconds = 2000

// Pinned: left to itself the library falls back to the kernel's key ring, which forgets at the next start.
const pinned = { linux: { store: 'secret-service' as const } }

type Library = Pick<typeof import('@napi-rs/keyring'), 'AsyncEntry'>

/**
 * Answers one request after another, and ends this process when it is idle.
 *
 * @param load - How the library gets into this process.
 */
export async function answerKeyStore(
  channel: KeyStoreChannel,
  load: () => Library | Promise<Library> = () => import('@napi-rs/keyring'),
): Promise<void> {
  try {
    serve(channel, await load())
  } catch (thrown) {
    // The system has no build of the library. Every request is answered with that.
    channel.onRequest(({ id }) => channel.send({ id, fault: `not installed: ${String(thrown)}` }))
  }
}

/** At once: an ordinary exit waits for a call that may hang for ever. */
export function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL')
}

function serve(channel: KeyStoreChannel, { AsyncEntry }: Library): void {
  // One entry is used again and again: each one opens a connection that lasts until it is collected.
  const entries = new Map<string, InstanceType<Library['AsyncEntry']>>()
  const entryOf = (account: string): InstanceType<Library['AsyncEntry']> => {
    const entry = entries.get(account) ?? new AsyncEntry(service, account, pinned)
    entries.set(account, entry)
    return entry
  }
  const run = async ({ action, account, identity }: KeyStoreRequest): Promise<string | undefined> => {
    const entry = entryOf(account)
    if (action === 'read') return (await entry.getPassword()) ?? undefined
    if (action === 'write') await entry.setPassword(identity ?? '')
    else await entry.deletePassword()
    return undefined
  }
  const answer = async (request: KeyStoreRequest): Promise<KeyStoreReply> => {
    for (const isLast of [false, true]) {
      try {
        const value = await run(request)
        return { id: request.id, ...(value !== undefined && { value }) }
      } catch (thrown) {
        entries.delete(request.account)
        const fault = String(thrown)
        // The store was started anew since this entry was opened: a new entry reaches it.
        if (isLast || !/session does not exist/i.test(fault)) return { id: request.id, fault }
      }
    }
    return { id: request.id, fault: 'no answer' }
  }
  let turn = Promise.resolve()
  let idle = setTimeout(endAtOnce, idleInMilliseconds)
  channel.onRequest((request) => {
    turn = turn.then(async () => {
      clearTimeout(idle)
      channel.send(await answer(request))
      idle = setTimeout(endAtOnce, idleInMilliseconds)
    })
  })
}
