/**
 * AWS's refusals as errors of the house: a table per service, and the same for all where a table is silent.
 *
 * SECURITY (R19): nothing of a reply's own text gets into a message, unless its table says that it may. AWS's words may
 * quote a token.
 *
 * @module
 */
import type { ErrorCode, Remedy } from '../../preload/contract/errors.ts'
import { type AppError, RefusalError, SessionError, UnavailableError } from '../kernel/errors.ts'
import { own } from '../kernel/own.ts'
import type { Refusal } from './rest-json-reply.ts'

/** What one refusal means. `says` follows the service's name: what happened, what still stands, what to do. */
export interface RefusalMeaning {
  readonly kind: 'refusal' | 'session' | 'unavailable'
  readonly code: ErrorCode
  readonly says: string
  readonly remedy?: Remedy
  /** AWS's own words are added: only of operations that are sent no secret, and where AWS alone knows what is wrong. */
  readonly isQuoted?: boolean
}

/**
 * By `reason` (as `reason X`), by exception name and `error` code with a space between, by exception name, or by `error`
 * code alone; and by status (as `status 403`) where none of these is known.
 */
export type RefusalTable = Readonly<Record<string, RefusalMeaning>>

const serverFault: RefusalMeaning = {
  kind: 'unavailable',
  code: 'server-error',
  says: 'had a fault. Your session is as it was. Try again in a minute.',
}
const throttled: RefusalMeaning = {
  kind: 'unavailable',
  code: 'throttled',
  says: 'is getting too many requests. Your session is as it was. Try again in a minute.',
}
const invalid: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the request. Nothing was changed. Check the region, and update Signet if it stays so.',
}
const denied: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'refused the request. Nothing was changed. Ask who administers the account.',
}
const notFound: RefusalMeaning = {
  kind: 'refusal',
  code: 'not-found',
  says: 'does not have what was asked for. Check the names and the region.',
}
const conflict: RefusalMeaning = {
  kind: 'refusal',
  code: 'conflict',
  says: 'has a change that contradicts this one. Look at what is there now, and try again.',
}
const quota: RefusalMeaning = {
  kind: 'refusal',
  code: 'quota-exceeded',
  says: 'has reached the limit of this account. Remove what is not needed, or ask AWS for a higher limit.',
}

const everyService: RefusalTable = {
  AccessDeniedException: denied,
  ValidationException: invalid,
  ResourceNotFoundException: notFound,
  ConflictException: conflict,
  ServiceQuotaExceededException: quota,
  TooManyRequestsError: throttled,
  TooManyRequestsException: throttled,
  ThrottlingException: throttled,
  InternalServerException: serverFault,
  access_denied: denied,
  server_error: serverFault,
  temporarily_unavailable: serverFault,
  slow_down: throttled,
}

const byStatus: Readonly<Record<number, RefusalMeaning>> = {
  401: denied,
  402: quota,
  403: denied,
  404: notFound,
  409: conflict,
}

/**
 * What a refusal means: by its reason, else its exception, else its `error` code, else its status. A 429 or 5xx never means more than that
 * the moment is bad (R17, R18), whatever its body says.
 */
export function meaningOf(refusal: Refusal, table: RefusalTable): RefusalMeaning {
  const { status, type, error, reason } = refusal
  const named = [`reason ${reason}`, `${type} ${error}`, type, error]
    .map((key) => key && (own(table, key) ?? own(everyService, key)))
    .find((meaning) => meaning)
  if (status !== 429 && status < 500)
    return named || (own(table, `status ${status}`) ?? byStatus[status] ?? invalid)
  if (named && named.kind === 'unavailable') return named
  return status === 429 ? throttled : serverFault
}

export interface ErrorContext {
  /** As a person knows the service: `AWS Sign-In`. */
  readonly service: string
  readonly retryAfterSeconds: number | undefined
  /** AWS's clock minus the local one, milliseconds, where it is known. */
  readonly skewInMilliseconds: number | undefined
  /** AWS's own words, untrusted. */
  readonly message?: string | undefined
}

/** The error that a meaning is thrown as. */
export function serviceError(meaning: RefusalMeaning, context: ErrorContext): AppError {
  const { kind, code, says, remedy, isQuoted } = meaning
  const message = `${context.service} ${says}${isQuoted ? quoted(context.message) : ''}`
  if (kind === 'unavailable') {
    return new UnavailableError(code, message, { retryAfterSeconds: context.retryAfterSeconds })
  }
  const explained = message + clockNote(context.skewInMilliseconds)
  return kind === 'session'
    ? new SessionError(code, explained, remedy)
    : new RefusalError(code, explained, remedy)
}

/** SECURITY (T15, R19): what could move a cursor is gone, and what is long enough for a token with it. */
function quoted(words = ''): string {
  const shown = words
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\S{100,}/gu, '…')
    .trim()
    .slice(0, 300)
  return shown === '' ? '' : ` AWS says: "${shown}"`
}

/** A wrong clock is the likeliest reason of a refusal that has none. */
function clockNote(skewInMilliseconds = 0): string {
  const minutes = Math.round(Math.abs(skewInMilliseconds) / 60_000)
  if (minutes < 1) return ''
  const where = skewInMilliseconds > 0 ? 'behind' : 'ahead of'
  return ` This computer's clock is ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${where} AWS's: set it right.`
}
