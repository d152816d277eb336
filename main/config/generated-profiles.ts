/**
 * Profiles made from roles: what is to be added, what stays, what is gone, and what is in the way. Pure.
 *
 * A profile is ours when its one source of credentials is our own `credential_process` for that very name and no other
 * session or role is bound to the name. Only a name that was bound as generated is ever taken away.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { profileOfCredentialProcess } from './credential-process.ts'
import { describeSource } from './credential-source.ts'
import type { SectionChange } from './edit.ts'
import type { ProfileChange } from './edit-profiles.ts'
import { otherSources } from './profile-conflict.ts'
import { type AssignedRole, profileNames, roleKey } from './profile-names.ts'
import type { Profile, SharedConfig } from './profiles.ts'
import type { RoleFilter } from './role-filter.ts'

/** What a name is bound to, as the vault keeps it. */
export interface ProfileBinding {
  /** Undefined for a role that is assumed with another profile's credentials. */
  readonly session?: string | undefined
  readonly accountId?: string | undefined
  readonly roleName?: string | undefined
  /** Made from a role list, so that it may go when the role goes. */
  readonly generated?: boolean | undefined
}

export interface GeneratedProfile {
  readonly name: string
  readonly accountId: string
  readonly accountName: string
  readonly roleName: string
  /** The session's id. */
  readonly session: string
}

export interface ChangedProfile extends GeneratedProfile {
  /** What the name meant until now, where that was another role. */
  readonly formerRole: { readonly accountId: string; readonly roleName: string } | undefined
}

export interface GoneProfile {
  readonly name: string
  readonly accountId: string
  readonly roleName: string
  /** What taking it away does to its section; undefined when there is nothing of ours in it. */
  readonly change: ProfileChange | undefined
}

export interface GenerationPlan {
  readonly added: readonly GeneratedProfile[]
  readonly kept: readonly GeneratedProfile[]
  /** Ours, and not as they must be: another relay, another region, another role. */
  readonly changed: readonly ChangedProfile[]
  /** Ours, for a role that is no longer there or that has another name now. */
  readonly gone: readonly GoneProfile[]
  /** Names that something else has. They are left alone. */
  readonly conflicts: readonly { readonly profile: GeneratedProfile; readonly reason: string }[]
}

export interface GenerationInput {
  readonly session: { readonly id: string; readonly name: string }
  /** All of them, whatever the filter: a name depends on the others. */
  readonly roles: readonly AssignedRole[]
  readonly template: string
  readonly filter: RoleFilter | undefined
  readonly shared: SharedConfig
  readonly bindings: Readonly<Record<string, ProfileBinding>>
  readonly settings: ProfileSettings
}

/** What is written into each profile. */
export interface ProfileSettings {
  /** The value of `credential_process` for a profile of that name. */
  readonly credentialProcess: (name: string) => string
  readonly region: string
  /** Somebody asked for this region: a profile with another one is changed. */
  readonly isRegionAsked: boolean
}

/** @throws {@link InputError} for a template that cannot be. */
export function planGeneratedProfiles(input: GenerationInput): GenerationPlan {
  const { session, filter, shared, bindings, settings } = input
  const bound = new Map(Object.entries(bindings))
  const own = [...bound].filter(([, binding]) => binding.generated && binding.session === session.id)
  const former = new Map(own.map(([name, binding]) => [keyOf(binding), name]))
  const named = profileNames(input.roles, { template: input.template, session: session.name, former })
  const added: GeneratedProfile[] = []
  const kept: GeneratedProfile[] = []
  const changed: ChangedProfile[] = []
  const conflicts: { profile: GeneratedProfile; reason: string }[] = []
  for (const { name, role } of named) {
    if (filter && !filter(role)) continue
    const { accountId, accountName, roleName } = role
    const profile = { name, accountId, accountName, roleName, session: session.id }
    const verdict = judge(profile, shared.profiles.get(name), bound.get(name), settings)
    if (verdict === 'added') added.push(profile)
    else if (verdict === 'kept') kept.push(profile)
    else if (verdict === 'changed')
      changed.push({ ...profile, formerRole: formerRole(profile, bound.get(name)) })
    else conflicts.push({ profile, ...verdict })
  }
  return { added, kept, changed, conflicts, gone: goneOf(own, named, input) }
}

/** The edits of a plan, by profile name, for {@link editProfiles}. */
export function changesOf(
  plan: GenerationPlan,
  shared: SharedConfig,
  settings: ProfileSettings,
  { prune }: { readonly prune: boolean },
): ReadonlyMap<string, ProfileChange> {
  const changes = new Map<string, ProfileChange>()
  for (const { name } of [...plan.changed, ...plan.added]) {
    changes.set(name, wanted(name, shared.profiles.get(name), settings))
  }
  if (prune) for (const { name, change } of plan.gone) if (change) changes.set(name, change)
  return changes
}

type Verdict = 'added' | 'kept' | 'changed' | { readonly reason: string }

function judge(
  wantedProfile: GeneratedProfile,
  profile: Profile | undefined,
  binding: ProfileBinding | undefined,
  settings: ProfileSettings,
): Verdict {
  const { name } = wantedProfile
  const others = otherSources(profile)
  if (others.length > 0)
    return { reason: inWords('stays-has', { sources: others.map(describeSource).join(' and ') }) }
  if (!profile) return 'added'
  const process = profile.settings.get('credential_process')
  if (process && profileOfCredentialProcess(process.value) !== name) {
    return { reason: inWords('stays-other-profile', { file: process.file, line: process.line }) }
  }
  const taken = takenBy(wantedProfile, binding)
  if (taken) return taken
  if (!process) return 'added'
  const { set } = wanted(name, profile, settings)
  const stays = Object.entries(set ?? {}).every(([key, value]) => profile.settings.get(key)?.value === value)
  return stays && (!binding || keyOf(binding) === roleKey(wantedProfile)) ? 'kept' : 'changed'
}

function takenBy(
  { session, accountId, roleName }: GeneratedProfile,
  binding: ProfileBinding | undefined,
): { readonly reason: string } | undefined {
  if (!binding) return undefined
  if (binding.session === undefined) return { reason: inWords('stays-chain') }
  if (binding.session !== session)
    return { reason: inWords('stays-other-session', { session: binding.session }) }
  if (binding.generated || keyOf(binding) === roleKey({ accountId, roleName })) return undefined
  const place = { role: String(binding.roleName), account: String(binding.accountId) }
  return { reason: inWords('stays-other-role', place) }
}

function formerRole(
  profile: GeneratedProfile,
  binding: ProfileBinding | undefined,
): ChangedProfile['formerRole'] {
  if (!binding || keyOf(binding) === roleKey(profile)) return undefined
  return { accountId: binding.accountId ?? '', roleName: binding.roleName ?? '' }
}

/** The lines of one profile. A region that is there stays, unless another was asked for. */
function wanted(
  name: string,
  profile: Profile | undefined,
  { credentialProcess, region, isRegionAsked }: ProfileSettings,
): SectionChange {
  const keepsRegion = !isRegionAsked && profile?.settings.has('region')
  return {
    set: { credential_process: credentialProcess(name), ...(keepsRegion ? {} : { region }) },
  }
}

function goneOf(
  own: readonly (readonly [string, ProfileBinding])[],
  named: ReturnType<typeof profileNames>,
  { filter, shared, roles }: GenerationInput,
): readonly GoneProfile[] {
  const current = new Set(named.map(({ name }) => name))
  const accountNames = new Map(roles.map(({ accountId, accountName }) => [accountId, accountName]))
  return own.flatMap(([name, { accountId = '', roleName = '' }]) => {
    if (current.has(name)) return []
    const role = { accountId, accountName: accountNames.get(accountId) ?? '', roleName }
    if (filter && !filter(role)) return []
    return [{ name, accountId, roleName, change: removal(name, shared.profiles.get(name)) }]
  })
}

/** A section in which somebody keeps settings of their own loses our line only. */
function removal(name: string, profile: Profile | undefined): ProfileChange | undefined {
  const process = profile?.settings.get('credential_process')
  if (!profile || process?.file !== 'config') return undefined
  if (profileOfCredentialProcess(process.value) !== name) return undefined
  const isOnlyOurs = [...profile.settings.keys()].every((key) => ourKeys.includes(key))
  return isOnlyOurs ? 'remove' : { remove: ['credential_process'] }
}

const ourKeys = ['credential_process', 'region']

function keyOf({ accountId = '', roleName = '' }: ProfileBinding): string {
  return roleKey({ accountId, roleName })
}
