/**
 * The address that opens a planned console: with credentials of Signet through federation, or the access portal's own link.
 *
 * @module
 */
import type { Federation, SigninToken } from '../../aws/federation.ts'
import type { Grants } from '../../broker/grants.ts'
import type { AwsCredentialIdentity } from '../../kernel/credentials.ts'
import { RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { Secret } from '../../kernel/secret.ts'
import type { ConsolePlan } from './console-plan.ts'
import type { OpenConsoleRequest } from './console-request.ts'
import { type ConsoleSource, refusedBecause } from './console-source.ts'
import { portalLink } from './portal-link.ts'

export interface ConsoleAddress {
  readonly address: Secret<URL>
  /** Whoever has the address is signed in. */
  readonly isSecret: boolean
  readonly accountId: string | null
  /** Of the console's session, epoch milliseconds; null where AWS alone knows. */
  readonly endsAt: number | null
  readonly notes: readonly string[]
}

export interface ConsoleAddressDependencies {
  readonly federation: Federation
  readonly grants: Pick<Grants, 'issue'>
  /** AWS's time, epoch milliseconds. */
  readonly awsNow: () => number
}

/** @throws what {@link Grants.issue} and {@link Federation} throw, with the next step where AWS refuses; see also {@link portalLink}. */
export async function consoleAddress(
  dependencies: ConsoleAddressDependencies,
  request: OpenConsoleRequest,
  plan: ConsolePlan,
  prompts: Prompts,
): Promise<ConsoleAddress> {
  return request.way === 'portal' ? byPortal(plan) : byFederation(dependencies, request, plan, prompts)
}

function byPortal({ name, source, page }: ConsolePlan): ConsoleAddress {
  const address = new Secret(portalLink(name, source, page))
  return { address, isSecret: false, accountId: source.portal?.accountId ?? null, endsAt: null, notes: [] }
}

async function byFederation(
  dependencies: ConsoleAddressDependencies,
  request: OpenConsoleRequest,
  plan: ConsolePlan,
  prompts: Prompts,
): Promise<ConsoleAddress> {
  const { federation, grants, awsNow } = dependencies
  const { env, cwd, signal, consumer, signOutFirst, sessionSeconds: asked } = request
  const { name, source, site, page } = plan
  const grant = { profile: name, channel: 'console', prompts, signal, consumer, place: { env, cwd } } as const
  const { credentials } = await grants.issue(grant)
  const sessionSeconds = source.mayChooseLength ? asked : undefined
  const { token, isLengthTaken } = await tokenFor(federation, plan, credentials, sessionSeconds, signal)
  const address = federation.loginUrl({
    ...{ site, token, signOutFirst, destination: page },
    // Where the console sends people when it is over: for a portal's role, to the portal.
    issuer: source.portal?.startUrl ?? 'signet',
  })
  const endsAt =
    isLengthTaken && sessionSeconds !== undefined ? awsNow() + sessionSeconds * 1000 : credentials.expiration
  return {
    address: new Secret(address),
    isSecret: true,
    accountId: credentials.accountId,
    endsAt,
    notes: lengthNotes(asked, source, isLengthTaken),
  }
}

async function tokenFor(
  federation: Federation,
  { name, source, site }: ConsolePlan,
  credentials: AwsCredentialIdentity,
  sessionSeconds: number | undefined,
  signal: AbortSignal,
): Promise<SigninToken> {
  try {
    return await federation.signinToken({ site, credentials, sessionSeconds, signal })
  } catch (thrown) {
    if (!(thrown instanceof RefusalError) || thrown.code !== 'invalid-request') throw thrown
    throw new RefusalError(thrown.code, `${thrown.message} ${refusedBecause(name, source)}`, 'none', thrown)
  }
}

function lengthNotes(
  asked: number | undefined,
  { mayChooseLength }: ConsoleSource,
  isTaken: boolean,
): readonly string[] {
  if (asked === undefined || isTaken) return []
  return [
    mayChooseLength
      ? 'AWS refused the duration, so the console’s session is as long as the credentials. The role’s maximum session duration may be less.'
      : 'AWS lets only roles that are assumed with long-term keys or by Identity Center choose a duration. The console’s session is as long as the credentials.',
  ]
}
