/**
 * A client of Sign-In that does everything right, in parts, so that a test can do one thing wrong.
 *
 * @module
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { crossDevice, sameDevice } from './signin/authorize-request.ts'
import type { StandIn } from './stand-in.ts'

export interface ProofKey {
  readonly privateKey: KeyObject
  readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  /** PEM of the SEC1 form, as AWS's tools keep it in their login cache. */
  readonly sec1: string
}

export function newProofKey(): ProofKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const sec1 = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  return { privateKey, jwk: { kty: 'EC', crv: 'P-256', x, y }, sec1 }
}

/** A DPoP proof. What `header` and `claims` name replaces the right value; undefined leaves it out. */
export function dpopProof(
  key: ProofKey,
  url: string,
  now: number,
  wrong: { readonly header?: object; readonly claims?: object } = {},
): string {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk, ...wrong.header }
  const claims = { htm: 'POST', htu: url, iat: Math.floor(now / 1000), jti: randomUUID(), ...wrong.claims }
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

/** RFC 7636 verifier and challenge. */
export function newVerifier(): { readonly codeVerifier: string; readonly codeChallenge: string } {
  const codeVerifier = randomBytes(48).toString('base64url')
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') }
}

/** The authorize URL of a client that listens on port 50000. A parameter given as undefined is left out. */
export function authorizeUrl(
  base: string,
  codeChallenge: string,
  wrong: Readonly<Record<string, string | undefined>> = {},
): URL {
  const url = new URL(`${base}/v1/authorize`)
  const parameters: Readonly<Record<string, string | undefined>> = {
    response_type: 'code',
    client_id: sameDevice,
    state: randomUUID(),
    code_challenge_method: 'SHA-256',
    scope: 'openid',
    redirect_uri: 'http://127.0.0.1:50000/oauth/callback',
    code_challenge: codeChallenge,
    ...wrong,
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url
}

export interface TokenReply {
  readonly status: number
  readonly type: string | null
  readonly headers: Headers
  /** The JSON of the body. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Posts to `/v1/token`. */
export async function postToken(base: string, body: unknown, proof: string | undefined): Promise<TokenReply> {
  const reply = await fetch(`${base}/v1/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(proof === undefined ? {} : { DPoP: proof }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {
    status: reply.status,
    type: reply.headers.get('x-amzn-errortype'),
    headers: reply.headers,
    body: (await reply.json()) as Readonly<Record<string, unknown>>,
  }
}

export interface TestSession {
  readonly base: string
  readonly key: ProofKey
  readonly clientId: string
  readonly accessToken: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken: string
  }
  readonly refreshToken: string
  readonly idToken: string
  readonly expiresIn: number
  readonly tokenType: string
}

/** An authorization that a person allowed, ready to be exchanged. */
export async function authorizedGrant(
  standIn: StandIn,
  options: { readonly base?: string; readonly principal?: string; readonly remote?: boolean } = {},
): Promise<{ readonly base: string; readonly body: Readonly<Record<string, string>> }> {
  const base = options.base ?? standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
  const { codeVerifier, codeChallenge } = newVerifier()
  const clientId = options.remote ? crossDevice : sameDevice
  const redirectUri = options.remote
    ? `${base}/v1/sessions/confirmation`
    : 'http://127.0.0.1:50000/oauth/callback'
  const url = authorizeUrl(base, codeChallenge, { client_id: clientId, redirect_uri: redirectUri })
  const sentTo = await standIn.approve(url, options.principal)
  const code = sentTo.searchParams.get('code') ?? ''
  return { base, body: { clientId, grantType: 'authorization_code', code, codeVerifier, redirectUri } }
}

/** Signs in as a person and a client would. */
export async function signIn(
  standIn: StandIn,
  options: { readonly base?: string; readonly principal?: string; readonly remote?: boolean } = {},
): Promise<TestSession> {
  const { base, body } = await authorizedGrant(standIn, options)
  const key = newProofKey()
  const reply = await postToken(base, body, dpopProof(key, `${base}/v1/token`, standIn.clock.now()))
  if (reply.status !== 200)
    throw new Error(`Sign-in was answered ${reply.status} ${JSON.stringify(reply.body)}`)
  return { base, key, clientId: body.clientId ?? '', ...reply.body } as unknown as TestSession
}

/** Exchanges a session's refresh token. */
export function refresh(
  standIn: StandIn,
  session: TestSession,
  changed: {
    readonly base?: string
    readonly key?: ProofKey
    readonly clientId?: string
    readonly refreshToken?: string
  } = {},
): Promise<TokenReply> {
  const { base, key, clientId, refreshToken } = { ...session, ...changed }
  const body = { clientId, grantType: 'refresh_token', refreshToken }
  return postToken(base, body, dpopProof(key, `${base}/v1/token`, standIn.clock.now()))
}
