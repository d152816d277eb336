import type { SsoTokens } from '../aws/sso-oidc.ts'
import { assertNever } from '../kernel/assert-never.ts'
import type { IdentityCenterFlow, IdentityCenterSession } from '../vault/session-record.ts'
import type { OnStep } from './flow.ts'
import { signInWithDeviceCode } from './identity-center-device.ts'
import type {
  IdentityCenterDeps,
  IdentityCenterOutcome,
  IdentityCenterRequest,
  RegisteredClient,
} from './identity-center-flow.ts'
import { signInWithPkce } from './identity-center-pkce.ts'
import { reusableRegistrations } from './reusable-registrations.ts'
import { withRegistration } from './with-registration.ts'

/** What listing accounts and getting credentials takes, and what makes AWS give a refresh token. */
const usualScopes = ['sso:account:access']

/**
 * Signs a person in to IAM Identity Center. Stores nothing: what it yields belongs in the vault.
 * Every way out frees the port, the timer and the listener that it took.
 *
 * SECURITY: T12. A device code is asked for here and nowhere else, and only when the request says so: the flow with a
 * browser never falls back to it.
 *
 * @throws {@link SessionError} `sign-in-denied` when AWS or the person said no, `sign-in-expired` when nobody came back
 * in time: 10 minutes with a browser here, what AWS gives a device code else.
 * @throws {@link InputError} `start-url-invalid`, `region-invalid`, `endpoint-invalid`
 * @throws {@link RefusalError} `invalid-request` when start URL and region do not belong together,
 * `registration-invalid` when AWS does not even take a new registration.
 * @throws {@link UnavailableError} `loopback-unavailable` when no port can be had, and when AWS cannot be reached.
 * @throws {@link ProtocolError} `response-malformed`
 */
export async function signInIdentityCenter(
  request: IdentityCenterRequest,
  deps: IdentityCenterDeps,
  onStep: OnStep,
): Promise<IdentityCenterOutcome> {
  const { flow, because, name, startUrl, region, signal } = request
  onStep({ kind: 'preparing', method: flow, because, name, startUrl, region })
  try {
    return await signInTo(request, deps, onStep)
  } catch (error) {
    // What an aborted call throws is the signal's matter, and nobody's who turned away.
    if (signal?.aborted) return { kind: 'cancelled' }
    throw error
  }
}

async function signInTo(
  request: IdentityCenterRequest,
  deps: IdentityCenterDeps,
  onStep: OnStep,
): Promise<IdentityCenterOutcome> {
  const { flow, name, startUrl, former, signal, scopes = usualScopes } = request
  signal?.throwIfAborted()
  const resolved = await deps.resolveStartUrl(startUrl, { signal })
  const region = resolved.region ?? request.region
  const kept = reusableRegistrations(former, { startUrl, region, scopes }, deps.serverTime.now())
  const { registration, value: tokens } = await withRegistration(
    { flow, region, scopes, startUrl: resolved.startUrl, former: kept[flow], signal },
    deps,
    onStep,
    (client) => walk(flow, client, request, deps, onStep),
  )
  if (tokens === undefined) return { kind: 'cancelled' }
  const registrations = { ...kept, [flow]: registration }
  const session = sessionOf({ ...request, region, scopes }, registrations, tokens, deps.serverTime.now())
  onStep({ kind: 'signed-in', name, startUrl, region })
  return { kind: 'signed-in', session, movedFrom: region === request.region ? undefined : request.region }
}

function walk(
  flow: IdentityCenterFlow,
  client: RegisteredClient,
  request: IdentityCenterRequest,
  deps: IdentityCenterDeps,
  onStep: OnStep,
): Promise<SsoTokens | undefined> {
  switch (flow) {
    case 'authorization-code':
      return signInWithPkce(client, request, deps, onStep)
    case 'device':
      return signInWithDeviceCode(client, request, deps, onStep)
    default:
      return assertNever(flow)
  }
}

/** @param now - Epoch milliseconds by AWS's clock. */
function sessionOf(
  { name, startUrl, region, scopes, flow }: IdentityCenterRequest & { readonly scopes: readonly string[] },
  registrations: IdentityCenterSession['registrations'],
  { accessToken, expiration, refreshToken }: SsoTokens,
  now: number,
): IdentityCenterSession {
  return {
    kind: 'identity-center',
    id: `identity-center:${name}`,
    name,
    startUrl,
    region,
    scopes: [...scopes],
    flow,
    registrations,
    accessToken,
    accessTokenExpiresAt: expiration,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    signedInAt: now,
    renewedAt: now,
  }
}
