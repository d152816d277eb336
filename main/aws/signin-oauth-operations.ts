/**
 * AWS Sign-In's OAuth operations for IAM principals, as rows. Their wire names are those of the RFCs.
 *
 * Three are in the service model (`signin`, 2023-01-01). Two are known from AWS's documentation only and say so: they may
 * be wrong in what it leaves out.
 *
 * @module
 */
import * as z from 'zod/mini'
import type { Operation } from './rest-json.ts'
import {
  bearerTokenRefusals,
  introspectTokenRefusals,
  issueTokenRefusals,
  revokeTokenRefusals,
  tokenExchangeRefusals,
} from './signin-oauth-refusals.ts'

type Row<Input, Output> = Operation<'sigv4', Input, Output>

// SECURITY: a token goes into other programs' headers: printable ASCII, nothing else.
const token = (mostCharacters: number) =>
  z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(mostCharacters))
const lifeInSeconds = (most: number) => z.int().check(z.minimum(1), z.maximum(most))
/** RFC 6749, section 5.1: not case sensitive. */
const bearer = z.string().check(z.regex(/^bearer$/i))

const issuedReply = z.object({
  access_token: token(4096),
  token_type: bearer,
  expires_in: lifeInSeconds(3600),
})
const bearerReply = z.object({
  access_token: token(16_384),
  token_type: bearer,
  expires_in: lifeInSeconds(43_200),
})
const exchangedReply = z.object({
  access_token: token(16_384),
  token_type: bearer,
  expires_in: lifeInSeconds(3600),
})
export type TokenReply = z.infer<typeof issuedReply>

/** What AWS leaves out may also come as null. */
const optional = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.optional(z.nullable(schema)),
    z.transform((value) => value ?? undefined),
  )
const text = optional(z.string())
/** Epoch seconds, before the year 10000. */
const time = optional(z.number().check(z.minimum(0), z.maximum(253_402_300_799)))

const introspection = z.object({
  active: z.boolean(),
  client_id: text,
  user_id: text,
  token_type: text,
  exp: time,
  iat: time,
  nbf: time,
  sub: text,
  /** RFC 7662, section 2.2: one, or a list. */
  aud: optional(z.union([z.string(), z.array(z.string())])),
  iss: text,
  jti: text,
  account_id: text,
  signin_session: text,
  resource: text,
})
export type IntrospectionReply = z.infer<typeof introspection>

const withIam = {
  service: 'AWS Sign-In',
  method: 'POST',
  endpoint: 'oauth',
  auth: 'sigv4',
  query: () => ({ 'x-amz-client-auth-method': 'iam' }),
} as const

/** RFC 6749, section 4.4; RFC 8707. Each call makes a token of its own, so one more harms nobody. */
export const createTokenWithIam: Row<{ readonly resource: string }, TokenReply> = {
  ...withIam,
  name: 'CreateOAuth2TokenWithIAM',
  path: '/v1/token',
  body: ({ resource }) => ({ grant_type: 'client_credentials', resource }),
  output: issuedReply,
  refusals: issueTokenRefusals,
  repeatable: true,
}

export type TokenTypeHint = 'access_token' | 'refresh_token'

/** RFC 7662. */
export const introspectTokenWithIam: Row<
  { readonly token: string; readonly tokenTypeHint?: TokenTypeHint | undefined },
  IntrospectionReply
> = {
  ...withIam,
  name: 'IntrospectOAuth2TokenWithIAM',
  path: '/v1/introspect',
  body: ({ token: subject, tokenTypeHint }) => ({ token: subject, token_type_hint: tokenTypeHint }),
  output: introspection,
  refusals: introspectTokenRefusals,
  repeatable: true,
}

/** RFC 7009. Ends the whole chain; a token that AWS does not know is answered the same. */
export const revokeTokenWithIam: Row<{ readonly token: string }, object> = {
  ...withIam,
  name: 'RevokeOAuth2TokenWithIAM',
  path: '/v1/revoke',
  body: ({ token: subject }) => ({ token: subject }),
  output: z.object({}),
  refusals: revokeTokenRefusals,
  repeatable: true,
}

const documented = { service: 'AWS Sign-In', method: 'POST', endpoint: 'data', auth: 'sigv4' } as const

/**
 * Known from documentation only: which host, and that it is signed as other operations are, is an inference.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/APIReference/API_dataplane-signin_CreateBearerToken.html}
 */
export const createBearerToken: Row<
  { readonly resource: string; readonly durationSeconds?: number | undefined },
  TokenReply
> = {
  ...documented,
  name: 'CreateBearerToken',
  path: '/v1/token',
  query: () => ({ 'x-amz-token-request-type': 'bearer' }),
  body: ({ resource, durationSeconds }) => ({
    grant_type: 'client_credentials',
    resource,
    duration: durationSeconds,
  }),
  output: bearerReply,
  refusals: bearerTokenRefusals,
  repeatable: true,
}

export interface TokenExchange {
  /** A JWT of 4 to 20000 characters. */
  readonly subjectToken: string
  readonly resource: string
  /** ARNs of managed policies, as session policies: the token may do no more than they allow. */
  readonly policyArns?: readonly string[] | undefined
}

/**
 * Known from documentation only, as above (RFC 8693). A token that came in may be good for one exchange, so a request
 * that left is not sent again.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/APIReference/API_dataplane-signin_CreateOAuth2TokenWithTokenExchange.html}
 */
export const createTokenWithTokenExchange: Row<TokenExchange, TokenReply> = {
  ...documented,
  name: 'CreateOAuth2TokenWithTokenExchange',
  path: '/v1/token',
  query: () => ({ 'x-amz-oauth-token-method': 'token-exchange' }),
  body: ({ subjectToken, resource, policyArns }) => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: subjectToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    resource,
    scope: policyArns?.join(' '),
  }),
  output: exchangedReply,
  refusals: tokenExchangeRefusals,
  repeatable: false,
}
