/**
 * Reads accounts and roles from a portal into a draft, from where the draft stands to the end or to the first fault
 * that matters.
 *
 * @module
 */
import type { PortalAccess, SsoPortal } from '../../aws/sso-portal.ts'
import { ProtocolError, RefusalError, SessionError, UnavailableError } from '../../kernel/errors.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { AccountDraft } from './account-draft.ts'
import type { ListingProgress } from './account-list.ts'

export interface ListPortalDependencies {
  readonly portal: Pick<SsoPortal, 'listAccounts' | 'listAccountRoles'>
  /** Renews as needed. @throws {@link SessionError} `session-expired` when AWS has ended the session. */
  /** `refused`: the token that AWS has just refused. */
  readonly accessTokenOf: (
    sessionId: string,
    options?: { readonly refused?: string | undefined },
  ) => Promise<PortalAccess>
  readonly clock: Pick<Clock, 'now'>
}

export interface ListingHooks {
  readonly signal: AbortSignal
  readonly onProgress: (progress: ListingProgress) => void
  /** The draft has grown by the accounts, or by the roles of one. */
  readonly onGrown: () => void
}

const mostInFlight = 5
/** AWS could not be asked about one account this often: the others are not kept waiting for it. */
const mostTriesOfAccount = 4
/** Faults in a row, with no answer between, that mean more than bad luck. */
const mostFaultsInARow = 8

/**
 * Ends when all is read. Accounts that cannot be read, while others can, stay among the draft's remaining.
 *
 * @throws {@link SessionError} when the session has ended, {@link UnavailableError} when AWS cannot be asked,
 * {@link RefusalError} or {@link ProtocolError} when that is all it says, or the signal's reason. Whatever was read
 * until then is in the draft.
 */
export async function listPortal(
  sessionId: string,
  draft: AccountDraft,
  dependencies: ListPortalDependencies,
  hooks: ListingHooks,
): Promise<void> {
  const { portal } = dependencies
  const { signal, onProgress, onGrown } = hooks
  const ask = asker(sessionId, dependencies, signal)
  if (!draft.isBegun) {
    const accounts = await ask((access) => {
      let accountsTotal = 0
      const onPage = (page: readonly unknown[]): void => {
        accountsTotal += page.length
        onProgress({ accountsDone: 0, accountsTotal, rolesFound: 0 })
      }
      return portal.listAccounts(access, { signal, onPage })
    })
    draft.takeAccounts(accounts)
    onGrown()
  }
  onProgress(draft.progress)
  await readRoles(sessionId, draft, dependencies, hooks)
}

/** Reads the remaining accounts, five at a time. The first fault that matters ends the others too. */
async function readRoles(
  sessionId: string,
  draft: AccountDraft,
  dependencies: ListPortalDependencies,
  { signal: outer, onProgress, onGrown }: ListingHooks,
): Promise<void> {
  const { portal, clock } = dependencies
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const ask = asker(sessionId, dependencies, signal)
  const judge = faultJudge()
  const queue = draft.remaining()
  let next = 0

  async function read(accountId: string): Promise<void> {
    try {
      const roles = await ask((access) => portal.listAccountRoles({ ...access, accountId }, { signal }))
      judge.answered()
      draft.takeRoles(accountId, roles, clock.now())
      onGrown()
      onProgress(draft.progress)
    } catch (error) {
      if (signal.aborted) return
      const verdict = judge.failed(accountId, error)
      if (verdict === 'again') queue.push(accountId)
      if (verdict === 'stop') stop.abort(error)
    }
  }

  async function readOn(): Promise<void> {
    for (let accountId = queue[next]; accountId !== undefined && !signal.aborted; accountId = queue[next]) {
      next += 1
      await read(accountId)
    }
  }

  await Promise.all(Array.from({ length: mostInFlight }, readOn))
  signal.throwIfAborted()
  // That no account could be read is not a list to keep.
  if (draft.progress.accountsDone === 0) judge.throwLast()
}

/** Asks with an access token that is good now; with a newer one, once, when it was replaced while AWS was being asked. */
function asker(
  sessionId: string,
  { accessTokenOf }: ListPortalDependencies,
  signal: AbortSignal,
): <T>(call: (access: PortalAccess) => Promise<T>) => Promise<T> {
  return async (call) => {
    signal.throwIfAborted()
    const access = await accessTokenOf(sessionId)
    signal.throwIfAborted()
    try {
      return await call(access)
    } catch (error) {
      if (!(error instanceof SessionError)) throw error
      const newer = await accessTokenOf(sessionId, { refused: access.accessToken })
      if (newer.accessToken === access.accessToken) throw error
      signal.throwIfAborted()
      return call(newer)
    }
  }
}

interface FaultJudge {
  answered(): void
  failed(accountId: string, error: unknown): 'again' | 'leave-out' | 'stop'
  /** @throws what failed last, if anything did. */
  throwLast(): void
}

const faultsThatPass: ReadonlySet<string> = new Set(['throttled', 'server-error', 'timed-out'])

/** What a fault with one account means for the others. A throttle says nothing about the session (R17). */
function faultJudge(): FaultJudge {
  const triesOf = new Map<string, number>()
  let inARow = 0
  let last: { readonly error: unknown } | undefined
  return {
    answered() {
      inARow = 0
    },
    failed(accountId, error) {
      const mayPass = error instanceof UnavailableError && faultsThatPass.has(error.code)
      const isOfAccount = error instanceof RefusalError || error instanceof ProtocolError
      last = { error }
      inARow += 1
      if (!(mayPass || isOfAccount) || inARow >= mostFaultsInARow) return 'stop'
      const tries = (triesOf.get(accountId) ?? 0) + 1
      triesOf.set(accountId, tries)
      return mayPass && tries < mostTriesOfAccount ? 'again' : 'leave-out'
    },
    throwLast() {
      if (last) throw last.error
    },
  }
}
