/**
 * A client of IAM Identity Center that does everything right, in parts, so that a test can do one thing wrong.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { StandIn } from './stand-in.ts'
import { newVerifier } from './test-client.ts'

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
export const callback = 'http://127.0.0.1:50000/oauth/callback'

export interface OidcReply {
  readonly status: number
  /** As the header has it, without what AWS writes after the colon. */
  readonly type: string | undefined
  readonly headers: Headers
  /** The JSON of the body. */
  readonly body: Readonly<Record<string, unknown>>
}

export async function postOidc(
  base: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<OidcReply> {
  const reply = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {
    status: reply.status,
    type: reply.headers.get('x-amzn-errortype')?.split(':')[0],
    headers: reply.headers,
    body: (await reply.json()) as Readonly<Record<string, unknown>>,
  }
}

export interface Registration {
  readonly clientId: string
  readonly clientSecret: string
  readonly clientIdIssuedAt: number
  readonly clientSecretExpiresAt: number
}

/** What AWS's CLI sends to register for the code flow; undefined leaves a member out. */
export function pkceRegistration(
  standIn: StandIn,
  changed: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    clientName: 'botocore-client-test',
    clientType: 'public',
    scopes: ['sso:account:access'],
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: ['http://127.0.0.1/oauth/callback'],
    issuerUrl: startUrlOf(standIn),
    ...changed,
  }
}

/** What AWS's CLI sends to register for the device flow. */
export function deviceRegistration(
  changed: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    clientName: 'botocore-client-test',
    clientType: 'public',
    scopes: ['sso:account:access'],
    ...changed,
  }
}

export async function register(base: string, body: unknown): Promise<Registration> {
  return granted(await postOidc(base, '/client/register', body)) as unknown as Registration
}

/** The authorize URL of a client that listens on port 50000. A parameter given as undefined is left out. */
export function ssoAuthorizeUrl(
  base: string,
  clientId: string,
  codeChallenge: string,
  wrong: Readonly<Record<string, string | undefined>> = {},
): URL {
  const url = new URL(`${base}/authorize`)
  const parameters: Readonly<Record<string, string | undefined>> = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    state: randomUUID(),
    code_challenge_method: 'S256',
    scopes: 'sso:account:access',
    code_challenge: codeChallenge,
    ...wrong,
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url
}

interface Where {
  readonly region?: string
  readonly user?: string
}

export interface SsoTestSession extends Registration {
  readonly base: string
  readonly portal: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
  readonly tokenType: string
}

/** An authorization that a person allowed, ready to be exchanged at `/token`. */
export async function ssoGrant(
  standIn: StandIn,
  { region, user }: Where = {},
): Promise<{ readonly base: string; readonly body: Readonly<Record<string, string>> }> {
  const base = baseOf(standIn, region)
  const { clientId, clientSecret } = await register(base, pkceRegistration(standIn))
  const { codeChallenge, codeVerifier } = newVerifier()
  const sentTo = await standIn.approveSso(ssoAuthorizeUrl(base, clientId, codeChallenge), user)
  const code = sentTo.searchParams.get('code') ?? ''
  const grant = { grantType: 'authorization_code', code, codeVerifier, redirectUri: callback }
  return { base, body: { clientId, clientSecret, ...grant } }
}

/** Signs in by the code flow, as a person and a client would. */
export async function ssoSignIn(standIn: StandIn, where: Where = {}): Promise<SsoTestSession> {
  const { base, body } = await ssoGrant(standIn, where)
  const tokens = granted(await postOidc(base, '/token', body))
  const portal = standIn.urls.sso[where.region ?? firstRegion(standIn)] ?? ''
  return { ...body, ...tokens, base, portal } as unknown as SsoTestSession
}

export interface StartedDevice extends Registration {
  readonly base: string
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete: string
  readonly expiresIn: number
  readonly interval: number
}

/** Registers a device and starts its authorization. */
export async function startDevice(
  standIn: StandIn,
  changed: Readonly<Record<string, unknown>> = {},
): Promise<StartedDevice> {
  const base = baseOf(standIn)
  const registration = await register(base, deviceRegistration(changed))
  const { clientId, clientSecret } = registration
  const body = { clientId, clientSecret, startUrl: startUrlOf(standIn) }
  const started = granted(await postOidc(base, '/device_authorization', body))
  return { ...registration, ...started, base } as unknown as StartedDevice
}

export function pollDevice(
  { base, clientId, clientSecret, deviceCode }: StartedDevice,
  changed: Readonly<Record<string, unknown>> = {},
): Promise<OidcReply> {
  const body = { clientId, clientSecret, grantType: deviceGrant, deviceCode, ...changed }
  return postOidc(base, '/token', body)
}

/** Exchanges a session's refresh token. */
export function ssoRefresh(
  session: SsoTestSession,
  changed: Readonly<Record<string, unknown>> & { readonly base?: string } = {},
): Promise<OidcReply> {
  const { base, ...members } = changed
  const { clientId, clientSecret, refreshToken } = session
  const body = { clientId, clientSecret, grantType: 'refresh_token', refreshToken, ...members }
  return postOidc(base ?? session.base, '/token', body)
}

export interface PortalReply {
  readonly status: number
  /** Of an exception, without its namespace. */
  readonly type: string | undefined
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/** Calls the portal. */
export async function callPortal(
  { accessToken, portal }: Pick<SsoTestSession, 'accessToken' | 'portal'>,
  path: string,
  parameters: Readonly<Record<string, string>> = {},
  method: 'GET' | 'POST' = 'GET',
): Promise<PortalReply> {
  const url = new URL(`${portal}${path}`)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value)
  const reply = await fetch(url, { method, headers: { 'x-amz-sso_bearer_token': accessToken } })
  const text = await reply.text()
  const body = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>
  const type = typeof body.__type === 'string' ? body.__type.split('#')[1] : undefined
  return { status: reply.status, type, headers: reply.headers, body }
}

export function startUrlOf(standIn: StandIn): string {
  return standIn.identityCenter.directory.instances[0]?.startUrl ?? ''
}

function baseOf(standIn: StandIn, region = firstRegion(standIn)): string {
  return standIn.urls.ssoOidc[region] ?? ''
}

function firstRegion(standIn: StandIn): string {
  return Object.keys(standIn.urls.ssoOidc)[0] ?? ''
}

function granted(reply: OidcReply): Readonly<Record<string, unknown>> {
  if (reply.status === 200) return reply.body
  throw new Error(`The stand-in answered ${reply.status} ${JSON.stringify(reply.body)}`)
}
