import type { ServerTime } from '../../main/aws/server-time.ts'
import type { SigninClient, SigninGrant, SigninTokens } from '../../main/aws/signin.ts'
import { RefusalError, SessionError, UnavailableError } from '../../main/kernel/errors.ts'
import type { SignInSession } from '../../main/vault/session-record.ts'
import type { FakeClock } from './fake-clock.ts'
import { errorOfFault, type ReplyFault } from './reply-fault.ts'

interface Chain {
  readonly sessionId: string
  readonly dpopX: string
  readonly region: string
  /** True moment at which AWS ends the session. */
  endsAt: number
  refusal: 'session-expired' | 'credentials-changed' | 'invalid-request' | undefined
  token: string
  /** The token before, and what it gave: asking again gives the same (idempotent refresh). */
  last: { readonly token: string; key: string } | undefined
}

interface Given {
  readonly sessionId: string
  /** By AWS's own clock. */
  readonly endsAt: number
}

type Proof = Parameters<SigninClient['createToken']>[1]

const hours = 3_600_000

/**
 * AWS Sign-In as far as refresh tokens go: they rotate with each use, the one before answers alike until its successor
 * is used, and any other is refused. Its clock is true: it follows elapsed time and no wall.
 */
export class FakeSigninServer {
  readonly clock: FakeClock
  fault: ReplyFault = 'none'
  retryAfterSeconds: number | undefined
  expiresInSeconds = 900
  latencyInMilliseconds = 0
  /** Every request, by session. */
  readonly calls: { readonly sessionId: string; readonly token: string; readonly at: number }[] = []
  /** Every rotation: a success that was not the repetition of one. */
  readonly rotations: { readonly chain: string; readonly at: number }[] = []
  mostInFlight = 0
  readonly #startedAt: number
  readonly #chains = new Map<string, Chain>()
  readonly #given = new Map<string, Given>()
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
  signIn(principal: string, lifeInHours = 12): SignInSession {
    const accountId = '111122223333'
    const sessionId = `arn:aws:iam::${accountId}:user/${principal}`
    this.#count += 1
    const chain: Chain = {
      sessionId,
      dpopX: `x${this.#count}`,
      region: 'eu-west-1',
      endsAt: this.now() + lifeInHours * hours,
      refusal: undefined,
      token: `refresh-${this.#count}`,
      last: undefined,
    }
    for (const [x, other] of this.#chains) if (other.sessionId === sessionId) this.#chains.delete(x)
    this.#chains.set(chain.dpopX, chain)
    const { accessToken, expiration } = this.#tokens(chain, this.#mint(chain))(this.now())
    return {
      kind: 'signin',
      id: sessionId,
      principalArn: sessionId,
      accountId,
      region: chain.region,
      clientId: 'arn:aws:signin:::devtools/same-device',
      tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      refreshToken: chain.token,
      dpopKey: { kty: 'EC', crv: 'P-256', x: chain.dpopX, y: 'y', d: 'd' },
      credentials: { ...accessToken, expiration, accountId },
      signedInAt: this.now() + this.#count / 1000,
      renewedAt: this.now(),
    }
  }

  /** AWS ends the session from now on. */
  end(session: SignInSession, refusal: NonNullable<Chain['refusal']>): void {
    const chain = this.#chains.get(session.dpopKey.x)
    if (chain) chain.refusal = refusal
  }

  /** Whether AWS has not ended the session. */
  isOpen(session: SignInSession): boolean {
    const chain = this.#chains.get(session.dpopKey.x)
    return chain !== undefined && chain.refusal === undefined && chain.endsAt > this.now()
  }

  /** Whether AWS takes the refresh token that this record of the session has. */
  takes(session: SignInSession): boolean {
    const chain = this.#chains.get(session.dpopKey.x)
    const tokens = chain && [chain.token, chain.last?.token]
    return tokens?.includes(session.refreshToken) === true
  }

  /** Whether AWS takes these credentials now, and whose they are. */
  check(
    accessKeyId: string,
  ): { readonly sessionId: string; readonly lifeInMilliseconds: number } | undefined {
    const given = this.#given.get(accessKeyId)
    return given && { sessionId: given.sessionId, lifeInMilliseconds: given.endsAt - this.now() }
  }

  /** AWS as one process talks to it, which learns AWS's time from every reply. */
  client(serverTime: ServerTime): SigninClient {
    const inFlight = new Map<string, number>()
    return {
      baseUrl: (region) => new URL(`https://${region}.signin.aws.amazon.com`),
      createToken: async (grant, proof) => {
        const { x } = proof.key
        const count = (inFlight.get(x) ?? 0) + 1
        inFlight.set(x, count)
        this.mostInFlight = Math.max(this.mostInFlight, count)
        try {
          return await this.#exchange(grant, proof, serverTime)
        } finally {
          inFlight.set(x, (inFlight.get(x) ?? 1) - 1)
        }
      },
    }
  }

  async #exchange(grant: SigninGrant, proof: Proof, serverTime: ServerTime): Promise<SigninTokens> {
    if (grant.grantType !== 'refresh_token') throw new TypeError('only refreshes are played here')
    const chain = this.#chains.get(proof.key.x)
    const sessionId = chain?.sessionId ?? proof.key.x
    this.calls.push({ sessionId, token: grant.refreshToken, at: this.clock.elapsed() })
    await this.#travel(proof.signal)
    const reply = this.#process(chain, grant.refreshToken, proof.region)
    await this.#travel(proof.signal)
    serverTime.learn(new Date(this.now()).toUTCString())
    if (reply instanceof Error) throw reply
    return reply(serverTime.now())
  }

  /** The reply: an error, or tokens as the client reads them by its own clock. Throws when no reply comes. */
  #process(chain: Chain | undefined, token: string, region: string): Error | ((now: number) => SigninTokens) {
    const { fault } = this
    if (fault === 'down') throw new UnavailableError('network-down', 'AWS Sign-In cannot be reached.')
    const refused = this.#fault() ?? this.#refusal(chain, token, region)
    const reply = refused ?? (chain && this.#tokens(chain, this.#redeem(chain, token)))
    if (fault === 'lost')
      throw new UnavailableError('network-down', 'The connection to AWS Sign-In was lost.')
    return reply ?? new TypeError('no chain')
  }

  #fault(): Error | undefined {
    const { fault, retryAfterSeconds } = this
    if (fault === 'forbidden')
      return new RefusalError('insufficient-permissions', 'signin:CreateOAuth2Token is not allowed.')
    return errorOfFault(fault, retryAfterSeconds, 'AWS Sign-In')
  }

  #refusal(chain: Chain | undefined, token: string, region: string): Error | undefined {
    if (!chain || chain.region !== region)
      return new RefusalError('invalid-request', 'INVALID_REQUEST', 'sign-in')
    const { refusal } = chain
    if (refusal === 'invalid-request') return new RefusalError(refusal, 'INVALID_REQUEST', 'sign-in')
    if (refusal) return new SessionError(refusal, refusal)
    if (chain.endsAt <= this.now()) return new SessionError('session-expired', 'TOKEN_EXPIRED')
    if (token !== chain.token && token !== chain.last?.token)
      return new RefusalError('invalid-request', 'INVALID_REQUEST', 'sign-in')
    return undefined
  }

  #redeem(chain: Chain, token: string): string {
    const { last } = chain
    if (last?.token === token) {
      if ((this.check(last.key)?.lifeInMilliseconds ?? 0) < 1000) last.key = this.#mint(chain)
      return last.key
    }
    this.#count += 1
    const key = this.#mint(chain)
    chain.last = { token, key }
    chain.token = `refresh-${this.#count}`
    this.rotations.push({ chain: chain.dpopX, at: this.clock.elapsed() })
    return key
  }

  #mint(chain: Chain): string {
    this.#count += 1
    const key = `ASIA${this.#count}`
    this.#given.set(key, { sessionId: chain.sessionId, endsAt: this.now() + this.expiresInSeconds * 1000 })
    return key
  }

  #tokens(chain: Chain, key: string): (now: number) => SigninTokens {
    const { token: refreshToken } = chain
    const expiresInSeconds = Math.floor((this.check(key)?.lifeInMilliseconds ?? 0) / 1000)
    return (now) => ({
      accessToken: { accessKeyId: key, secretAccessKey: `secret-of-${key}`, sessionToken: `token-of-${key}` },
      tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      expiresInSeconds,
      refreshToken,
      idToken: undefined,
      expiration: now + expiresInSeconds * 1000,
    })
  }

  #travel(signal: AbortSignal | undefined): Promise<void> {
    const { fault, latencyInMilliseconds } = this
    if (latencyInMilliseconds === 0 && fault !== 'hang' && fault !== 'deaf') return Promise.resolve()
    return new Promise((resolve, reject) => {
      if (fault === 'hang' || fault === 'deaf') {
        if (fault === 'hang') signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        return
      }
      const cancel = this.clock.schedule(latencyInMilliseconds, resolve)
      signal?.addEventListener('abort', () => {
        cancel()
        reject(new UnavailableError('network-down', 'The request was given up.'))
      })
    })
  }
}
