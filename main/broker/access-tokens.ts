import type { PortalAccess } from '../aws/sso-portal.ts'
import { identityCenterEnded, identityCenterMissing } from './broker-errors.ts'
import type { Failing } from './failing.ts'
import type { AccessToken, Issued } from './held-credentials.ts'
import type { TokenEntry } from './session-entry.ts'
import { isEnded } from './session-entry.ts'
import type { SessionIndex } from './session-index.ts'

export interface AccessTokensNeeds {
  readonly index: SessionIndex
  readonly failing: Failing
  /** The answer to who asks for the key that `find` finds. */
  readonly token: (find: () => TokenEntry, signal: AbortSignal | undefined) => Promise<Issued<AccessToken>>
}

/** Access tokens of Identity Center sessions, for the portal: the only one that they are shown to. */
export class AccessTokens {
  readonly #needs: AccessTokensNeeds

  constructor(needs: AccessTokensNeeds) {
    this.#needs = needs
  }

  /**
   * The token of a session that is good now; another one than `refused`, which the portal did not take.
   *
   * @throws {@link SessionError} `session-missing`, `session-expired`
   */
  async ofSession(
    sessionId: string,
    signal: AbortSignal | undefined,
    refused: string | undefined,
  ): Promise<PortalAccess> {
    const entry = this.#needs.index.ofToken(sessionId)
    if (refused === undefined) return this.of(entry, signal)
    const access = await this.inPlaceOf(entry, refused, signal)
    if (access) return access
    const ended = identityCenterEnded(entry.record.name)
    await this.#needs.failing.failed(entry, ended)
    throw ended
  }

  /**
   * A token that is good now.
   *
   * @throws {@link SessionError} when the session has ended, or is not there any more; {@link UnavailableError} when
   * nothing lives and AWS can't be asked now.
   */
  async of(entry: TokenEntry, signal: AbortSignal | undefined): Promise<PortalAccess> {
    const { index, token } = this.#needs
    const find = (): TokenEntry => {
      if (index.ofToken(entry.sessionId) === entry) return entry
      throw identityCenterMissing(entry.sessionId)
    }
    const { region, accessToken, refreshToken } = find().record
    // Nothing can be done about it but to show it: that it is over is for AWS to say, not for a clock.
    if (refreshToken === undefined) return { region, accessToken }
    const issued = await token(find, signal)
    return { region, accessToken: issued.credentials.accessToken }
  }

  /** A token in the place of one that the portal did not take: renewed, unless that has been done. Undefined when there is none. */
  async inPlaceOf(
    entry: TokenEntry,
    refused: string,
    signal: AbortSignal | undefined,
  ): Promise<PortalAccess | undefined> {
    const now = await this.of(entry, signal)
    if (now.accessToken !== refused) return now
    if (entry.current?.issued.credentials.accessToken === refused) entry.current = undefined
    const next = await this.of(entry, signal)
    return next.accessToken === refused ? undefined : next
  }

  /** A token that came in the place of this one already. */
  newerThan(entry: TokenEntry, refused: string): PortalAccess | undefined {
    const { region, accessToken } = entry.record
    return isEnded(entry) || accessToken === refused ? undefined : { region, accessToken }
  }
}
