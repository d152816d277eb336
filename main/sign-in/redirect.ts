/**
 * Judges what reaches the loopback address during a sign-in. Anybody on this machine, and any page in any of its
 * browsers, can send requests there; only the one that brings the right `state` ends the wait.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 RFC 6749, section 4.1.2}
 * @see {@link https://www.rfc-editor.org/rfc/rfc8252#section-8 RFC 8252, section 8}
 * @module
 */
import { equalInConstantTime } from '../kernel/constant-time.ts'
import type { RedirectReply, RedirectRequest } from '../kernel/ports/redirect-receiver.ts'
import { type AuthorizationResponse, readAuthorizationResponse } from './authorization-response.ts'
import { overReply, refusedReply, signedInReply, wrongMethodReply, wrongReply } from './reply-pages.ts'

export const redirectPath = '/oauth/callback'

/** Room for the longest code, a state, and little else. */
const longestTarget = 8192

export interface ExpectedRedirect {
  readonly port: number
  readonly state: string
  /** False once there was an answer, or it is too late for one. */
  readonly waiting: boolean
}

export interface RedirectVerdict {
  readonly reply: RedirectReply
  /** What ends the wait. Undefined: it goes on. */
  readonly answer: AuthorizationResponse | undefined
}

/**
 * The reply to one request, and whether it is the awaited one.
 *
 * @param request - Untrusted.
 */
export function judgeRedirect(request: RedirectRequest, expected: ExpectedRedirect): RedirectVerdict {
  const fault = faultOf(request, expected.port)
  if (fault) return { reply: fault, answer: undefined }
  if (!expected.waiting) return { reply: overReply, answer: undefined }

  const response = readAuthorizationResponse(queryOf(request.target))
  if (response.kind === 'malformed') return { reply: wrongReply(400), answer: undefined }
  // SECURITY: before anything ends the wait, a refusal included (T10; RFC 6749, section 10.12).
  if (!equalInConstantTime(expected.state, response.state)) {
    return { reply: wrongReply(400), answer: undefined }
  }
  return { reply: response.kind === 'code' ? signedInReply : refusedReply, answer: response }
}

function faultOf(
  { method, target, hosts, origins }: RedirectRequest,
  port: number,
): RedirectReply | undefined {
  // SECURITY: a name that was made to resolve to 127.0.0.1 shows itself here (DNS rebinding).
  if (hosts.length !== 1) return wrongReply(400)
  if (hosts[0] !== `127.0.0.1:${port}`) return wrongReply(421)
  // SECURITY: a redirect has no origin, or an opaque one; a page's own request has the page's.
  if (origins.some((origin) => origin !== 'null')) return wrongReply(403)
  if (target.length > longestTarget) return wrongReply(414)
  if (target !== redirectPath && !target.startsWith(`${redirectPath}?`)) return wrongReply(404)
  if (method !== 'GET') return wrongMethodReply
  return undefined
}

function queryOf(target: string): string {
  return target.slice(redirectPath.length + 1)
}
