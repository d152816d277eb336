import { createHash } from 'node:crypto'
import { DpopRefusal, verifyDpopProof } from '../dpop.ts'
import { type Received, type Reply, single } from '../service.ts'
import { signedCaller } from '../signed-caller.ts'
import { createExternalToken } from '../signin-oauth/external.ts'
import { mustBeAllowed } from '../signin-oauth/iam.ts'
import { refuse } from './errors.ts'
import type { SigninParts } from './parts.ts'
import type { Issued } from './store.ts'
import { readTokenBody } from './token-body.ts'

/** `CreateOAuth2Token`: both grants, with a proof on each. */
export function createToken(parts: SigninParts, request: Received): Reply {
  if (request.query !== '') throw refuse('INVALID_REQUEST', 'The query must be empty.')
  const type = single(request, 'content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return createExternalToken(parts, request)
  if (type !== 'application/json') throw refuse('INVALID_REQUEST', 'Content-Type must be application/json.')
  const body = readTokenBody(request.body, parts.model)
  const bearer = {
    region: parts.region,
    clientId: body.clientId,
    thumbprint: bearerOf(parts, request),
  }
  const network = parts.gate.networkOf(request)
  if (body.grantType === 'refresh_token') {
    const issued = parts.store.refresh(body.refreshToken, bearer, network)
    return tokenReply(parts, issued, issued.repeated ? 'ok:refresh_token-repeated' : 'ok:refresh_token')
  }
  const codeChallenge = createHash('sha256').update(body.codeVerifier, 'ascii').digest('base64url')
  const proof = { redirectUri: body.redirectUri, codeChallenge }
  const issued = parts.store.redeem(body.code, bearer, proof, network)
  const idToken = parts.idTokens.issue(issued.session.principal, body.clientId, parts.clock.seconds())
  parts.mint.remember('id-token', idToken)
  return tokenReply(parts, issued, 'ok:authorization_code', idToken)
}

/** A confidential client signs in place of a proof; a proof that it sends beside its signature is checked as well. */
function bearerOf(parts: SigninParts, request: Received): string {
  if (!request.headers.has('authorization')) return checkProof(parts, request)
  const caller = signedCaller(parts, request, 'signin')
  mustBeAllowed(parts, caller, 'signin:ExchangeToken')
  const proof = request.headers.has('dpop') ? checkProof(parts, request) : ''
  return `sigv4:${caller.principal.arn}:${proof}`
}

function checkProof(parts: SigninParts, request: Received): string {
  const proof = single(request, 'dpop')
  if (proof === undefined) throw refuse('INVALID_REQUEST', 'There must be one DPoP header.')
  const now = parts.clock.now()
  try {
    return verifyDpopProof(proof, {
      method: request.method,
      url: request.url,
      now,
      acceptsNonce: parts.nonces.required ? (nonce) => parts.nonces.accepts(nonce, now) : undefined,
      replays: parts.replays,
    })
  } catch (error) {
    if (!(error instanceof DpopRefusal)) throw error
    if (error.kind === 'clock') throw refuse('TOKEN_EXPIRED', error.message)
    if (error.kind === 'nonce') throw refuse('use_dpop_nonce', error.message, { headers: nonceHeader(parts) })
    throw refuse('INVALID_REQUEST', error.message)
  }
}

function tokenReply(parts: SigninParts, issued: Issued, outcome: string, idToken?: string): Reply {
  const { accessKeyId, secretAccessKey, sessionToken } = issued.key
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...nonceHeader(parts) },
    body: JSON.stringify({
      accessToken: { accessKeyId, secretAccessKey, sessionToken },
      tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      expiresIn: issued.expiresInSeconds,
      refreshToken: issued.refreshToken,
      ...(idToken === undefined ? {} : { idToken }),
    }),
    outcome,
  }
}

function nonceHeader(parts: SigninParts): Readonly<Record<string, string>> {
  return parts.nonces.required ? { 'DPoP-Nonce': parts.nonces.current(parts.clock.now()) } : {}
}
