import { jsonBody, textForm } from '../json-body.ts'
import type { Principal } from '../principals.ts'
import type { Received, Reply } from '../service.ts'
import { signedCaller } from '../signed-caller.ts'
import type { SigninParts } from '../signin/parts.ts'
import { invalidRequest, mustBeAllowed, oauthReply } from './iam.ts'

const mostSeconds = 3600
const policies =
  /^arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+(?: arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+)*$/

/**
 * `CreateOAuth2TokenWithTokenExchange`, which is known from documentation alone. Signed or not: a signature that is
 * there is checked. The subject token's own signature has no issuer here that could vouch for it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8693 RFC 8693}
 */
export function exchangeToken(parts: SigninParts, request: Received): Reply {
  const caller = request.headers.has('authorization') ? signedCaller(parts, request, 'signin') : undefined
  const body = jsonBody(
    request,
    {
      name: undefined,
      members: {
        grant_type: textForm(/^urn:ietf:params:oauth:grant-type:token-exchange$/),
        subject_token: textForm(/^.{4,20000}$/s, 20_000),
        subject_token_type: textForm(/^urn:ietf:params:oauth:token-type:jwt$/),
        resource: textForm(/^.{1,2048}$/s),
        scope: textForm(policies, 4096),
      },
      required: ['grant_type', 'subject_token', 'subject_token_type', 'resource'],
    },
    undefined,
    invalidRequest,
  )
  if (caller) mustBeAllowed(parts, caller, 'signin:CreateOAuth2Token')
  const subject = subjectOf(String(body.subject_token), parts.clock.seconds())
  const seconds = Math.min(mostSeconds, subject.exp - parts.clock.seconds())
  const chain = parts.oauthTokens.begin({
    clientId: 'arn:aws:signin:::token-exchange/jwt',
    principal: caller?.principal ?? subjectPrincipal(parts, subject.sub),
    region: parts.region,
    resource: String(body.resource),
  })
  const { value } = parts.oauthTokens.issue(chain, 'access_token', seconds)
  return oauthReply({
    access_token: value,
    token_type: 'Bearer',
    expires_in: seconds,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  })
}

function subjectPrincipal(parts: SigninParts, sub: string): Principal {
  const principal = parts.principals.all.find(({ arn, name }) => arn === sub || name === sub)
  if (principal) return principal
  throw invalidRequest('The subject of the token is nobody here.')
}

function subjectOf(token: string, now: number): { readonly sub: string; readonly exp: number } {
  const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token) ?? []
  try {
    const { sub, exp } = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as {
      readonly [name: string]: unknown
    }
    if (typeof sub === 'string' && Number.isInteger(exp) && Number(exp) > now)
      return { sub, exp: Number(exp) }
  } catch {
    // Refused below.
  }
  throw invalidRequest('The subject token is not a JWT with sub and an exp to come.')
}
