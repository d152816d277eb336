/**
 * The operations of IAM Identity Center's OIDC service, as rows (service model `sso-oidc`, 2019-06-10).
 *
 * @module
 */
import * as z from 'zod/mini'
import type { Proofs } from './request-proof.ts'
import type { Operation } from './rest-json.ts'
import { devicePollRefusals, ssoOidcRefusals, ssoRefreshRefusals } from './sso-oidc-refusals.ts'

// SECURITY: tokens go into headers and secrets into the vault, codes onto a terminal: printable ASCII, of a known length.
const text = (mostCharacters: number) =>
  z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(mostCharacters))
const token = text(8192)
const address = text(2048).check(z.refine((url) => URL.canParse(url)))
const oneYearInSeconds = 31_536_000
const lifeInSeconds = z.int().check(z.minimum(1), z.maximum(oneYearInSeconds))
/** What AWS leaves out may also come as null. */
const optional = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema))

const registrationReply = z.object({
  clientId: text(1024),
  clientSecret: text(16_384),
  /** Epoch seconds, before the year 10000. */
  clientSecretExpiresAt: z.int().check(z.minimum(1), z.maximum(253_402_300_799)),
})
const deviceReply = z.object({
  deviceCode: token,
  userCode: text(64),
  verificationUri: address,
  verificationUriComplete: optional(address),
  expiresIn: lifeInSeconds,
  interval: optional(z.int().check(z.minimum(0), z.maximum(600))),
})
const tokenReply = z.object({
  accessToken: token,
  expiresIn: lifeInSeconds,
  refreshToken: optional(token),
})
const iamTokenReply = z.extend(tokenReply, {
  issuedTokenType: optional(text(256)),
  scope: optional(z.array(text(512))),
  awsAdditionalDetails: optional(z.object({ identityContext: optional(token) })),
})
export type TokenReply = z.infer<typeof tokenReply>

/** What a public client shows with each request. */
export interface ClientSecret {
  readonly clientId: string
  readonly clientSecret: string
}

/** A row with what it is asked for and what comes of it. */
type Row<Input, Output, Auth extends keyof Proofs = 'none'> = Operation<Auth, Input, Output>

const service = {
  service: 'IAM Identity Center',
  method: 'POST',
  endpoint: 'data',
  auth: 'none',
  refusals: ssoOidcRefusals,
} as const

/** A registration that nobody uses does no harm, so this may be repeated. */
export const registerClient: Row<
  {
    readonly clientName: string
    readonly scopes: readonly string[]
    readonly grantTypes?: readonly string[]
    readonly redirectUris?: readonly string[]
    readonly issuerUrl?: string | undefined
  },
  z.infer<typeof registrationReply>
> = {
  ...service,
  name: 'RegisterClient',
  path: '/client/register',
  body: ({ scopes, ...metadata }) => ({
    ...metadata,
    clientType: 'public',
    ...(scopes.length > 0 ? { scopes } : {}),
  }),
  output: registrationReply,
  repeatable: true,
}

/** A code that nobody types in ends by itself, so this may be repeated. */
export const startDeviceAuthorization: Row<
  ClientSecret & { readonly startUrl: string },
  z.infer<typeof deviceReply>
> = {
  ...service,
  name: 'StartDeviceAuthorization',
  path: '/device_authorization',
  body: ({ clientId, clientSecret, startUrl }) => ({ clientId, clientSecret, startUrl }),
  output: deviceReply,
  repeatable: true,
}

const createToken = { ...service, name: 'CreateToken', path: '/token', output: tokenReply } as const

/** A code works once: only a request that never left is sent again. */
export const redeemCode: Row<
  ClientSecret & { readonly code: string; readonly redirectUri: string; readonly codeVerifier: string },
  TokenReply
> = {
  ...createToken,
  body: ({ clientId, clientSecret, code, redirectUri, codeVerifier }) => ({
    clientId,
    clientSecret,
    grantType: 'authorization_code',
    code,
    redirectUri,
    codeVerifier,
  }),
  repeatable: false,
}

/** Not repeated here: whoever polls keeps the interval. */
export const pollDevice: Row<
  ClientSecret & { readonly deviceCode: string },
  TokenReply | 'pending' | 'slow-down'
> = {
  ...createToken,
  body: ({ clientId, clientSecret, deviceCode }) => ({
    clientId,
    clientSecret,
    grantType: 'urn:ietf:params:oauth:grant-type:device_code',
    deviceCode,
  }),
  answers: {
    AuthorizationPendingException: 'pending',
    authorization_pending: 'pending',
    SlowDownException: 'slow-down',
    slow_down: 'slow-down',
  },
  refusals: devicePollRefusals,
  repeatable: false,
}

/**
 * Repeated with the same token. AWS promises nothing here, as it does for AWS Sign-In; but when a reply is lost there is
 * no other token to try, and asking soon is the best chance that there is (R21).
 */
export const refresh: Row<ClientSecret & { readonly refreshToken: string }, TokenReply> = {
  ...createToken,
  body: ({ clientId, clientSecret, refreshToken }) => ({
    clientId,
    clientSecret,
    grantType: 'refresh_token',
    refreshToken,
  }),
  refusals: ssoRefreshRefusals,
  repeatable: true,
}

/** What an IAM principal may trade for a token. */
export type IamGrant =
  | {
      readonly grantType: 'authorization_code'
      readonly code: string
      readonly redirectUri: string
      readonly codeVerifier?: string
    }
  | { readonly grantType: 'refresh_token'; readonly refreshToken: string }
  | { readonly grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer'; readonly assertion: string }
  | {
      readonly grantType: 'urn:ietf:params:oauth:grant-type:token-exchange'
      readonly subjectToken: string
      readonly subjectTokenType: string
      readonly requestedTokenType?: string
    }

/** Codes and assertions work once, so none of the grants is repeated. `clientId` is the ARN of an application. */
export const createTokenWithIam: Row<
  IamGrant & { readonly clientId: string; readonly scope?: readonly string[] },
  z.infer<typeof iamTokenReply>,
  'sigv4'
> = {
  ...service,
  name: 'CreateTokenWithIAM',
  path: '/token',
  query: () => ({ aws_iam: 't' }),
  auth: 'sigv4',
  body: (grant) => grant,
  output: iamTokenReply,
  repeatable: false,
}
