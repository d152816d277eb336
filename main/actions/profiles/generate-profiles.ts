/**
 * A profile for every role of an Identity Center session: planned, shown, and then written in one edit.
 *
 * The names are bound in the vault first, so that there is no moment at which a profile asks for what Signet does not
 * know; a name that goes loses its section first, for the same reason.
 *
 * @module
 */
import { servingLine } from '../../config/credential-process.ts'
import { diffLines } from '../../config/diff.ts'
import { editProfiles } from '../../config/edit-profiles.ts'
import {
  changesOf,
  type GenerationPlan,
  type ProfileSettings,
  planGeneratedProfiles,
} from '../../config/generated-profiles.ts'
import { type AssignedRole, defaultTemplate, profileNames } from '../../config/profile-names.ts'
import { readSharedConfig } from '../../config/profiles.ts'
import { parseRoleFilter } from '../../config/role-filter.ts'
import { RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf, isSameRole } from '../../vault/profile-session.ts'
import type { IdentityCenterSession, ProfileBinding, SessionBinding } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import { portalSession } from '../accounts/portal-session.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { confirmChange } from '../confirm-change.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'

export interface GenerateProfilesRequest extends Asking {
  /** Its name; undefined where there is only one. */
  readonly session: string | undefined
  readonly template: string | undefined
  readonly filter: string | undefined
  /** Undefined: the session's own, for profiles that have none. */
  readonly region: string | undefined
  /** Generated profiles whose role is gone go too. */
  readonly prune: boolean
  readonly dryRun: boolean
  /** Nobody needs to be asked. */
  readonly isConfirmed: boolean
  /** The words that run the relay again. */
  readonly relay: readonly string[]
  readonly signal: AbortSignal
}

/** The plan as a person sees it, before anything is written. */
export interface GenerationPreview extends GenerationPlan {
  readonly session: string
  readonly configPath: string
  readonly prunes: boolean
  /** Unified diff lines of the config file. */
  readonly diff: readonly string[]
}

export interface ProfilesGenerated {
  /** `unchanged`: everything is as it must be. */
  readonly outcome: 'written' | 'unchanged' | 'dry-run' | 'declined'
  readonly preview: GenerationPreview
  readonly backupPath: string | undefined
}

/**
 * Every role that the session may take: complete and as AWS has them now, for what is missing here counts as gone.
 * @throws as the portal does.
 */
export type RolesOfSession = (
  session: IdentityCenterSession,
  options: { readonly signal: AbortSignal },
) => Promise<readonly AssignedRole[]>

export type GenerateProfiles = (
  request: GenerateProfilesRequest,
  prompts: Prompts,
  show: (preview: GenerationPreview) => void,
) => Promise<ProfilesGenerated>

export interface GenerateProfilesDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly awsFiles: AwsFiles
  readonly rolesOf: RolesOfSession
}

/** @throws an {@link AppError} with the next step; nothing is half done. */
export function generateProfiles(dependencies: GenerateProfilesDependencies): GenerateProfiles {
  const { door, vault, awsFiles, rolesOf } = dependencies
  return async (request, prompts, show) => {
    const filter = request.filter === undefined ? undefined : parseRoleFilter(request.filter)
    const template = request.template ?? defaultTemplate
    profileNames([], { template, session: '' })
    await door.enter(prompts)
    const session = portalSession(vault, request.session)
    const roles = await rolesOf(session, request)
    if (roles.length === 0) throw noRoles(session)
    const settings = settingsOf(request, session)
    const planFor = (config: string, credentials: string) => {
      const shared = readSharedConfig(config, credentials)
      const { profiles: bindings } = vault.contents()
      const plan = planGeneratedProfiles({ session, roles, template, filter, shared, bindings, settings })
      return { plan, edited: editProfiles(config, 'config', changesOf(plan, shared, settings, request)) }
    }
    const files = await awsFiles.read(request)
    const { plan, edited } = planFor(files.config.text, files.credentials.text)
    const { configPath } = awsFiles.locations(request)
    const diff = diffLines(files.config.text, edited)
    const preview = { ...plan, session: session.name, configPath, prunes: request.prune, diff }
    show(preview)
    if (request.dryRun) return { outcome: 'dry-run', preview, backupPath: undefined }
    const wanted = {
      bound: bindingsOf(plan),
      unbound: request.prune ? plan.gone.map(({ name }) => name) : [],
    }
    if (diff.length === 0 && wanted.unbound.length === 0 && isBound(vault, wanted.bound)) {
      return { outcome: 'unchanged', preview, backupPath: undefined }
    }
    // A name that turns to another role is asked about, though no line of the config changes.
    const isSeen = diff.length > 0 || plan.changed.length > 0
    const question = `Write these changes to ${configPath}?`
    if (isSeen && !(await confirmChange(prompts, request.isConfirmed, question))) {
      return { outcome: 'declined', preview, backupPath: undefined }
    }
    // A profile that somebody made meanwhile is found by planning anew, and left alone.
    const change = (text: string): string =>
      text === files.config.text ? edited : planFor(text, files.credentials.text).edited
    return { outcome: 'written', preview, backupPath: await write(dependencies, request, wanted, change) }
  }
}

async function write(
  { vault, awsFiles }: GenerateProfilesDependencies,
  request: GenerateProfilesRequest,
  { bound, unbound }: { readonly bound: Bindings; readonly unbound: readonly string[] },
  change: (text: string) => string,
): Promise<string | undefined> {
  const { profiles: before } = vault.contents()
  await bind(vault, bound)
  const { profiles: after } = vault.contents()
  const note = { command: 'profiles generate', bindings: turnedBindings(before, after, bound, unbound) }
  const { backupPath } = await awsFiles.change(request, 'config', change, note)
  await unbind(vault, unbound)
  return backupPath
}

/** For whoever undoes it: what served each name before, and what does after. */
function turnedBindings(
  before: Readonly<Record<string, ProfileBinding>>,
  after: Readonly<Record<string, ProfileBinding>>,
  bound: Bindings,
  unbound: readonly string[],
) {
  const of = (profiles: Readonly<Record<string, ProfileBinding>>, name: string) =>
    bindingOf({ profiles }, name) ?? null
  const gone = unbound.map((name) => [name, { before: of(before, name), after: null }] as const)
  const turned = [...bound.keys()].flatMap((name) => {
    const states = { before: of(before, name), after: of(after, name) }
    return JSON.stringify(states.before) === JSON.stringify(states.after) ? [] : [[name, states] as const]
  })
  return Object.fromEntries([...turned, ...gone])
}

function settingsOf(request: GenerateProfilesRequest, session: IdentityCenterSession): ProfileSettings {
  return {
    credentialProcess: (name) => servingLine(request.relay, name),
    region: request.region ?? session.region,
    isRegionAsked: request.region !== undefined,
  }
}

type Bindings = ReadonlyMap<string, SessionBinding>

/** A profile that was added by hand for the same role stays one that was added by hand. */
function bindingsOf({ added, changed, kept }: GenerationPlan): Bindings {
  return new Map(
    [...added, ...changed, ...kept].map(({ name, session, accountId, roleName }) => [
      name,
      { session, accountId, roleName, generated: true },
    ]),
  )
}

function isBound(vault: Pick<Vault, 'contents'>, wanted: Bindings): boolean {
  const contents = vault.contents()
  return [...wanted].every(([name, binding]) => {
    const found = bindingOf(contents, name)
    return found !== undefined && isSameRole(found, binding)
  })
}

async function bind(vault: Pick<Vault, 'contents' | 'update'>, wanted: Bindings): Promise<void> {
  if (isBound(vault, wanted)) return
  await vault.update((contents) => {
    const fresh = [...wanted].filter(([name, binding]) => {
      const found = bindingOf(contents, name)
      return !found || !isSameRole(found, binding)
    })
    return { ...contents, profiles: { ...contents.profiles, ...Object.fromEntries(fresh) } }
  })
}

async function unbind(vault: Pick<Vault, 'update'>, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const gone = new Set(names)
  await vault.update((contents) => ({
    ...contents,
    profiles: Object.fromEntries(Object.entries(contents.profiles).filter(([name]) => !gone.has(name))),
  }))
}

function noRoles({ name }: IdentityCenterSession): RefusalError {
  return new RefusalError(
    'role-not-assigned',
    `IAM Identity Center lists no role for session ${name}, so nothing was changed. Whoever runs it can assign you one.`,
  )
}
