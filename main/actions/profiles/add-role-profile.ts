/**
 * One profile for a role that is assumed with the credentials of another profile.
 *
 * @module
 */
import type { ReadConfig } from '../../broker/configured-steps.ts'
import { configuredSteps } from '../../broker/configured-steps.ts'
import type { ChangeNote } from '../../config/backup-note.ts'
import { credentialProcess } from '../../config/credential-process.ts'
import { diffLines } from '../../config/diff.ts'
import { editSection, type SectionChange } from '../../config/edit.ts'
import { assertProfileName, shown } from '../../config/names.ts'
import { keysToAdopt } from '../../config/profile-conflict.ts'
import { assertRoleStep, partsOfRoleArn } from '../../config/role-chain.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf, sessionIdOf } from '../../vault/profile-session.ts'
import type { ChainBinding, VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
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
    if (!request.replace && before && !isSame(before, binding)) throw taken(profile)
    assertLeads(contents, profile, binding, await readConfig(request))
    const { config, credentials, shared } = await awsFiles.read(request)
    const existing = shared.profiles.get(profile)
    assertFree(existing, request.adopt)
    const line = [...request.relay, 'credential-process', '--profile', profile]
    const region = request.region ?? sourceRegion(request, shared)
    const set = {
      credential_process: credentialProcess(line, 'posix'),
      ...(region === undefined || (request.region === undefined && existing?.settings.has('region'))
        ? {}
        : { region }),
    }
    const adopted = request.adopt ? keysToAdopt(existing) : { config: [], credentials: [] }
    const change = (file: ConfigFileKind, wanted: SectionChange) => (text: string) =>
      editSection(text, { file, type: 'profile', name: profile }, wanted).text
    const changes = {
      credentials: change('credentials', { remove: adopted.credentials }),
      config: change('config', { set, remove: adopted.config }),
    }
    const diff = [
      ...(adopted.credentials.length > 0
        ? diffLines(credentials.text, changes.credentials(credentials.text))
        : []),
      ...diffLines(config.text, changes.config(config.text)),
    ]
    const { configPath } = awsFiles.locations(request)
    const { roleArn, source } = binding
    const result = { profile, roleArn, source, configPath, diff, backupPath: undefined }
    if (request.dryRun) return { ...result, outcome: 'dry-run' }
    // The vault first: there is no moment at which the profile asks for what Signet does not know.
    if (!before || !isSame(before, binding)) {
      await vault.update((now) => ({ ...now, profiles: { ...now.profiles, [profile]: binding } }))
    }
    const note: ChangeNote = {
      command: `profiles add --role-arn ${roleArn}`,
      bindings: { [profile]: { before: before ?? null, after: binding } },
    }
    if (adopted.credentials.length > 0) {
      await awsFiles.change(request, 'credentials', changes.credentials, { command: note.command })
    }
    const { backupPath } = await awsFiles.change(request, 'config', changes.config, note)
    return { ...result, outcome: 'written', backupPath }
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

function isSame(one: object, other: object): boolean {
  const sorted = (binding: object) => JSON.stringify(Object.entries(binding).sort())
  return sorted(one) === sorted(other)
}

function taken(profile: string): InputError {
  return new InputError(
    'profile-conflict',
    `Signet already serves profile ${shown(profile)} as something else. Nothing was changed. ` +
      'Choose another name with --name, or change it with --replace.',
  )
}
