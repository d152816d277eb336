/**
 * Federation to the AWS console: credentials of a role become an address that signs a browser in.
 *
 * SECURITY: the first address holds the credentials and the second one a token. Neither is in an error, and nothing here
 * logs. Errors are told by their status alone: AWS answers with pages for people, which may quote what was sent.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html Custom identity broker access to the console}
 * @module
 */
import * as z from 'zod/mini'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { RefusalError } from '../kernel/errors.ts'
import { jsonOf } from '../kernel/json-of.ts'
import type { HttpResponse } from '../kernel/ports/http.ts'
import { Secret } from '../kernel/secret.ts'
import type { ConsoleSite } from './console-site.ts'
import { operationUrl } from './operation-url.ts'
import { type Operation, type RestJsonPorts, restJson } from './rest-json.ts'
import type { Reply } from './rest-json-reply.ts'
import type { RefusalTable } from './service-error.ts'

export interface FederationInput {
  readonly site: ConsoleSite
  readonly credentials: AwsCredentialIdentity
  /** 900 to 43200. Only for a role that was assumed with a long-term key or by IAM Identity Center. */
  readonly sessionSeconds?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface SigninToken {
  /** For 15 minutes whoever has it is signed in. */
  readonly token: Secret
  /** False: AWS refused the length that was asked for, and the console's session is as long as the credentials. */
  readonly isLengthTaken: boolean
}

export interface LoginInput {
  readonly site: ConsoleSite
  readonly token: Secret
  /** Where AWS sends people whose console session is over, or a word that names who signed them in. */
  readonly issuer: string
  readonly destination: URL
  /** Ends what the browser is signed in as before. */
  readonly signOutFirst: boolean
}

export interface Federation {
  /**
   * @throws {@link RefusalError} `invalid-request` for credentials that AWS does not take for the console, and the others
   * that {@link RestJson.call} throws.
   */
  signinToken(input: FederationInput): Promise<SigninToken>
  /** The address that signs in. It is a secret for 15 minutes. */
  loginUrl(input: LoginInput): URL
}

type Ports = Omit<RestJsonPorts, 'endpoints'>

/** @param override - Stands in for every region's Sign-In host. */
export function federation(ports: Ports, override: URL | undefined): Federation {
  const tokenFor = async (input: FederationInput): Promise<Secret> => {
    const { site, signal } = input
    const wire = restJson(
      { ...ports, endpoints: () => override ?? site.signIn },
      { accept: 'application/json', replyOf },
    )
    const reply = await wire.call(getSigninToken, input, { region: site.region, proof: undefined, signal })
    return new Secret(reply.SigninToken)
  }
  return {
    async signinToken(input) {
      try {
        return { token: await tokenFor(input), isLengthTaken: input.sessionSeconds !== undefined }
      } catch (thrown) {
        const isRefused = thrown instanceof RefusalError && thrown.code === 'invalid-request'
        if (!isRefused || input.sessionSeconds === undefined) throw thrown
        return { token: await tokenFor({ ...input, sessionSeconds: undefined }), isLengthTaken: false }
      }
    },
    loginUrl({ site, token, issuer, destination, signOutFirst }) {
      const base = override ?? site.signIn
      const login = operationUrl(base, path, {
        Action: 'login',
        Issuer: issuer,
        Destination: destination.href,
        SigninToken: token.reveal(),
      })
      if (!signOutFirst) return login
      return operationUrl(base, '/oauth', { Action: 'logout', redirect_uri: login.href })
    },
  }
}

const path = '/federation'

const refusals: RefusalTable = {
  'status 400': {
    kind: 'refusal',
    code: 'invalid-request',
    says: 'did not take these credentials for the console. Nothing was opened.',
  },
}

const getSigninToken: Operation<'none', FederationInput, { readonly SigninToken: string }> = {
  name: 'getSigninToken',
  service: 'AWS Sign-In',
  // The only form that AWS documents, although the credentials stand in the address.
  method: 'GET',
  path,
  query: ({ credentials, sessionSeconds }) => ({
    Action: 'getSigninToken',
    ...(sessionSeconds === undefined ? {} : { SessionDuration: String(sessionSeconds) }),
    Session: JSON.stringify({
      sessionId: credentials.accessKeyId,
      sessionKey: credentials.secretAccessKey,
      sessionToken: credentials.sessionToken,
    }),
  }),
  endpoint: 'data',
  auth: 'none',
  output: z.object({ SigninToken: z.string().check(z.regex(/^[\x21-\x7e]{1,16384}$/)) }),
  refusals,
  repeatable: true,
}

/** Refusals are pages, told by their status. A page where JSON must be is not from AWS. */
function replyOf({ status, body }: HttpResponse): Reply {
  if (status >= 200 && status < 300) {
    const reply = jsonOf(body)
    return reply === undefined ? { kind: 'foreign' } : { kind: 'success', body: reply }
  }
  if (status < 400 || status === 407 || status === 511) return { kind: 'foreign' }
  return { kind: 'refused', refusal: { status, type: undefined, error: undefined } }
}
