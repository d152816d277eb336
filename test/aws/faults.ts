import { type ExceptionWish, type Operation, operations } from './service.ts'

/** One way for a call to go wrong. */
export type Fault =
  /** Answers this and does nothing. */
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** Too many requests, in the service's own form, and nothing is done. `Retry-After` in seconds, as a date, or absent. */
  | {
      readonly kind: 'throttle'
      readonly retryAfterInSeconds?: number
      readonly retryAfterForm?: 'seconds' | 'date'
    }
  /**
   * One of the service's own exceptions, by name, and nothing is done. Sign-In, SSO OIDC and the portal have them: every
   * one of their models. `reason` is the member of that name; of Sign-In it is the `error` code.
   */
  | ({ readonly kind: 'exception'; readonly name: string } & ExceptionWish)
  /** The connection ends before anything is done. */
  | { readonly kind: 'drop' }
  /** Everything is done, state is changed, and the reply is lost. */
  | { readonly kind: 'drop-after' }
  /** Everything is done; half of the reply comes and then the connection ends. */
  | { readonly kind: 'half-reply' }
  /** Everything is done; the reply's body comes a byte at a time. */
  | { readonly kind: 'drip'; readonly millisecondsPerByte: number }
  /** Nothing is done; a body begins as a good one would and has no end. */
  | { readonly kind: 'endless' }
  /** Nothing is done; a small compressed body that opens to this many mebibytes. */
  | { readonly kind: 'gzip-bomb'; readonly mebibytes: number }
  /** Nothing is done and nothing is ever answered. */
  | { readonly kind: 'hang' }
  /** A network that wants a sign-in of its own: its page, a redirect to it, or status 511. */
  | { readonly kind: 'captive-portal'; readonly status: 200 | 302 | 511 }
  /** 200 with a JSON type and no JSON in it, or bytes that are no HTTP at all. */
  | { readonly kind: 'garbage'; readonly form: 'json' | 'not-http' }

export interface FaultRule {
  readonly operation: Operation | 'any'
  /** Matching calls it lets pass first. */
  readonly after?: number
  /** How often it strikes; 1 when left out. */
  readonly times?: number | 'always'
  /** Waits this long before anything else, in real time. */
  readonly delayInMilliseconds?: number
  /** Moves the reply's `Date` header, and nothing else. */
  readonly dateSkewInSeconds?: number
  /** Left out: the call goes as usual, only delayed or skewed. */
  readonly fault?: Fault
}

/** What is to go wrong, in order: the first rule that fits a call and is not used up strikes. */
export class FaultScript {
  #rules: { rule: FaultRule; toPass: number; left: number }[] = []

  set(rules: readonly FaultRule[]): void {
    this.#rules = []
    this.add(...rules)
  }

  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) {
      const left = rule.times === 'always' ? Number.POSITIVE_INFINITY : (rule.times ?? 1)
      this.#rules.push({ rule, toPass: rule.after ?? 0, left })
    }
  }

  clear(): void {
    this.#rules = []
  }

  /** Rules that have not struck as often as they may. */
  get pending(): number {
    return this.#rules.length
  }

  /** The rule that strikes this call, counted as used. */
  next(operation: Operation): FaultRule | undefined {
    for (const entry of this.#rules) {
      if (entry.rule.operation !== operation && entry.rule.operation !== 'any') continue
      if (entry.toPass > 0) {
        entry.toPass -= 1
        continue
      }
      entry.left -= 1
      if (entry.left <= 0) this.#rules = this.#rules.filter((other) => other !== entry)
      return entry.rule
    }
    return undefined
  }
}

type Check = (value: unknown) => boolean

const count: Check = (value) => Number.isInteger(value) && Number(value) >= 0
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const text: Check = (value) => typeof value === 'string'
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const texts: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((text) => typeof text === 'string')

const faultMembers: Readonly<Record<Fault['kind'], Readonly<Record<string, Check>>>> = {
  reply: {
    status: (value) => count(value) && Number(value) >= 200 && Number(value) <= 599,
    headers: optional(texts),
    body: optional(text),
  },
  throttle: { retryAfterInSeconds: optional(count), retryAfterForm: optional(oneOf('seconds', 'date')) },
  exception: {
    name: text,
    description: optional(text),
    reason: optional(text),
    retryAfterInSeconds: optional(count),
  },
  drop: {},
  'drop-after': {},
  'half-reply': {},
  drip: { millisecondsPerByte: count },
  endless: {},
  'gzip-bomb': { mebibytes: count },
  hang: {},
  'captive-portal': { status: oneOf(200, 302, 511) },
  garbage: { form: oneOf('json', 'not-http') },
}

const ruleMembers: Readonly<Record<string, Check>> = {
  operation: oneOf('any', ...operations),
  after: optional(count),
  times: optional((value) => value === 'always' || (count(value) && Number(value) > 0)),
  delayInMilliseconds: optional(count),
  dateSkewInSeconds: optional(number),
  fault: optional((value) => typeof value === 'object' && value !== null),
}

/**
 * Reads a rule that came as JSON.
 *
 * @throws TypeError that names the first member at fault.
 */
export function parseFaultRule(value: unknown): FaultRule {
  checkMembers(value, ruleMembers, 'rule')
  if (value.fault !== undefined) {
    const { kind, ...members } = Object(value.fault) as { kind?: unknown }
    if (!isFaultKind(kind)) throw new TypeError(`There is no fault of the kind ${JSON.stringify(kind)}.`)
    checkMembers(members, faultMembers[kind], kind)
  }
  return value as unknown as FaultRule
}

function isFaultKind(kind: unknown): kind is Fault['kind'] {
  return typeof kind === 'string' && Object.hasOwn(faultMembers, kind)
}

function checkMembers(
  value: unknown,
  members: Readonly<Record<string, Check>>,
  what: string,
): asserts value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`A ${what} is an object.`)
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(members, name)) throw new TypeError(`A ${what} has no member ${name}.`)
  }
  for (const [name, check] of Object.entries(members)) {
    const member: unknown = (value as Record<string, unknown>)[name]
    if (!check(member)) throw new TypeError(`${what}.${name} cannot be ${JSON.stringify(member)}.`)
  }
}
