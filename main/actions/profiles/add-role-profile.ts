/**
 * One profile for a role that is assumed with the credentials of another profile.
 *
 * @module
 */
import type { ReadConfig } from '../../broker/configured-steps.ts'
import { configuredSteps } from '../../broker/configured-steps.ts'
import { servingLine } from '../../config/credential-process.ts'
import { assertProfileName, shown } from '../../config/names.ts'
import { assertRoleStep, partsOfRoleArn } from '../../config/role-chain.ts'
import { servingSection } from '../../config/serving-section.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf, isSameBinding, sessionIdOf } from '../../vault/profile-session.ts'
import type { ChainBinding, VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { configChanged, fileChanges, toldOnce, writeChanges } from '../config/file-changes.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import { assertFree } from './assert-free.ts'

export interface AddRoleProfileRequest extends Asking {
  readonly roleArn: string
  /** The profile whose credentials assume the role. */
  readonly source: string
  /** Undefined: made from the source and the role. */
  readonly name: string | undefined
  readonly roleSessionName: string | undefined
  readonly externalId: string | undefined
  readonly durationSeconds: number | undefined
  readonly mfaSerial: string | undefined
  readonly region: string | undefined
  /** Another source of credentials in the profile is replaced. */
  readonly adopt: boolean
  /** A profile that Signet serves as something else is changed to this role. */
  readonly replace: boolean
  readonly dryRun: boolean
  readonly relay: readonly string[]
}

export interface RoleProfileAdded {
  readonly outcome: 'written' | 'dry-run'
  readonly profile: string
  readonly roleArn: string
  readonly source: string
  readonly configPath: string
  /** None when the files already were as they must be. */
  readonly diff: readonly string[]
  readonly backupPath: string | undefined
}

/** @throws an {@link AppError} with the next step; nothing is half done. */
export type AddRoleProfile = (request: AddRoleProfileRequest, prompts: Prompts) => Promise<RoleProfileAdded>

export interface AddRoleProfileDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly awsFiles: AwsFiles
  readonly readConfig: ReadConfig
}

export function addRoleProfile(dependencies: AddRoleProfileDependencies): AddRoleProfile {
  const { door, vault, awsFiles, readConfig } = dependencies
  return async (request, prompts) => {
    const binding = bindingFrom(request)
    const profile = request.name ?? nameFor(request)
    assertProfileName(profile)
    assertRoleStep(binding, `Profile ${profile}`)
    await door.enter(prompts)
    const contents = vault.contents()
    const before = bindingOf(contents, profile)
    if (!request.replace && before && !isSameBinding(before, binding)) throw taken(profile)
    assertLeads(contents, profile, binding, await readConfig(request))
    const read = await awsFiles.read(request)
    const existing = read.shared.profiles.get(profile)
    assertFree(existing, request.adopt)
    const region = request.region ?? sourceRegion(request, read.shared)
    const set = {
      credential_process: servingLine(request.relay, profile),
      ...(region === undefined || (request.region === undefined && existing?.settings.has('region'))
        ? {}
        : { region }),
    }
    const locations = awsFiles.locations(request)
    const section = servingSection(profile, { set, adopted: request.adopt ? existing : undefined })
    const changes = fileChanges(read, locations, section)
    const diff = changes.flatMap((change) => change.diff)
    const { roleArn, source } = binding
    const result = { profile, roleArn, source, configPath: locations.configPath, diff, backupPath: undefined }
    if (request.dryRun) return { ...result, outcome: 'dry-run' }
    // The vault first: there is no moment at which the profile asks for what Signet does not know.
    if (!isSameBinding(before, binding)) {
      await vault.update((now) => ({ ...now, profiles: { ...now.profiles, [profile]: binding } }))
    }
    const note = toldOnce({
      command: `profiles add --role-arn ${roleArn}`,
      bindings: { [profile]: { before: before ?? null, after: binding } },
    })
    const updated = await writeChanges(awsFiles, request, changes, note)
    return { ...result, outcome: 'written', backupPath: configChanged(updated).backupPath }
  }
}

function bindingFrom(request: AddRoleProfileRequest): ChainBinding {
  const { source, roleArn, roleSessionName, externalId, durationSeconds, mfaSerial, region } = request
  const given = { roleSessionName, externalId, durationSeconds, mfaSerial, region }
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  return { source, roleArn, ...Object.fromEntries(known) }
}

/** `<source>-<role>`, in the letters that a profile's name may have. */
function nameFor({ source, roleArn }: AddRoleProfileRequest): string {
  return `${source}-${partsOfRoleArn(roleArn).roleName}`.replace(/[^A-Za-z0-9\-/.%@_:+]/g, '-').slice(0, 255)
}

/** @throws as {@link configuredSteps} when the chain leads nowhere, or back to the profile. */
function assertLeads(
  contents: VaultContents,
  profile: string,
  binding: ChainBinding,
  shared: Awaited<ReturnType<ReadConfig>>,
): void {
  const planned = { profiles: { ...contents.profiles, [profile]: binding } }
  configuredSteps(
    profile,
    {
      isBound: (name) => sessionIdOf(planned, name) !== undefined,
      stepOf: (name) => bindingOf(planned, name),
    },
    shared,
  )
}

function sourceRegion(
  { source }: AddRoleProfileRequest,
  shared: Awaited<ReturnType<ReadConfig>>,
): string | undefined {
  return shared.profiles.get(source)?.settings.get('region')?.value || undefined
}

function taken(profile: string): InputError {
  return new InputError(
    'profile-conflict',
    `Signet already serves profile ${shown(profile)} as something else. Nothing was changed. ` +
      'Choose another name with --name, or change it with --replace.',
  )
}
