/**
 * Sign-in with a browser on this machine: authorization code with PKCE, brought back over a loopback redirect.
 *
 * @module
 */

import { authorizeUrl } from '../aws/signin-authorize.ts'
import { assertNever } from '../kernel/assert-never.ts'
import { awaitRedirect } from './await-redirect.ts'
import { exchange } from './exchange.ts'
import type { OnStep, SignInDeps, SignInOutcome, SignInRequest } from './flow.ts'
import { openable } from './openable.ts'
import { foreignPageError, lateError, noPortError, refusedError } from './problems.ts'
import { drawSecrets, type SignInSecrets } from './secrets.ts'

const clientId = 'arn:aws:signin:::devtools/same-device'

/** See `signIn`. The port is free before the code is exchanged. */
export async function signInSameDevice(
  request: SignInRequest,
  deps: SignInDeps,
  onStep: OnStep,
): Promise<SignInOutcome> {
  const secrets = await drawSecrets(deps.random)
  if (request.signal?.aborted) return { kind: 'cancelled' }
  const baseUrl = deps.signin.baseUrl(request.region)
  const { redirectUri, waited } = await awaitRedirect(
    {
      state: secrets.state,
      pageFor: (address) => pageFor(address, secrets, baseUrl),
      noPort: (attempts, cause) => noPortError('same-device', attempts, cause),
    },
    request,
    deps,
    onStep,
  )
  switch (waited.kind) {
    case 'cancelled':
      return { kind: 'cancelled' }
    case 'late':
      throw lateError('same-device')
    case 'came':
      if (waited.value.kind === 'refused') throw refusedError('same-device', waited.value)
      return exchange({ code: waited.value.code, clientId, redirectUri, secrets }, request, deps, onStep)
    default:
      return assertNever(waited)
  }
}

function pageFor(redirectUri: string, { state, pkce }: SignInSecrets, baseUrl: URL): URL {
  const url = authorizeUrl({ baseUrl, clientId, state, codeChallenge: pkce.codeChallenge, redirectUri })
  if (!openable(url, baseUrl)) throw foreignPageError(baseUrl.host)
  return url
}
