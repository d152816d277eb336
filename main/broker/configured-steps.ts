/**
 * Role chains that stand in the AWS config alone: they are served as they are, without being made Signet's.
 *
 * @module
 */
import { profileOfCredentialProcess } from '../config/credential-process.ts'
import { credentialSources } from '../config/credential-source.ts'
import type { Profile, SharedConfig } from '../config/profiles.ts'
import { chainCycle, type RoleStep, roleStepOf } from '../config/role-chain.ts'
import { profileUnknown, sourceHasKeys, sourceNotServed } from './broker-errors.ts'
import type { ConfiguredSteps, SessionIndex } from './session-index.ts'

/** Whose AWS config counts: the environment and the folder of who asks. */
export interface ConfigPlace {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

/** The config as it is now; of who asks, or where left out of the agent itself. */
export type ReadConfig = (place: ConfigPlace | undefined) => Promise<SharedConfig>

/**
 * The steps from a profile to the first one that the vault serves.
 *
 * @throws {@link SessionError} `session-missing` where it leads to nobody that Signet serves; {@link InputError}
 * `config-invalid` for a chain that cannot be followed.
 */
export function configuredSteps(
  profile: string,
  index: Pick<SessionIndex, 'isBound' | 'stepOf'>,
  { profiles }: SharedConfig,
): ConfiguredSteps {
  const steps = new Map<string, RoleStep>()
  const path: string[] = []
  let from = profile
  for (let name = profile; !index.isBound(name); ) {
    if (path.includes(name)) throw chainCycle([...path, name])
    path.push(name)
    const bound = index.stepOf(name)
    const step = bound?.session === undefined && bound ? bound : stepIn(profiles.get(name), name, from)
    const source = index.isBound(step.source) ? step.source : servedAs(step.source, profiles)
    steps.set(name, { ...step, source })
    from = name
    name = source
  }
  return steps
}

/** The name by which a profile of the config asks Signet, which may be another than its own. */
export function servedAs(name: string, profiles: SharedConfig['profiles']): string {
  const process = profiles.get(name)?.settings.get('credential_process')?.value
  return (process === undefined ? undefined : profileOfCredentialProcess(process)) ?? name
}

/** @param from - The profile whose source it is; itself, for the one that was asked for. */
function stepIn(profile: Profile | undefined, name: string, from: string): RoleStep {
  const isAsked = name === from
  if (!profile) throw isAsked ? profileUnknown(name) : sourceNotServed(from, name)
  const step = roleStepOf(profile)
  if (step?.source === name) throw sourceHasKeys(name, name)
  if (step) return step
  if (!isAsked && hasKeys(profile)) throw sourceHasKeys(from, name)
  throw isAsked ? profileUnknown(name) : sourceNotServed(from, name)
}

function hasKeys(profile: Profile): boolean {
  const process = profile.settings.get('credential_process')?.value
  if (process !== undefined && profileOfCredentialProcess(process) !== undefined) return false
  return credentialSources(profile).some(({ kind }) => kind.startsWith('static-'))
}
