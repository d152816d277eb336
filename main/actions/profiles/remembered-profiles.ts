/**
 * What is no secret of the profiles of a vault, taken along when it is locked: whose account and role a profile is, and that
 * it is production, stay in sight. In memory only; after a restart of the agent a locked vault says nothing.
 *
 * @module
 */
import type { SessionView } from '../../../preload/contract/views.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import { isProduction } from './usable-profile.ts'

export interface RememberedProfile {
  readonly session: string | null
  readonly accountId: string | null
  readonly roleName: string | null
  readonly isProduction: boolean
}

/** By the profile's name. */
export type RememberedProfiles = ReadonlyMap<string, RememberedProfile>

export function rememberedProfiles(
  contents: VaultContents,
  sessions: readonly SessionView[],
): RememberedProfiles {
  const serving = new Map(sessions.flatMap((view) => view.profiles.map((name) => [name, view] as const)))
  const names = new Set([...Object.keys(contents.profiles), ...Object.keys(contents.policies ?? {})])
  return new Map(
    [...names].map((name) => {
      const session = serving.get(name)
      const { accountId, roleName } = roleOf(contents, name)
      return [
        name,
        {
          session: session?.id ?? null,
          accountId: accountId ?? session?.accountId ?? null,
          roleName: roleName ?? null,
          isProduction: isProduction(name, contents),
        },
      ]
    }),
  )
}

/** The role that a profile is, in its account: as a portal has it, or as it is assumed. */
export function roleOf(
  { profiles }: Pick<VaultContents, 'profiles'>,
  name: string,
): { readonly accountId?: string | undefined; readonly roleName?: string | undefined } {
  const binding = bindingOf({ profiles }, name)
  if (binding === undefined) return {}
  if (binding.session !== undefined) return { accountId: binding.accountId, roleName: binding.roleName }
  return { accountId: accountOf(binding.roleArn), roleName: binding.roleArn.split('/').at(-1) }
}

/** `arn:aws:iam::111122223333:role/path/Name` */
export function accountOf(roleArn: string | undefined): string | undefined {
  return /^arn:[a-z-]+:iam::(\d{12}):role\//.exec(roleArn ?? '')?.[1]
}
