/**
 * What stands behind a profile, as far as it decides whether and for how long AWS opens a console with it. Pure.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html Custom identity broker access to the console}
 * @module
 */
import type { SharedConfig } from '../../config/profiles.ts'
import { homeRegionOf, partsOfRoleArn } from '../../config/role-chain.ts'
import { InputError, RefusalError } from '../../kernel/errors.ts'
import { bindingOf, sessionIdOf } from '../../vault/profile-session.ts'
import type { SessionRecord, VaultContents } from '../../vault/session-record.ts'

export interface ConsoleSource {
  /** Where its first credentials come from; undefined for a chain that only the AWS config knows. */
  readonly session: SessionRecord | undefined
  /** With a role of Identity Center. */
  readonly portal: { readonly startUrl: string; readonly accountId: string; readonly roleName: string } | null
  /** A role that is assumed with another profile's credentials. */
  readonly roleArn: string | null
  /** AWS lets this role say how long its console session is. */
  readonly mayChooseLength: boolean
}

export function consoleSource(name: string, contents: VaultContents, shared: SharedConfig): ConsoleSource {
  const binding = bindingOf(contents, name)
  const sessionId = sessionIdOf(contents, name)
  const session = contents.sessions.find(({ id }) => id === sessionId)
  if (binding?.session === undefined) {
    const configured = shared.profiles.get(name)?.settings.get('role_arn')?.value
    const source = binding && bindingOf(contents, binding.source)
    const isFirstRole = source?.session !== undefined && session?.kind === 'iam-user'
    return {
      session,
      portal: null,
      roleArn: binding?.roleArn ?? configured ?? null,
      mayChooseLength: isFirstRole,
    }
  }
  const { accountId, roleName } = binding
  const isRole = session?.kind === 'identity-center' && accountId !== undefined && roleName !== undefined
  const portal = isRole ? { startUrl: session.startUrl, accountId, roleName } : null
  return { session, portal, roleArn: null, mayChooseLength: isRole }
}

/** A region of the partition that the credentials are good in. @throws {@link InputError} `region-invalid` */
export function regionOfSource(
  name: string,
  { session, roleArn }: ConsoleSource,
  shared: SharedConfig,
): string {
  const configured = shared.profiles.get(name)?.settings.get('region')?.value
  const found = configured || session?.region
  if (found) return found
  if (roleArn !== null) return homeRegionOf(partsOfRoleArn(roleArn).partition)
  throw new InputError('region-invalid', `Profile "${name}" names no region. Name one with --region.`)
}

/** AWS takes credentials of roles for the console, and those of an IAM user's own session never. */
export function assertMayOpen(name: string, { session, roleArn }: ConsoleSource): void {
  if (session?.kind !== 'iam-user' || roleArn !== null) return
  throw new RefusalError(
    'invalid-request',
    `Profile "${name}" is an IAM user’s access key. AWS opens the console for roles only. Nothing was opened. ${otherWays}`,
  )
}

/** What a refusal of AWS means for these credentials, with the next step. */
export function refusedBecause(name: string, { session, roleArn, portal }: ConsoleSource): string {
  if (portal) {
    return 'Perhaps the role was taken away, or its session ended. Try again, or go through the portal: add --portal.'
  }
  if (roleArn !== null || session?.kind !== 'signin') {
    return 'Perhaps the role’s session has ended. Try again in a minute.'
  }
  if (/:assumed-role\//.test(session.principalArn)) {
    return `AWS does not say that a session of "aws login" opens a console, and here it does not. ${otherWays}`
  }
  const who = session.principalArn.endsWith(':root') ? 'the root user' : 'an IAM user'
  return `Profile "${name}" is signed in as ${who}, and AWS opens the console for roles only. ${otherWays}`
}

const otherWays =
  'Sign in to the console with your browser as you did before, or use a profile with a role: signet profiles add --help'
