/**
 * Entry of the child that speaks to the operating system's key store. It answers one request after another over its
 * channel, and ends when it is idle or its parent is gone.
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

const service = 'signet'
const idleInMilliseconds = 2000

// Pinned: left to itself the library falls back to the kernel's key ring, which forgets at the next start.
const pinned = { linux: { store: 'secret-service' as const } }

async function serve(): Promise<void> {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  // One entry is used again and again: each one opens a connection that lasts until it is collected.
  const entries = new Map<string, InstanceType<typeof AsyncEntry>>()
  const entryOf = (account: string): InstanceType<typeof AsyncEntry> => {
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
  let idle = setTimeout(end, idleInMilliseconds)
  process.on('message', (request: KeyStoreRequest) => {
    turn = turn.then(async () => {
      clearTimeout(idle)
      process.send?.(await answer(request))
      idle = setTimeout(end, idleInMilliseconds)
    })
  })
}

/** At once: an ordinary exit waits for a call that may hang for ever. */
function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

process.on('disconnect', end)
serve().catch((thrown: unknown) => {
  // The system has no build of the library. Every request is answered with that.
  process.on('message', ({ id }: KeyStoreRequest) =>
    process.send?.({ id, fault: `not installed: ${String(thrown)}` }),
  )
})
