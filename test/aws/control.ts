/**
 * A loopback door for other processes: set faults, move the clock, end sessions, read counters. It has a port and a
 * random token of its own, and no browser can use it.
 *
 * @module
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { StandInClock } from './clock.ts'
import { Counters } from './counters.ts'
import type { DpopNonces } from './dpop-nonces.ts'
import { FaultScript, parseFaultRule } from './faults.ts'
import { type Listening, listen } from './http.ts'
import type { IdentityCenter } from './identity-center/identity-center.ts'
import { type Action, actions, type Principals } from './principals.ts'
import type { Mint } from './secrets.ts'
import type { Received, Reply, Route, Service } from './service.ts'
import type { AutoApproval } from './signin/parts.ts'
import type { SessionEnd, SigninStore } from './signin/store.ts'
import type { SigninControl } from './signin-control/signin-control.ts'
import { signinControlGets, signinControlPosts } from './signin-control/steering.ts'
import type { Iam } from './sts/iam.ts'

export interface ControlParts {
  readonly clock: StandInClock
  readonly faults: FaultScript
  readonly counters: Counters
  readonly principals: Principals
  readonly autoApproval: AutoApproval
  readonly nonces: DpopNonces
  readonly store: SigninStore
  readonly mint: Mint
  readonly identityCenter: IdentityCenter
  readonly iam: Iam
  readonly signinControl: SigninControl
}

type Body = Readonly<Record<string, unknown>>

export class Control {
  /** Sent as `Authorization: Bearer …`. */
  readonly token = randomBytes(32).toString('base64url')
  readonly #parts: ControlParts
  #url = ''

  constructor(parts: ControlParts) {
    this.#parts = parts
  }

  get url(): string {
    return this.#url
  }

  async listen(): Promise<Listening> {
    const listening = await listen({
      service: this.#service(),
      clock: this.#parts.clock,
      // Its own calls are neither counted nor spoilt.
      faults: new FaultScript(),
      counters: new Counters(),
      port: 0,
      pathPrefix: '/_control',
    })
    this.#url = listening.url
    return listening
  }

  #service(): Service {
    const routes = Object.entries(this.#posts()).map(
      ([name, run]): Route => ({
        operation: 'other',
        method: 'POST',
        path: `/${name}`,
        handle: (request) => this.#answer(request, run),
      }),
    )
    const reads = Object.entries(this.#gets()).map(
      ([name, run]): Route => ({
        operation: 'other',
        method: 'GET',
        path: `/${name}`,
        handle: (request) => this.#answer(request, run),
      }),
    )
    return { routes: [...routes, ...reads], refuse: (status, message) => json(status, { message }) }
  }

  #posts(): Readonly<Record<string, (body: Body) => unknown>> {
    const { autoApproval, clock, counters, faults, identityCenter, nonces, principals, store } = this.#parts
    return {
      faults: ({ rules, append }) => {
        if (!Array.isArray(rules)) throw new TypeError('rules is a list.')
        const parsed = rules.map(parseFaultRule)
        if (append !== true) faults.clear()
        faults.add(...parsed)
        return { pending: faults.pending }
      },
      clock: ({ advanceSeconds, offsetSeconds, speed }) => {
        if (offsetSeconds !== undefined) clock.setOffset(numberOf(offsetSeconds, 'offsetSeconds'))
        if (advanceSeconds !== undefined) clock.advance(numberOf(advanceSeconds, 'advanceSeconds'))
        if (speed !== undefined) clock.setSpeed(numberOf(speed, 'speed'))
        return { now: new Date(clock.now()).toISOString() }
      },
      'auto-approve': ({ answer }) => {
        const key = optionalText(answer, 'answer')
        autoApproval.answer = key === undefined || key === 'deny' ? key : principals.named(key).key
        return { answer: autoApproval.answer ?? null }
      },
      'end-sessions': ({ how, principal }) => {
        const key = optionalText(principal, 'principal')
        return { ended: store.end(sessionEnd(how), key === undefined ? undefined : principals.named(key)) }
      },
      permissions: ({ deny, principal }) => {
        principals.deny(actionsOf(deny), optionalText(principal, 'principal'))
        return {}
      },
      'dpop-nonce': ({ required }) => {
        nonces.required = required === true
        return { required: nonces.required }
      },
      ...this.#identityCenterPosts(),
      ...signinControlPosts(this.#parts.signinControl),
      'iam-key': ({ user }) => this.#parts.iam.createKey(optionalText(user, 'user') ?? ''),
      'mfa-code': ({ serial }) => ({ code: this.#parts.iam.codeOf(optionalText(serial, 'serial') ?? '') }),
      'reset-counters': () => {
        counters.reset()
        identityCenter.traffic.reset()
        return {}
      },
    }
  }

  #identityCenterPosts(): Readonly<Record<string, (body: Body) => unknown>> {
    const { identityCenter } = this.#parts
    return {
      'identity-center': (settings) => {
        identityCenter.change(settings)
        return identityCenter.settings
      },
      'auto-approve-sso': ({ answer }) => {
        identityCenter.autoApprove(optionalText(answer, 'answer'))
        return { answer: identityCenter.autoApproval ?? null }
      },
      'answer-device': ({ userCode, answer }) => {
        const key = optionalText(answer, 'answer')
        return { answered: identityCenter.answerDevice(optionalText(userCode, 'userCode') ?? '', key) }
      },
      'end-sso-sessions': ({ user }) => ({ ended: identityCenter.endSessions(optionalText(user, 'user')) }),
      unassign: ({ user, accountId, roleName }) => {
        const [key, account] = [optionalText(user, 'user'), optionalText(accountId, 'accountId')]
        if (key === undefined || account === undefined) throw new TypeError('user and accountId are needed.')
        identityCenter.directory.unassign(
          identityCenter.user(key),
          account,
          optionalText(roleName, 'roleName'),
        )
        return {}
      },
    }
  }

  #gets(): Readonly<Record<string, () => unknown>> {
    const { clock, counters, faults, identityCenter, mint } = this.#parts
    return {
      counters: () => ({
        operations: counters.snapshot(),
        refusals: counters.refusals(),
        portal: identityCenter.traffic.figures(),
        faultsPending: faults.pending,
        now: new Date(clock.now()).toISOString(),
      }),
      secrets: () => ({ secrets: mint.minted() }),
      ...signinControlGets(this.#parts.signinControl),
    }
  }

  #answer(request: Received, run: (body: Body) => unknown): Reply {
    // SECURITY: a web page can send requests here but not this header, and its Origin shows that it is one.
    if (request.headers.has('origin') || !this.#authorized(request)) return json(403, { message: 'No.' })
    try {
      return json(200, run(request.body.length === 0 ? {} : readBody(request.body)))
    } catch (error) {
      if (error instanceof TypeError) return json(400, { message: error.message })
      throw error
    }
  }

  #authorized(request: Received): boolean {
    const [given = '', ...more] = request.headers.get('authorization') ?? []
    return more.length === 0 && timingSafeEqual(digest(given), digest(`Bearer ${this.token}`))
  }
}

function readBody(bytes: Buffer): Body {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Refused below.
  }
  throw new TypeError('The body is not a JSON object.')
}

function json(status: number, value: unknown): Reply {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  return { status, headers, body: JSON.stringify(value), outcome: String(status) }
}

function numberOf(value: unknown, name: string): number {
  if (typeof value === 'number') return value
  throw new TypeError(`${name} is a number.`)
}

function optionalText(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new TypeError(`${name} is a text.`)
}

function sessionEnd(how: unknown): SessionEnd {
  if (how === 'ended' || how === 'revoked' || how === 'credentials-changed') return how
  throw new TypeError('how is ended, revoked or credentials-changed.')
}

function actionsOf(deny: unknown): readonly Action[] {
  if (!Array.isArray(deny)) throw new TypeError('deny is a list.')
  return deny.map((name) => {
    const action = actions.find((each) => each === name)
    if (!action) throw new TypeError(`There is no action ${JSON.stringify(name)}.`)
    return action
  })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
