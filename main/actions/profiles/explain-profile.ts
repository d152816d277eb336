/**
 * Which source of a profile wins in which tool, and why: the AWS files line by line, the variables of whoever asks, and
 * what Signet itself would serve.
 *
 * @module
 */
import type { Said } from '../../../preload/contract/said.ts'
import { configuredSteps, servedAs } from '../../broker/configured-steps.ts'
import { type EnvironmentEffect, environmentEffects } from '../../config/environment-names.ts'
import { type ExplainedProfile, explainProfile as explain } from '../../config/explain-profile.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { AppError } from '../../kernel/errors.ts'
import { say } from '../../kernel/say.ts'
import { bindingOf, sessionIdOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { servedProfile } from '../credentials/served-profile.ts'
import type { Preferences } from '../window/preferences.ts'
import { type KnownOfProfiles, type ListProfilesDependencies, whatIsKnown } from './list-profiles.ts'
import { assertKnown } from './usable-profile.ts'

export interface ExplainProfileRequest extends Asking {
  readonly profile: string
  /** The process whose variables count; undefined where there is none. */
  readonly pid: number | undefined
}

export interface ServedBySignet {
  /** `config-role`: a role that stands in the AWS config alone. `not-known`: the vault is locked. */
  readonly how: 'session' | 'role' | 'config-role' | 'nothing' | 'not-known'
  /** By which name Signet knows it. */
  readonly profile: string
  readonly text: string
  /** What the text is made of. */
  readonly said?: Said
}

export interface ProfileExplanation {
  readonly name: string
  /** Null for a profile that Signet knows and no file has. */
  readonly config: ExplainedProfile | null
  readonly environment: {
    /** False where the system does not tell all names: then only those that `signet` itself looks at are. */
    readonly isWhole: boolean
    readonly effects: readonly EnvironmentEffect[]
  }
  readonly signet: ServedBySignet
  readonly configPath: string
  readonly credentialsPath: string
}

/** @throws {@link InputError} `profile-unknown` */
export type ExplainProfile = (request: ExplainProfileRequest) => Promise<ProfileExplanation>

export interface ExplainProfileDependencies extends ListProfilesDependencies {
  readonly awsFiles: Pick<AwsFiles, 'read' | 'locations'>
  readonly preferences: Pick<Preferences, 'read'>
  /** Names of the variables of a process, where the system tells. */
  readonly variableNames: ((pid: number) => readonly string[] | undefined) | undefined
}

export function explainProfile(dependencies: ExplainProfileDependencies): ExplainProfile {
  return async (request) => {
    const { profile, pid } = request
    const { config, credentials, shared } = await dependencies.awsFiles.read(request)
    const known = await whatIsKnown(dependencies, shared)
    assertKnown(profile, shared, known.contents)
    const names = pid === undefined ? undefined : dependencies.variableNames?.(pid)
    const looked = Object.entries(request.env).flatMap(([name, value]) => (value ? [name] : []))
    return {
      name: profile,
      config: explain(profile, { config, credentials }) ?? null,
      environment: { isWhole: names !== undefined, effects: environmentEffects(names ?? looked) },
      signet: await served(dependencies, profile, shared, known),
      ...dependencies.awsFiles.locations(request),
    }
  }
}

async function served(
  { preferences }: ExplainProfileDependencies,
  asked: string,
  shared: SharedConfig,
  { contents, sessions }: KnownOfProfiles,
): Promise<ServedBySignet> {
  const profile = servedAs(await servedProfile(asked, shared, preferences), shared.profiles)
  if (!contents) return spokenOf('not-known', profile, isLocked)
  const binding = bindingOf(contents, profile)
  if (!binding) return configured(profile, shared, contents)
  if (binding.session === undefined) {
    const { roleArn: role, source } = binding
    const text = `${role}, assumed with profile ${source}`
    return spokenOf('role', profile, say('served-by-role', { role, source, isOfConfig: false }, text))
  }
  const session = [...sessions.values()].find(({ id }) => id === binding.session)
  const who = session?.principalArn ?? session?.name ?? binding.session
  const role = binding.roleName === undefined ? '' : `role ${binding.roleName} in ${binding.accountId}, by `
  const hasEnded = session?.state === 'ended'
  const text = `${role}the session ${who}${hasEnded ? ', which has ended' : ''}`
  const of =
    binding.roleName === undefined
      ? { role: '', account: '' }
      : { role: binding.roleName, account: binding.accountId ?? '' }
  return spokenOf('session', profile, say('served-by-session', { ...of, who, hasEnded }, text))
}

const isLocked = say('served-unknown', {}, 'not known while the vault is locked')

function spokenOf(how: ServedBySignet['how'], profile: string, said: Said): ServedBySignet {
  return { how, profile, text: said.text, said }
}

/** A profile that the vault does not know may lead to one that it does. */
function configured(profile: string, shared: SharedConfig, contents: VaultContents): ServedBySignet {
  try {
    const steps = configuredSteps(
      profile,
      {
        isBound: (name) => sessionIdOf(contents, name) !== undefined,
        stepOf: (name) => bindingOf(contents, name),
      },
      shared,
    )
    const [first] = steps.values()
    if (!first) return spokenOf('nothing', profile, say('served-nothing', {}, 'nothing'))
    const { roleArn: role, source } = first
    const text = `${role}, assumed with profile ${source}, as the AWS config has it`
    return spokenOf('config-role', profile, say('served-by-role', { role, source, isOfConfig: true }, text))
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    const { code, message: words } = thrown
    return spokenOf('nothing', profile, say('served-nothing-for', { code, words }, `nothing. ${words}`))
  }
}
