/**
 * Sign-in to IAM Identity Center with a browser on this machine: authorization code with PKCE over a loopback redirect.
 *
 * @module
 */
import type { SsoTokens } from '../aws/sso-oidc.ts'
import { ssoOidcAuthorizeUrl } from '../aws/sso-oidc-authorize.ts'
import { awaitRedirect } from './await-redirect.ts'
import type { OnStep } from './flow.ts'
import type { IdentityCenterDeps, IdentityCenterRequest, RegisteredClient } from './identity-center-flow.ts'
import { openable } from './openable.ts'
import { foreignPageError, lateError, noPortError, refusedError } from './problems.ts'
import { drawPageSecrets, type PageSecrets } from './secrets.ts'

const way = 'authorization-code'

/** The port is free before the code is redeemed. Undefined: the person turned away. */
export async function signInWithPkce(
  client: RegisteredClient,
  request: Pick<IdentityCenterRequest, 'openBrowser' | 'signal'>,
  deps: IdentityCenterDeps,
  onStep: OnStep,
): Promise<SsoTokens | undefined> {
  const { signal } = request
  const secrets = await drawPageSecrets(deps.random)
  if (signal?.aborted) return undefined
  const baseUrl = deps.ssoOidc.baseUrl(client.region)
  const { redirectUri, waited } = await awaitRedirect(
    {
      state: secrets.state,
      pageFor: (address) => pageFor(address, client, secrets, baseUrl),
      noPort: (attempts, cause) => noPortError(way, attempts, cause),
    },
    request,
    deps,
    onStep,
  )
  if (waited.kind === 'late') throw lateError(way)
  if (waited.kind === 'cancelled' || signal?.aborted) return undefined
  if (waited.value.kind === 'refused') throw refusedError(way, waited.value)
  onStep({ kind: 'exchanging' })
  const { region, registration } = client
  const { codeVerifier } = secrets.pkce
  const grant = { region, registration, code: waited.value.code, redirectUri, codeVerifier }
  return deps.ssoOidc.redeemCode(grant, { signal })
}

function pageFor(
  redirectUri: string,
  { scopes, registration: { clientId } }: RegisteredClient,
  { state, pkce: { codeChallenge } }: PageSecrets,
  baseUrl: URL,
): URL {
  const url = ssoOidcAuthorizeUrl({ baseUrl, clientId, redirectUri, state, scopes, codeChallenge })
  if (!openable(url, baseUrl)) throw foreignPageError(baseUrl.host)
  return url
}
