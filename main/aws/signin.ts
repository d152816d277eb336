/**
 * AWS Sign-In's data plane: what turns a code or a refresh token into credentials.
 *
 * @module
 */
import * as z from 'zod/mini'
import type { DpopPrivateJwk } from '../oauth/dpop.ts'
import { type Operation, type RestJsonPorts, restJson } from './rest-json.ts'
import { signinRefusals } from './signin-refusals.ts'

/** What `CreateOAuth2Token` answers. */
export interface SigninTokens {
  readonly accessToken: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken: string
  }
  /** As AWS spells it; stored, never judged. */
  readonly tokenType: string
  /** Seconds from the reply, 1 to 900. */
  readonly expiresInSeconds: number
  readonly refreshToken: string
  /** Only with the authorization code grant. */
  readonly idToken: string | undefined
  /** When these credentials end, epoch milliseconds by AWS's clock. */
  readonly expiration: number
}

export type SigninGrant =
  | {
      readonly grantType: 'authorization_code'
      readonly clientId: string
      readonly code: string
      readonly codeVerifier: string
      readonly redirectUri: string
    }
  | { readonly grantType: 'refresh_token'; readonly clientId: string; readonly refreshToken: string }

/** AWS Sign-In's data plane. */
export interface SigninClient {
  /** Base of the browser's authorize page and of `/v1/token`, by AWS's endpoint rules or an override. */
  baseUrl(region: string): URL
  createToken(
    grant: SigninGrant,
    proof: { readonly key: DpopPrivateJwk; readonly region: string; readonly signal?: AbortSignal },
  ): Promise<SigninTokens>
}

// SECURITY: credentials go into headers, environments and other programs' files: printable ASCII, nothing else.
const credential = z.string().check(z.regex(/^[\x21-\x7e]+$/))
const token = (mostCharacters: number) => credential.check(z.maxLength(mostCharacters))

const tokenReply = z.object({
  accessToken: z.object({ accessKeyId: credential, secretAccessKey: credential, sessionToken: credential }),
  tokenType: z.string().check(z.minLength(1), z.maxLength(256)),
  expiresIn: z.int().check(z.minimum(1), z.maximum(900)),
  refreshToken: token(2048),
  idToken: z.optional(token(4096)),
})

type Grant<Type extends SigninGrant['grantType']> = Extract<SigninGrant, { grantType: Type }>

const createToken = {
  name: 'CreateOAuth2Token',
  service: 'AWS Sign-In',
  method: 'POST',
  path: '/v1/token',
  endpoint: 'data',
  auth: 'dpop',
  output: tokenReply,
  refusals: signinRefusals,
} as const

type CreateToken<Type extends SigninGrant['grantType']> = Operation<
  'dpop',
  Grant<Type>,
  z.infer<typeof tokenReply>
>

/** A code works once: only a request that never left is sent again. */
export const redeemCode: CreateToken<'authorization_code'> = {
  ...createToken,
  body: ({ clientId, grantType, code, codeVerifier, redirectUri }) => ({
    clientId,
    grantType,
    code,
    codeVerifier,
    redirectUri,
  }),
  repeatable: false,
}

/** A refresh may be repeated: while the token lives AWS answers the same. */
export const refresh: CreateToken<'refresh_token'> = {
  ...createToken,
  body: ({ clientId, grantType, refreshToken }) => ({ clientId, grantType, refreshToken }),
  repeatable: true,
}

/** AWS Sign-In over these ports. `endpoints` are those of the service `signin`. */
export function signinClient(ports: RestJsonPorts): SigninClient {
  const { call } = restJson(ports)
  return {
    baseUrl: (region) => ports.endpoints({ region }),
    async createToken(grant, { key, region, signal }) {
      const options = { region, proof: { key }, signal }
      return grant.grantType === 'refresh_token'
        ? signinTokens({ ...(await call(refresh, grant, options)), idToken: undefined }, ports)
        : signinTokens(await call(redeemCode, grant, options), ports)
    },
  }
}

/** A reply in our terms, just after it came. */
export function signinTokens(
  { expiresIn, ...reply }: z.infer<typeof tokenReply>,
  { serverTime }: Pick<RestJsonPorts, 'serverTime'>,
): SigninTokens {
  return {
    ...reply,
    idToken: reply.idToken,
    expiresInSeconds: expiresIn,
    expiration: serverTime.now() + expiresIn * 1000,
  }
}
