/**
 * Clients that anybody may register with AWS Sign-In, such as an MCP agent: registration (RFC 7591) and tokens.
 *
 * All of it is known from AWS's documentation only; the service model has none of it. What documentation leaves out is
 * taken from the RFCs.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/APIReference/API_dataplane-signin_CreateOAuth2PublicClient.html}
 * @module
 */
import * as z from 'zod/mini'
import { InputError } from '../kernel/errors.ts'
import { type Operation, type RestJsonPorts, restJson } from './rest-json.ts'
import { assertResource } from './signin-inputs.ts'
import { clientRefusals } from './signin-oauth-refusals.ts'

type Row<Input, Output> = Operation<'none', Input, Output>

export type ExternalGrant =
  | {
      readonly grantType: 'authorization_code'
      readonly code: string
      readonly codeVerifier: string
      readonly redirectUri: string
    }
  | { readonly grantType: 'refresh_token'; readonly refreshToken: string }

export interface ExternalTokens {
  readonly accessToken: string
  /** Epoch milliseconds by AWS's clock. */
  readonly expiration: number
  readonly refreshToken: string | undefined
}

interface Abortable {
  readonly region: string
  readonly signal?: AbortSignal | undefined
}

export interface SigninExternalClients {
  /** The new client's id, good for 90 days. One redirect address at least, ten at most; AWS has a list of its own. */
  registerClient(
    request: { readonly redirectUris: readonly string[] },
    options: Abortable,
  ): Promise<{ readonly clientId: string }>
  createToken(
    request: { readonly clientId: string; readonly resource: string; readonly grant: ExternalGrant },
    options: Abortable,
  ): Promise<ExternalTokens>
}

const printable = (mostCharacters: number) =>
  z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(mostCharacters))

const documented = {
  service: 'AWS Sign-In',
  method: 'POST',
  endpoint: 'data',
  auth: 'none',
  refusals: clientRefusals,
  // A client too many, or a code used twice: neither is worth a second try.
  repeatable: false,
} as const

const registration = z.object({ client_id: printable(1024) })

const createPublicClient: Row<{ readonly redirectUris: readonly string[] }, z.infer<typeof registration>> = {
  ...documented,
  name: 'CreateOAuth2PublicClient',
  path: '/v1/register',
  body: ({ redirectUris }) => ({
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }),
  output: registration,
}

const tokenReply = z.object({
  access_token: printable(16_384),
  token_type: z.string().check(z.regex(/^bearer$/i)),
  expires_in: z.int().check(z.minimum(1), z.maximum(43_200)),
  refresh_token: z.optional(z.nullable(printable(4096))),
})

interface TokenRequest {
  readonly clientId: string
  readonly resource: string
  readonly grant: ExternalGrant
}

const createExternalToken: Row<TokenRequest, z.infer<typeof tokenReply>> = {
  ...documented,
  name: 'CreateOAuth2Token',
  path: '/v1/token',
  form: ({ clientId, resource, grant }) => ({
    grant_type: grant.grantType,
    client_id: clientId,
    ...(grant.grantType === 'refresh_token'
      ? { refresh_token: grant.refreshToken }
      : { code: grant.code, code_verifier: grant.codeVerifier, redirect_uri: grant.redirectUri }),
    resource,
  }),
  output: tokenReply,
}

/** `endpoints` are those of the service `signin`. */
export function signinExternalClients(ports: RestJsonPorts): SigninExternalClients {
  const { call } = restJson(ports)
  return {
    async registerClient(request, options) {
      const count = request.redirectUris.length
      if (count < 1 || count > 10) {
        throw new InputError('request-malformed', 'A client has 1 to 10 redirect addresses.', 'none')
      }
      const { client_id: clientId } = await call(createPublicClient, request, {
        ...options,
        proof: undefined,
      })
      return { clientId }
    },
    async createToken(request, options) {
      assertResource(request.resource)
      const reply = await call(createExternalToken, request, { ...options, proof: undefined })
      return {
        accessToken: reply.access_token,
        expiration: ports.serverTime.now() + reply.expires_in * 1000,
        refreshToken: reply.refresh_token ?? undefined,
      }
    },
  }
}
