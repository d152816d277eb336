/**
 * One profile for one role of an Identity Center session.
 *
 * @module
 */
import { servingLine } from '../../config/credential-process.ts'
import { assertProfileName, shown } from '../../config/names.ts'
import { type AssignedRole, defaultTemplate, profileNames, roleKey } from '../../config/profile-names.ts'
import { servingSection } from '../../config/serving-section.ts'
import { InputError, RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf, isSameRole } from '../../vault/profile-session.ts'
import type { ProfileBinding } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import { portalSession } from '../accounts/portal-session.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { configChanged, fileChanges, toldOnce, writeChanges } from '../config/file-changes.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import { assertFree } from './assert-free.ts'
import type { RolesOfSession } from './generate-profiles.ts'

export interface AddProfileRequest extends Asking {
  readonly session: string | undefined
  /** An account's id or its name. */
  readonly account: string
  readonly role: string
  /** Undefined: made from the account and the role. */
  readonly name: string | undefined
  readonly region: string | undefined
  /** Another source of credentials in the profile is replaced. */
  readonly adopt: boolean
  /** A profile that Signet serves as another role is changed to this one. */
  readonly replace: boolean
  /** Only says what would be written. */
  readonly dryRun?: boolean
  readonly relay: readonly string[]
  readonly signal: AbortSignal
}

export interface ProfileAdded {
  readonly profile: string
  readonly accountId: string
  readonly accountName: string
  readonly roleName: string
  readonly configPath: string
  /** None when the config already was as it must be. */
  readonly diff: readonly string[]
  readonly backupPath: string | undefined
}

/** @throws an {@link AppError} with the next step; nothing is half done. */
export type AddProfile = (request: AddProfileRequest, prompts: Prompts) => Promise<ProfileAdded>

export interface AddProfileDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly awsFiles: AwsFiles
  readonly rolesOf: RolesOfSession
}

export function addProfile({ door, vault, awsFiles, rolesOf }: AddProfileDependencies): AddProfile {
  return async (request, prompts) => {
    if (request.name !== undefined) assertProfileName(request.name)
    await door.enter(prompts)
    const session = portalSession(vault, request.session)
    const roles = await rolesOf(session, request)
    const role = chosenRole(roles, request)
    const profile = request.name ?? nameFor(role, roles, session.name)
    const read = await awsFiles.read(request)
    const existing = read.shared.profiles.get(profile)
    assertFree(existing, request.adopt)
    const { accountId, accountName, roleName } = role
    const binding: ProfileBinding = { session: session.id, accountId, roleName }
    if (!request.replace) assertUnbound(vault, profile, binding)
    const region = request.region ?? (existing?.settings.has('region') ? undefined : session.region)
    const set = {
      credential_process: servingLine(request.relay, profile),
      ...(region === undefined ? {} : { region }),
    }
    const locations = awsFiles.locations(request)
    const section = servingSection(profile, { set, adopted: request.adopt ? existing : undefined })
    const changes = fileChanges(read, locations, section)
    const result = { profile, accountId, accountName, roleName, configPath: locations.configPath }
    if (request.dryRun) {
      return { ...result, diff: changes.flatMap(({ diff }) => diff), backupPath: undefined }
    }
    // The vault first: there is no moment at which the profile asks for what Signet does not know.
    await bind(vault, profile, binding)
    const updated = await writeChanges(awsFiles, request, changes, toldOnce({ command: 'profiles add' }))
    return { ...result, ...configChanged(updated) }
  }
}

/** As generating all of them would name it. */
function nameFor(role: AssignedRole, roles: readonly AssignedRole[], session: string): string {
  const named = profileNames(roles, { template: defaultTemplate, session })
  const found = named.find((candidate) => roleKey(candidate.role) === roleKey(role))
  if (!found) throw new TypeError('a role without a name')
  return found.name
}

function chosenRole(roles: readonly AssignedRole[], { account, role }: AddProfileRequest): AssignedRole {
  const ofAccount = roles.filter(
    ({ accountId, accountName }) => accountId === account || accountName === account,
  )
  const accounts = [...new Set(ofAccount.map(({ accountId }) => accountId))].sort()
  if (accounts.length > 1) {
    throw new InputError(
      'request-malformed',
      `${accounts.length} accounts are named ${shown(account)}. Give the id: --account ${accounts.join(' or ')}.`,
      'none',
    )
  }
  const found = ofAccount.find(({ roleName }) => roleName === role)
  if (found) return found
  const there = ofAccount.map(({ roleName }) => shown(roleName)).sort()
  throw new RefusalError(
    'role-not-assigned',
    there.length === 0
      ? `You have no role in an account ${shown(account)}. Nothing was changed. Check the account’s id or name.`
      : `Role ${shown(role)} is not assigned to you in ${shown(account)}. Nothing was changed. Assigned: ${there.join(', ')}.`,
  )
}

function assertUnbound(vault: Pick<Vault, 'contents'>, name: string, wanted: ProfileBinding): void {
  const bound = bindingOf(vault.contents(), name)
  if (!bound || isSameRole(bound, wanted)) return
  if (bound.session === undefined) throw boundToChain(name, bound.roleArn)
  const role =
    bound.roleName === undefined ? '' : `${shown(bound.roleName)} in ${shown(bound.accountId ?? '')} by `
  throw new InputError(
    'profile-conflict',
    `Signet already serves profile ${name} as ${role}session ${shown(bound.session)}. Nothing was changed. ` +
      'Choose another name with --name, or change it with --replace.',
  )
}

async function bind(
  vault: Pick<Vault, 'contents' | 'update'>,
  name: string,
  binding: ProfileBinding,
): Promise<void> {
  const bound = bindingOf(vault.contents(), name)
  if (bound && isSameRole(bound, binding)) return
  await vault.update((contents) => ({ ...contents, profiles: { ...contents.profiles, [name]: binding } }))
}

function boundToChain(name: string, roleArn: string): InputError {
  return new InputError(
    'profile-conflict',
    `Signet already serves profile ${shown(name)} as ${shown(roleArn)}, assumed with another profile. Nothing was changed. ` +
      'Choose another name with --name, or change it with --replace.',
  )
}
