/**
 * Reads a session's accounts and roles anew: one reading at a time for each session, saved as it goes, so that one that
 * is cut short goes on where it stood.
 *
 * @module
 */
import { AppError, RefusalError, SessionError, UnavailableError } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/ports/log.ts'
import type { AccountCache } from './account-cache.ts'
import { AccountDraft } from './account-draft.ts'
import type { AccountChanges, AccountList, ListingProgress, PortalSession } from './account-list.ts'
import { type ListPortalDependencies, listPortal } from './list-portal.ts'

export interface RefreshedAccounts {
  readonly list: AccountList
  /** Undefined when there was no complete list before. */
  readonly changes: AccountChanges | undefined
  /** How many accounts kept their former roles, because AWS would not tell them now. */
  readonly unread: number
}

export interface RefreshOptions {
  /** Gives up waiting; when nobody waits any more, the reading ends, and what it has is saved. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: ListingProgress) => void) | undefined
}

/**
 * @throws {@link SessionError} `session-expired`, {@link UnavailableError}, {@link RefusalError}, {@link ProtocolError},
 * or the signal's reason. What was read until then is kept.
 */
export type RefreshAccounts = (session: PortalSession, options?: RefreshOptions) => Promise<RefreshedAccounts>

export interface AccountRefresher {
  /** Joins the reading that is under way, or starts one. */
  readonly refreshAccounts: RefreshAccounts
  /** Sees to it that one is under way, with nobody waiting. False when the last has failed just now. */
  refreshInBackground(session: PortalSession): boolean
  /** The session has left the vault: ends its reading, and removes its list. */
  forget(sessionId: string): Promise<void>
  /** Ends every reading; resolves when what they had is saved. */
  close(): Promise<void>
}

export interface RefreshDependencies extends ListPortalDependencies {
  readonly cache: Pick<AccountCache, 'read' | 'write' | 'remove'>
  readonly clock: { now(): number; elapsed(): number }
  readonly log: Log
  /** Told when AWS has answered with the session's token. */
  readonly answered?: (sessionId: string) => void
}

/** A reading under way, and who waits for it. */
interface Reading {
  readonly session: PortalSession
  readonly done: Promise<RefreshedAccounts>
  readonly abort: AbortController
  readonly listeners: Set<(progress: ListingProgress) => void>
  latest: ListingProgress | undefined
  waiting: number
}

/** After a reading failed in the background, the next there starts no sooner than this. */
const restInMilliseconds = 60_000

export function accountRefresher(dependencies: RefreshDependencies): AccountRefresher {
  const { cache, clock } = dependencies
  const readings = new Map<string, Reading>()
  const failedAt = new Map<string, number>()
  let isClosed = false

  function start(session: PortalSession): Reading {
    const abort = new AbortController()
    const listeners: Reading['listeners'] = new Set()
    const onProgress = (progress: ListingProgress): void => {
      reading.latest = progress
      for (const listener of listeners) listener(progress)
    }
    const done = Promise.resolve()
      .then(() => read(session, dependencies, abort.signal, onProgress))
      .finally(() => readings.delete(session.id))
    const reading: Reading = { session, done, abort, listeners, latest: undefined, waiting: 0 }
    readings.set(session.id, reading)
    return reading
  }

  /** A reading that is being given up saves what it has before the next starts. */
  async function current(session: PortalSession, signal: AbortSignal | undefined): Promise<Reading> {
    for (;;) {
      signal?.throwIfAborted()
      if (isClosed) throw closing()
      const reading = readings.get(session.id)
      if (!reading) return start(session)
      if (!isSameSignIn(reading.session, session)) reading.abort.abort(signedInAnew(session))
      if (!reading.abort.signal.aborted) return reading
      await reading.done.catch(() => undefined)
    }
  }

  async function refreshAccounts(session: PortalSession, options: RefreshOptions = {}) {
    return join(await current(session, options.signal), options)
  }

  return {
    refreshAccounts,
    refreshInBackground(session) {
      const failed = failedAt.get(session.id)
      const isResting = failed !== undefined && clock.elapsed() - failed < restInMilliseconds
      if (isClosed || (isResting && !readings.has(session.id))) return false
      refreshAccounts(session).then(
        () => failedAt.delete(session.id),
        () => failedAt.set(session.id, clock.elapsed()),
      )
      return true
    },
    async forget(sessionId) {
      const reading = readings.get(sessionId)
      reading?.abort.abort(new SessionError('session-missing', 'The session was signed out.'))
      await reading?.done.catch(() => undefined)
      failedAt.delete(sessionId)
      await cache.remove(sessionId)
    },
    async close() {
      isClosed = true
      const ending = [...readings.values()]
      for (const { abort } of ending) abort.abort(closing())
      await Promise.allSettled(ending.map(({ done }) => done))
    },
  }
}

/** Waits for a reading. Who was the last to leave it, ends it. */
function join(reading: Reading, { signal, onProgress }: RefreshOptions): Promise<RefreshedAccounts> {
  const listener = (progress: ListingProgress): void => onProgress?.(progress)
  reading.listeners.add(listener)
  reading.waiting += 1
  if (reading.latest) listener(reading.latest)
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      if (reading.listeners.delete(listener)) reading.waiting -= 1
      signal?.removeEventListener('abort', abort)
    }
    const abort = (): void => {
      leave()
      if (reading.waiting === 0) reading.abort.abort(signal?.reason)
      reject(signal?.reason)
    }
    reading.done.then(resolve, reject).finally(leave)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
}

/** One reading, from what is kept to a complete list. */
async function read(
  session: PortalSession,
  dependencies: RefreshDependencies,
  signal: AbortSignal,
  onProgress: (progress: ListingProgress) => void,
): Promise<RefreshedAccounts> {
  const { cache, clock, log } = dependencies
  const began = clock.elapsed()
  const draft = new AccountDraft(session, (await cache.read(session)).list, clock.now())
  const saving = savingOf(draft, cache)
  try {
    await listPortal(session.id, draft, dependencies, { signal, onProgress, onGrown: saving.grown })
    dependencies.answered?.(session.id)
  } catch (error) {
    await saving.end()
    if (draft.isBegun) await cache.write(draft.snapshot())
    const code = error instanceof AppError ? { code: error.code } : {}
    log.note('accounts.listing-ended-early', { ...code, count: draft.progress.accountsDone })
    throw error
  }
  await saving.end()
  const refreshed = { ...draft.finish(clock.now()), unread: draft.remaining().length }
  await cache.write(refreshed.list)
  log.note('accounts.listed', {
    count: refreshed.list.accounts.length,
    milliseconds: clock.elapsed() - began,
  })
  return refreshed
}

/** Saves after the accounts, and then at every fiftieth; in a large organisation seldom enough that it adds up to little. */
function savingOf(draft: AccountDraft, cache: Pick<AccountCache, 'write'>) {
  let doneAtSave = Number.NEGATIVE_INFINITY
  let saving: Promise<void> | undefined

  async function saveWhileDue(): Promise<void> {
    while (isDue()) {
      doneAtSave = draft.progress.accountsDone
      await cache.write(draft.snapshot())
    }
    saving = undefined
  }

  function isDue(): boolean {
    const { accountsDone, accountsTotal } = draft.progress
    return accountsDone - doneAtSave >= Math.max(50, accountsTotal / 20)
  }

  return {
    grown(): void {
      if (isDue()) saving ??= saveWhileDue()
    },
    async end(): Promise<void> {
      await saving
    },
  }
}

function isSameSignIn(one: PortalSession, other: PortalSession): boolean {
  return one.startUrl === other.startUrl && one.signedInAt === other.signedInAt
}

function signedInAnew({ name }: PortalSession): RefusalError {
  const message = `Somebody signed in to ${name} anew while its accounts were being read. Run the command again.`
  return new RefusalError('conflict', message, 'retry')
}

function closing(): UnavailableError {
  return new UnavailableError('agent-busy', 'The Signet agent is stopping. Try again in a moment.')
}
