/**
 * What an AWS service's HTTP reply says, before any operation's own words come in.
 *
 * @module
 */

import { jsonOf } from '../kernel/json-of.ts'
import type { HttpResponse } from '../kernel/ports/http.ts'

/** An error reply, told from anything else by what AWS puts into it. Every member is untrusted. */
export interface Refusal {
  readonly status: number
  /** The exception's name, without namespace and origin. */
  readonly type: string | undefined
  /** The OAuth-style `error` member. */
  readonly error: string | undefined
  /** What SSO OIDC adds, such as `KMS_DisabledException`. */
  readonly reason?: string | undefined
  /** The service's own words. They may quote what was sent. */
  readonly message?: string | undefined
}

export type Reply =
  | { readonly kind: 'success'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Not from AWS: a captive portal's page, a proxy's, a redirect. */
  | { readonly kind: 'foreign' }
  /** AWS's, and not JSON although it says so. */
  | { readonly kind: 'malformed' }

/** Judges a reply. Never throws, whatever came. */
export function replyOf(response: HttpResponse): Reply {
  const { status, headers } = response
  const ok = status >= 200 && status < 300
  const body = jsonOf(response.body)
  const isJson = /^application\/(?:[\w.-]+\+)?(?:x-amz-)?json\b/i.test(headers['content-type'] ?? '')
  if (ok && response.body.length === 0) return { kind: 'success', body: {} }
  if (ok && isJson) return body === undefined ? { kind: 'malformed' } : { kind: 'success', body }
  if (status < 400 || status === 407 || status === 511) return { kind: 'foreign' }
  const refusal = { status, ...namesOf(headers['x-amzn-errortype'], body) }
  const named = refusal.type !== undefined || refusal.error !== undefined
  // A 429 or 5xx means the same from whoever sends it: later. Any other page that is not AWS's is nobody's answer.
  const clear = named || isJson || status === 429 || status >= 500 || response.body.length === 0
  return clear ? { kind: 'refused', refusal } : { kind: 'foreign' }
}

function namesOf(header: string | undefined, body: unknown): Omit<Refusal, 'status'> {
  const member = (name: string): string | undefined => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const type = header || member('code') || member('Code') || member('__type')
  return {
    type: type?.replace(/:.*$/s, '').replace(/^.*#/s, ''),
    error: member('error'),
    reason: member('reason'),
    message: member('message') ?? member('Message'),
  }
}

/** Longest wait taken from a `Retry-After`. */
const longestWaitInSeconds = 300

/** The wait that a reply asks for, in seconds, at most 300; undefined where it asks for none or in no known form. */
export function retryAfterSeconds(header: string | undefined, nowInMilliseconds: number): number | undefined {
  if (header === undefined) return undefined
  const seconds = /^\d{1,9}$/.test(header.trim())
    ? Number(header)
    : Math.ceil((Date.parse(header) - nowInMilliseconds) / 1000)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestWaitInSeconds) : undefined
}

/** The nonce that a server wants in the next DPoP proof (RFC 9449, section 8). */
export function demandedNonce(response: HttpResponse, { status, error }: Refusal): string | undefined {
  const nonce = response.headers['dpop-nonce'] ?? ''
  const demanded = (status === 400 || status === 401) && error === 'use_dpop_nonce'
  return demanded && /^[\x21\x23-\x5b\x5d-\x7e]{1,512}$/.test(nonce) ? nonce : undefined
}
