/**
 * The Identity Center portal: the accounts and roles that a person may use, and credentials for them.
 *
 * @module
 */
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { UnavailableError } from '../kernel/errors.ts'
import { allPages } from './all-pages.ts'
import { type PortalBucket, portalBucket, type Urgency } from './portal-bucket.ts'
import { type Operation, type RestJsonPorts, restJson } from './rest-json.ts'
import { pause } from './retry.ts'
import * as rows from './sso-portal-operations.ts'
import { roleRefusals } from './sso-portal-refusals.ts'

/** Both texts are for showing, and safe to show; empty where AWS has none. */
export interface Account {
  /** Twelve digits. */
  readonly accountId: string
  readonly accountName: string
  readonly emailAddress: string
}

/** Who asks which portal. */
export interface PortalAccess {
  /** Where the instance is at home. */
  readonly region: string
  readonly accessToken: string
}

export interface PortalOptions {
  readonly signal?: AbortSignal | undefined
}
export interface ListOptions<Item> extends PortalOptions {
  /** Called with each page as it comes; none is empty, and nothing comes twice. */
  readonly onPage?: ((page: readonly Item[]) => void) | undefined
}

/**
 * The portal. All calls go through one bucket per region, and throw {@link SessionError} `session-expired` when AWS does
 * not take the access token any more (refresh it, else sign in), {@link UnavailableError} and {@link ProtocolError}
 * `response-malformed`. A throttle is never a refusal.
 */
export interface SsoPortal {
  listAccounts(access: PortalAccess, options?: ListOptions<Account>): Promise<Account[]>
  /** Names of the roles of one account, to the letter: data, to be checked before they go into a file or a terminal (T25). */
  listAccountRoles(
    access: PortalAccess & { readonly accountId: string },
    options?: ListOptions<string>,
  ): Promise<string[]>
  /**
   * Goes before the lists, and does not wait out a long pause: `throttled` then has `retryAfterSeconds`.
   *
   * @throws {@link RefusalError} `role-not-assigned`, which says nothing about the session.
   */
  getRoleCredentials(
    access: PortalAccess & { readonly accountId: string; readonly roleName: string },
    options?: PortalOptions,
  ): Promise<AwsCredentialIdentity>
  /** Ends the session at AWS. Credentials that were given out live on until their own end. */
  logout(access: PortalAccess, options?: PortalOptions): Promise<void>
}

/** How long a request is kept up. */
interface Patience {
  readonly urgency: Urgency
  /** Most tries when AWS throttles or has a fault. */
  readonly tries: number
  /** Most tries when the network fails. */
  readonly networkTries: number
  /** Longest pause of the portal to sit out. */
  readonly pauseInMilliseconds: number
}

const somebodyWaits: Patience = { urgency: 'now', tries: 5, networkTries: 2, pauseInMilliseconds: 5_000 }
const accountList: Patience = {
  urgency: 'soon',
  tries: 16,
  networkTries: 3,
  pauseInMilliseconds: Number.POSITIVE_INFINITY,
}
const roleList: Patience = { ...accountList, urgency: 'later' }

const firstBackoffInMilliseconds = 250
const longestBackoffInMilliseconds = 20_000
const endless =
  'The IAM Identity Center portal gave a list that does not end. Your session is as it was. Try again, and update Signet if it stays so.'

/** The portal over these ports. `endpoints` are those of the service `sso`. */
export function ssoPortal(ports: RestJsonPorts): SsoPortal {
  const { call } = restJson(ports)
  const { clock, random } = ports
  const buckets = new Map<string, PortalBucket>()

  function bucketOf(region: string): PortalBucket {
    const bucket = buckets.get(region) ?? portalBucket({ clock, random })
    buckets.set(region, bucket)
    return bucket
  }

  async function ask<Input, Output>(
    operation: Operation<'bearer', Input, Output>,
    input: Input,
    { region, accessToken }: PortalAccess,
    patience: Patience,
    signal: AbortSignal | undefined,
  ): Promise<Output> {
    const bucket = bucketOf(region)
    for (let tries = 1; ; tries += 1) {
      if (bucket.pausedFor() > patience.pauseInMilliseconds) throw stillThrottled(bucket.pausedFor())
      const turn = await bucket.turn({ caller: accessToken, urgency: patience.urgency, signal })
      try {
        return await call(operation, input, { region, proof: { accessToken }, signal, tries: 1 })
      } catch (error) {
        if (error instanceof UnavailableError && error.code === 'throttled') {
          turn.throttled(error.retryAfterSeconds)
        }
        if (tries >= mostTries(error, patience)) throw error
      } finally {
        turn.end()
      }
      const most = Math.min(longestBackoffInMilliseconds, firstBackoffInMilliseconds * 2 ** (tries - 1))
      await pause(clock, random.unit() * most, signal)
    }
  }

  return {
    listAccounts(access, { signal, onPage } = {}) {
      const page = async (nextToken: string | undefined) => {
        const reply = await ask(rows.listAccounts, { nextToken }, access, accountList, signal)
        return { items: reply.accountList ?? [], nextToken: reply.nextToken }
      }
      return allPages({ page, keyOf: ({ accountId }) => accountId, onPage, endless })
    },
    listAccountRoles({ accountId, ...access }, { signal, onPage } = {}) {
      const page = async (nextToken: string | undefined) => {
        const input = { accountId, nextToken }
        const reply = await ask(rows.listAccountRoles, input, access, roleList, signal)
        const items = (reply.roleList ?? []).map(({ roleName }) => roleName)
        return { items, nextToken: reply.nextToken }
      }
      return allPages({ page, keyOf: (roleName) => roleName, onPage, endless })
    },
    async getRoleCredentials({ accountId, roleName, ...access }, { signal } = {}) {
      const operation = { ...rows.getRoleCredentials, refusals: roleRefusals(accountId, roleName) }
      const reply = await ask(operation, { accountId, roleName }, access, somebodyWaits, signal)
      return { ...reply.roleCredentials, accountId }
    },
    async logout(access, { signal } = {}) {
      await ask(rows.logout, undefined, access, somebodyWaits, signal)
    },
  }
}

function mostTries(error: unknown, patience: Patience): number {
  if (!(error instanceof UnavailableError)) return 1
  if (error.code === 'throttled' || error.code === 'server-error') return patience.tries
  if (error.code === 'network-down') return patience.networkTries
  return error.code === 'timed-out' && patience.urgency !== 'now' ? patience.networkTries : 1
}

function stillThrottled(milliseconds: number): UnavailableError {
  const retryAfterSeconds = Math.ceil(milliseconds / 1000)
  return new UnavailableError(
    'throttled',
    `The IAM Identity Center portal is getting too many requests, and asked for ${retryAfterSeconds} seconds of rest. Your session is as it was. Try again then.`,
    { retryAfterSeconds },
  )
}
