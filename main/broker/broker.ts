/**
 * From a profile to credentials: profile → session → provider → credentials, and from those to roles that are assumed with
 * them.
 *
 * Answers from memory while there is enough life left, renews ahead while a key is in use, lets callers wait for a
 * renewal only when little is left, and never hands out what has ended. Nothing here signs in or opens a browser: a
 * session that ended is an error whose message names the next command.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { SigninClient } from '../aws/signin.ts'
import type { SsoOidcClient } from '../aws/sso-oidc.ts'
import type { PortalAccess, SsoPortal } from '../aws/sso-portal.ts'
import type { StsClient } from '../aws/sts.ts'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { Random } from '../kernel/ports/random.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import { AccessTokens } from './access-tokens.ts'
import { Background } from './background.ts'
import { chainProvider } from './chain-provider.ts'
import type { ConfigPlace, ReadConfig } from './configured-steps.ts'
import { Failing } from './failing.ts'
import type { Issued } from './held-credentials.ts'
import { identityCenterProvider } from './identity-center-provider.ts'
import { Issuing } from './issuing.ts'
import { Keeping } from './keeping.ts'
import { Life } from './life.ts'
import { MfaCodes } from './mfa-codes.ts'
import type { BrokerNotice } from './notice.ts'
import { ProfileCredentials } from './profile-credentials.ts'
import { forgetNetworkFault, Renewals } from './renewals.ts'
import { roleProvider } from './role-provider.ts'
import { Saving } from './saving.ts'
import type { TokenEntry } from './session-entry.ts'
import { SessionIndex } from './session-index.ts'
import type { SessionState } from './session-state.ts'
import { sessionStates } from './session-states.ts'
import { settleWithin } from './settle-within.ts'
import { signinProvider } from './signin-provider.ts'
import { userSessionProvider } from './user-session-provider.ts'

/** A renewal that is cut off here is no loss: AWS answers the same refresh token again. */
const longestGoodbyeInMilliseconds = 5_000

export interface Broker {
  /**
   * Credentials of the session that serves `profile`, of the role that it names in that session, or of the role that it
   * assumes with another profile's; alive by AWS's clock and by elapsed time.
   *
   * @throws {@link SessionError} `session-missing`, `session-expired`, `credentials-changed`, or `mfa-needed` when nobody
   * can be asked for a code; {@link UnavailableError} when nothing lives and AWS can't be asked now; {@link RefusalError}
   * `insufficient-permissions`, `role-not-assigned`, `mfa-failed`; {@link InputError} `profile-unknown` for a profile of an
   * Identity Center session without a role, `config-invalid` for a chain of roles that cannot be followed;
   * {@link VaultError} `vault-locked`.
   */
  credentials(profile: string, options?: CredentialsOptions): Promise<Issued>
  /**
   * The same, made anew with a code of each MFA device that the profile's credentials need.
   *
   * @throws as {@link credentials}; {@link SessionError} `sign-in-cancelled` when the person turned away.
   */
  supply(profile: string, options: CredentialsOptions): Promise<Issued>
  /** The same answer at once, when it needs no waiting. Undefined otherwise, an error included: ask {@link credentials}. */
  peek(profile: string): Issued | undefined
  /**
   * Renews what has less life left than this, if a renewal gives more and may be made now: ask again afterwards.
   *
   * @throws as {@link credentials} when there is nothing to renew.
   */
  lengthen(
    profile: string,
    leastInMilliseconds: number,
    options?: Omit<CredentialsOptions, 'prompts'>,
  ): Promise<void>
  /**
   * The access token of an Identity Center session, renewed as needed, and where its portal is. `refused` is one that the
   * portal did not take: the answer is another, or the session has ended.
   *
   * @throws {@link SessionError} `session-missing`, `session-expired`; {@link UnavailableError}; {@link VaultError}
   * `vault-locked`.
   */
  accessTokenOf(
    sessionId: string,
    options?: { readonly signal?: AbortSignal | undefined; readonly refused?: string | undefined },
  ): Promise<PortalAccess>
  /**
   * Renews a session's own key now, though it has life left: a person wants to see that it can be. Where AWS cannot be
   * asked it is tried until it can, or the session ends.
   *
   * @throws {@link SessionError} `session-missing`, `session-expired`; {@link UnavailableError} `throttled` when one was
   * made a moment ago, else what the renewal failed with; {@link VaultError} `vault-locked`.
   */
  renew(sessionId: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  /** AWS has answered what was asked with the session: that it could not be reached is over. */
  answered(sessionId: string): void
  /** What is at hand for profiles, each by its name: credentials that live. Nothing is renewed for it. */
  held(): ReadonlyMap<string, HeldFor>
  /** How every session stands; empty while the vault is locked. */
  sessions(): readonly SessionState[]
  /** After a sign-in, when the vault has the session: its credentials serve from now on. */
  adopt(session: SessionRecord): void
  /** After a sign-out: nothing of the session and its roles stays in memory, and a renewal under way is given up. */
  forget(sessionId: string): void
  /** Resolves when the renewals that are under way have ended and are kept, or have had long enough. */
  settled(): Promise<void>
  /** After the vault was locked: no credentials stay in memory. */
  lock(): void
  /** The machine woke, or the network is there again. */
  resume(): void
  /** No more answers and no more timers. Resolves when the renewals under way are kept, or after 5 seconds. */
  close(): Promise<void>
}

/** When a profile's credentials end and when they were given, epoch milliseconds by AWS's clock. */
export interface HeldFor {
  readonly expiresAt: number
  readonly givenAt: number
}

export interface CredentialsOptions {
  /** Detaches this caller only: a renewal that is under way goes on. */
  readonly signal?: AbortSignal | undefined
  /** Who may be asked for an MFA code. */
  readonly prompts?: Prompts | undefined
  /** Whose AWS config counts for a profile that the vault does not know; the agent's own where left out. */
  readonly place?: ConfigPlace | undefined
}

export interface BrokerNeeds {
  readonly vault: Vault
  readonly signin: SigninClient
  readonly ssoOidc: Pick<SsoOidcClient, 'refresh'>
  readonly portal: Pick<SsoPortal, 'getRoleCredentials'>
  readonly sts: StsClient
  readonly readConfig: ReadConfig
  readonly serverTime: ServerTime
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Told once when a session ends, and once when a restart would lose one. Must not throw. */
  readonly notify: (notice: BrokerNotice) => void
  /** Whether keys in use are renewed without anyone asking; they are where it is left out. */
  readonly renewsAhead?: () => boolean
}

export function createBroker(needs: BrokerNeeds): Broker {
  const { vault, clock } = needs
  const changed = () => background.plan()
  const index = new SessionIndex(vault, clock)
  const life = new Life(needs)
  const saving = new Saving({ ...needs, changed })
  const keeping = new Keeping({ ...needs, saving, life })
  const failing = new Failing({ ...needs, saving, life })
  // What a role's renewal waits for is a key like others.
  const token = (find: () => TokenEntry, signal: AbortSignal | undefined) => issuing.answer(find, signal)
  const accessTokens = new AccessTokens({ index, failing, token })
  const providers = {
    signin: signinProvider(needs),
    'identity-center': identityCenterProvider(needs),
    role: roleProvider({ ...needs, accessTokens }),
    'user-session': userSessionProvider({ ...needs, saving }),
    chain: chainProvider({
      ...needs,
      source: (entry, signal) => issuing.answer(() => index.ofSource(entry), signal),
    }),
  }
  const renewals = new Renewals({ ...needs, providers, keeping, failing, life, changed })
  const background = new Background({ ...needs, index, renewals, saving, keeping, life })
  const issuing = new Issuing({ ...needs, index, renewals, background, keeping, life })
  const settled = async () => {
    await settleWithin(renewals.settled(), clock, longestGoodbyeInMilliseconds)
  }
  const codes = new MfaCodes({ ...needs, renewals, life })
  const ofProfiles = new ProfileCredentials({ ...needs, index, issuing, codes })
  return {
    credentials: (profile, options = {}) => ofProfiles.issue(profile, options),
    supply: (profile, options) => ofProfiles.supply(profile, options),
    accessTokenOf: (sessionId, { signal, refused } = {}) =>
      accessTokens.ofSession(sessionId, signal, refused),
    peek: (profile) => issuing.peek(profile),
    lengthen: (profile, leastInMilliseconds, options = {}) =>
      ofProfiles.lengthen(profile, leastInMilliseconds, options),
    renew: (sessionId, { signal } = {}) => issuing.renew(sessionId, signal),
    answered(sessionId) {
      const entry = index.ofSession(sessionId)
      if (entry) forgetNetworkFault(entry)
    },
    held() {
      const held = new Map<string, HeldFor>()
      index.eachKnown((profile, entry) => {
        const current = life.current<AwsCredentialIdentity>(entry)
        if (!life.isAlive(current)) return
        const { credentials, renewedAt: givenAt } = current.issued
        held.set(profile, { expiresAt: credentials.expiration, givenAt })
      })
      return held
    },
    sessions: () => sessionStates({ ...needs, index, renewals, background, life }),
    adopt(session) {
      // The person was told that saving goes on: a sign-in that only memory has is the first thing to bring to the disk.
      if (!vault.status().durable) {
        saving.begin()
        background.plan()
      }
      const entry = index.ofSession(session.id)
      if (entry?.record.signedInAt !== session.signedInAt || entry.current) return
      entry.hasStored = false
      life.holdStored(entry)
    },
    forget: (sessionId) => index.drop(sessionId),
    settled,
    lock() {
      index.drop()
      background.plan()
    },
    resume: () => background.resume(),
    async close() {
      issuing.close()
      background.close()
      await settled()
    },
  }
}
