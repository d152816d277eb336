import type { ServerTime } from '../../main/aws/server-time.ts'
import type { SsoOidcClient, SsoTokens } from '../../main/aws/sso-oidc.ts'
import type { SsoPortal } from '../../main/aws/sso-portal.ts'
import type { AwsCredentialIdentity } from '../../main/kernel/credentials.ts'
import { RefusalError, SessionError } from '../../main/kernel/errors.ts'
import type { IdentityCenterSession } from '../../main/vault/session-record.ts'
import type { FakeClock } from './fake-clock.ts'
import { errorOfFault, networkDown, type ReplyFault } from './reply-fault.ts'

interface Chain {
  readonly name: string
  readonly region: string
  readonly clientId: string
  /** True moment at which AWS ends the session. */
  endsAt: number
  isOver: boolean
  refreshToken: string | undefined
  /** The token before, and what it gave: with `reuse`, asking again gives the same. */
  last: { readonly token: string; access: string } | undefined
}

interface Given {
  readonly chain: Chain
  /** That came with it. */
  readonly refreshToken: string | undefined
  readonly endsAt: number
}

export interface GivenRole {
  readonly session: string
  readonly accountId: string
  readonly roleName: string
  readonly lifeInMilliseconds: number
}

type Refresh = Parameters<SsoOidcClient['refresh']>[0]
type RoleRequest = Parameters<SsoPortal['getRoleCredentials']>[0]

const hours = 3_600_000

/**
 * IAM Identity Center as far as refresh tokens and credentials of roles go. Refresh tokens rotate with each use; whether
 * the one before is taken again is `reuse`, because AWS does not say. Its clock is true: it follows elapsed time and no wall.
 */
export class FakeIdentityCenter {
  readonly clock: FakeClock
  fault: ReplyFault = 'none'
  /** Of the portal alone, in place of `fault`. */
  portalFault: ReplyFault | undefined
  retryAfterSeconds: number | undefined
  latencyInMilliseconds = 0
  /** Portal calls per second that are let through, one after the other. */
  portalPerSecond = Number.POSITIVE_INFINITY
  accessTokenSeconds = 3600
  roleSeconds = 3600
  reuse = true
  givesRefreshTokens = true
  knowsClients = true
  /** What the portal says of every access token, when set. */
  portalRefusesAll = false
  /** `account/role` that is not assigned. */
  readonly unassigned = new Set<string>()
  readonly refreshes: { readonly name: string; readonly token: string; readonly at: number }[] = []
  readonly rotations: { readonly name: string; readonly at: number }[] = []
  readonly roleCalls: { readonly role: string; readonly accessToken: string; readonly at: number }[] = []
  /** Sessions with a rotation whose reply never arrived. */
  readonly lostRotations = new Set<string>()
  /** Called at the moment that the portal is shown an access token. */
  onShown: ((accessToken: string) => void) | undefined
  mostRefreshesInFlight = 0
  mostRoleCallsInFlight = 0
  readonly #startedAt: number
  readonly #chains = new Map<string, Chain>()
  readonly #accessTokens = new Map<string, Given>()
  readonly #roles = new Map<string, GivenRole & { readonly endsAt: number }>()
  #nextTurnAt = 0
  #count = 0

  constructor(clock: FakeClock) {
    this.clock = clock
    this.#startedAt = clock.now() - clock.elapsed()
  }

  /** AWS's true time. */
  now(): number {
    return this.#startedAt + this.clock.elapsed()
  }

  /** A sign-in that a person has just gone through. */
  signIn(name: string, lifeInHours = 8): IdentityCenterSession {
    this.#count += 1
    const clientId = `client-${this.#count}`
    const chain: Chain = {
      name: `${name} ${this.#count}`,
      region: 'eu-central-1',
      clientId,
      endsAt: this.now() + lifeInHours * hours,
      isOver: false,
      refreshToken: this.givesRefreshTokens ? `refresh-${this.#count}` : undefined,
      last: undefined,
    }
    this.#chains.set(clientId, chain)
    const accessToken = this.#mintAccess(chain)
    return {
      kind: 'identity-center',
      id: `identity-center:${name}`,
      name,
      startUrl: `https://${name}.awsapps.com/start`,
      region: chain.region,
      scopes: ['sso:account:access'],
      flow: 'authorization-code',
      registrations: {
        'authorization-code': {
          clientId,
          clientSecret: 'client-secret',
          expiresAt: this.now() + 90 * 24 * hours,
        },
      },
      accessToken,
      accessTokenExpiresAt: this.now() + this.accessTokenSeconds * 1000,
      ...(chain.refreshToken === undefined ? {} : { refreshToken: chain.refreshToken }),
      signedInAt: this.now() + this.#count / 1000,
      renewedAt: this.now(),
    }
  }

  /** AWS ends the session from now on. */
  end(session: IdentityCenterSession): void {
    const chain = this.#chainOf(session)
    if (chain) chain.isOver = true
  }

  isOpen(session: IdentityCenterSession): boolean {
    const chain = this.#chainOf(session)
    return chain !== undefined && this.#isOpen(chain)
  }

  /** Whether AWS takes the refresh token that this record of the session has. */
  takes(session: IdentityCenterSession): boolean {
    const chain = this.#chainOf(session)
    const { refreshToken } = session
    return chain !== undefined && refreshToken !== undefined && this.#takes(chain, refreshToken)
  }

  /** What an access token came with, and which client it was given to. */
  grantOf(accessToken: string): { readonly clientId: string; readonly refreshToken: string | undefined } {
    const given = this.#accessTokens.get(accessToken)
    if (!given) throw new Error('an access token that was never given')
    return { clientId: given.chain.clientId, refreshToken: given.refreshToken }
  }

  /** Another program rotates the session's token, and answers the record that it would keep. */
  rotateElsewhere(session: IdentityCenterSession): IdentityCenterSession | undefined {
    const chain = this.#chainOf(session)
    const { refreshToken } = session
    if (!chain || !refreshToken || !this.#isOpen(chain) || !this.#takes(chain, refreshToken)) return undefined
    const accessToken = this.#redeem(chain, refreshToken)
    const { previousRefreshToken: _, refreshToken: __, ...rest } = session
    return {
      ...rest,
      accessToken,
      accessTokenExpiresAt: this.#accessTokens.get(accessToken)?.endsAt ?? 0,
      ...(chain.refreshToken === undefined
        ? {}
        : { refreshToken: chain.refreshToken, previousRefreshToken: refreshToken }),
      renewedAt: this.now(),
    }
  }

  /** Whether AWS takes these credentials now, and whose they are. */
  check(accessKeyId: string): GivenRole | undefined {
    const given = this.#roles.get(accessKeyId)
    return given && { ...given, lifeInMilliseconds: given.endsAt - this.now() }
  }

  /** Both services as one process talks to them, which learns AWS's time from every reply. */
  clients(serverTime: ServerTime): {
    readonly ssoOidc: Pick<SsoOidcClient, 'refresh'>
    readonly portal: Pick<SsoPortal, 'getRoleCredentials'>
    /** Whether a refresh of the process is on its way, which AWS may do whatever becomes of the process. */
    isRefreshing(): boolean
    /** The process is no more: it asks nothing, and hears nothing. What is on its way arrives. */
    kill(): void
  } {
    const inFlight = new Map<string, number>()
    let isDead = false
    const living = async <T>(ask: () => Promise<T>): Promise<T> => {
      const reply = isDead ? undefined : await Promise.allSettled([ask()])
      if (isDead || !reply) return new Promise(() => undefined)
      if (reply[0].status === 'rejected') throw reply[0].reason
      return reply[0].value
    }
    return {
      kill() {
        isDead = true
      },
      isRefreshing: () => [...inFlight].some(([name, count]) => name !== 'roles' && count > 0),
      ssoOidc: {
        refresh: (request, options) =>
          living(() => this.#refresh(request, options?.signal, serverTime, inFlight)),
      },
      portal: {
        getRoleCredentials: (request, options) =>
          living(() => this.#role(request, options?.signal, serverTime, inFlight)),
      },
    }
  }

  async #refresh(
    { region, registration, refreshToken }: Refresh,
    signal: AbortSignal | undefined,
    serverTime: ServerTime,
    inFlight: Map<string, number>,
  ): Promise<SsoTokens> {
    const chain = this.#chains.get(registration.clientId)
    const name = chain?.name ?? registration.clientId
    this.refreshes.push({ name, token: refreshToken, at: this.clock.elapsed() })
    const count = (inFlight.get(name) ?? 0) + 1
    inFlight.set(name, count)
    this.mostRefreshesInFlight = Math.max(this.mostRefreshesInFlight, count)
    try {
      await this.#travel(this.fault, signal)
      const { fault } = this
      if (fault === 'down') throw networkDown()
      const refused =
        errorOfFault(fault, this.retryAfterSeconds) ?? this.#refreshRefusal(chain, region, refreshToken)
      const access = refused || !chain ? undefined : this.#redeem(chain, refreshToken)
      if (fault === 'lost') {
        if (access) this.lostRotations.add(name)
        throw networkDown()
      }
      await this.#travel(this.fault, signal).catch((error) => {
        if (access) this.lostRotations.add(name)
        throw error
      })
      serverTime.learn(new Date(this.now()).toUTCString())
      if (refused) throw refused
      const left = (this.#accessTokens.get(access ?? '')?.endsAt ?? 0) - this.now()
      const expiresIn = Math.floor(left / 1000)
      return {
        accessToken: access ?? '',
        expiration: serverTime.now() + expiresIn * 1000,
        refreshToken: chain?.refreshToken,
      }
    } finally {
      inFlight.set(name, (inFlight.get(name) ?? 1) - 1)
    }
  }

  #refreshRefusal(chain: Chain | undefined, region: string, token: string): Error | undefined {
    if (!chain || !this.knowsClients)
      return new RefusalError('registration-invalid', 'InvalidClient', 'sign-in')
    if (chain.region !== region) return new RefusalError('invalid-request', 'wrong region', 'sign-in')
    if (!this.#isOpen(chain) || !this.#takes(chain, token)) {
      return new SessionError('session-expired', 'InvalidGrant')
    }
    return undefined
  }

  async #role(
    { region, accessToken, accountId, roleName }: RoleRequest,
    signal: AbortSignal | undefined,
    serverTime: ServerTime,
    inFlight: Map<string, number>,
  ): Promise<AwsCredentialIdentity> {
    const role = `${accountId}/${roleName}`
    const count = (inFlight.get('roles') ?? 0) + 1
    inFlight.set('roles', count)
    this.mostRoleCallsInFlight = Math.max(this.mostRoleCallsInFlight, count)
    try {
      await this.#turn(signal)
      this.roleCalls.push({ role, accessToken, at: this.clock.elapsed() })
      this.onShown?.(accessToken)
      await this.#travel(this.portalFault ?? this.fault, signal)
      const fault = this.portalFault ?? this.fault
      if (fault === 'down' || fault === 'lost') throw networkDown()
      const refused =
        errorOfFault(fault, this.retryAfterSeconds) ?? this.#roleRefusal(region, accessToken, role)
      const chain = this.#accessTokens.get(accessToken)?.chain
      const credentials = refused || !chain ? undefined : this.#mintRole(chain, accountId, roleName)
      await this.#travel(fault, signal)
      serverTime.learn(new Date(this.now()).toUTCString())
      if (refused || !credentials) throw refused ?? new TypeError('no chain')
      return credentials
    } finally {
      inFlight.set('roles', (inFlight.get('roles') ?? 1) - 1)
    }
  }

  #roleRefusal(region: string, accessToken: string, role: string): Error | undefined {
    const given = this.#accessTokens.get(accessToken)
    const isGood =
      given !== undefined &&
      given.chain.region === region &&
      given.endsAt > this.now() &&
      this.#isOpen(given.chain)
    if (!isGood || this.portalRefusesAll) return new SessionError('session-expired', 'Unauthorized')
    if (this.unassigned.has(role)) return new RefusalError('role-not-assigned', 'Forbidden')
    return undefined
  }

  #chainOf(session: IdentityCenterSession): Chain | undefined {
    return this.#chains.get(session.registrations[session.flow]?.clientId ?? '')
  }

  #isOpen(chain: Chain): boolean {
    return !chain.isOver && chain.endsAt > this.now()
  }

  #takes(chain: Chain, token: string): boolean {
    return token === chain.refreshToken || (this.reuse && token === chain.last?.token)
  }

  #redeem(chain: Chain, token: string): string {
    if (chain.last?.token === token && token !== chain.refreshToken) {
      const left = (this.#accessTokens.get(chain.last.access)?.endsAt ?? 0) - this.now()
      if (left < 1000) chain.last.access = this.#mintAccess(chain)
      return chain.last.access
    }
    this.#count += 1
    chain.refreshToken = this.givesRefreshTokens ? `refresh-${this.#count + 1}` : undefined
    const access = this.#mintAccess(chain)
    chain.last = { token, access }
    this.rotations.push({ name: chain.name, at: this.clock.elapsed() })
    return access
  }

  #mintAccess(chain: Chain): string {
    this.#count += 1
    const token = `access-${this.#count}`
    const endsAt = this.now() + this.accessTokenSeconds * 1000
    this.#accessTokens.set(token, { chain, refreshToken: chain.refreshToken, endsAt })
    return token
  }

  #mintRole(chain: Chain, accountId: string, roleName: string): AwsCredentialIdentity {
    this.#count += 1
    const accessKeyId = `ASIAROLE${this.#count}`
    const expiration = this.now() + this.roleSeconds * 1000
    this.#roles.set(accessKeyId, {
      session: chain.name,
      accountId,
      roleName,
      lifeInMilliseconds: 0,
      endsAt: expiration,
    })
    const [secretAccessKey, sessionToken] = [`secret-of-${accessKeyId}`, `token-of-${accessKeyId}`]
    return { accessKeyId, secretAccessKey, sessionToken, expiration, accountId }
  }

  /** The queue before the portal. */
  #turn(signal: AbortSignal | undefined): Promise<void> {
    const now = this.clock.elapsed()
    const at = Math.max(now, this.#nextTurnAt)
    this.#nextTurnAt = at + 1000 / this.portalPerSecond
    return at > now ? this.#pause(at - now, signal) : Promise.resolve()
  }

  #travel(fault: ReplyFault, signal: AbortSignal | undefined): Promise<void> {
    if (fault === 'hang' || fault === 'deaf') {
      return new Promise((_, reject) => {
        if (fault === 'hang') signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    }
    const { latencyInMilliseconds } = this
    return latencyInMilliseconds === 0 ? Promise.resolve() : this.#pause(latencyInMilliseconds, signal)
  }

  #pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.clock.schedule(milliseconds, resolve)
      signal?.addEventListener('abort', () => {
        cancel()
        reject(signal.reason)
      })
    })
  }
}
