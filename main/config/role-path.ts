/**
 * The way from a profile over its roles to where the first credentials come from, as the AWS config has it. Nothing is
 * thrown: what leads nowhere is said.
 *
 * @module
 */
import type { Profile, SharedConfig } from './profiles.ts'
import type { ConfigFileKind } from './sections.ts'

export interface RolePathStep {
  readonly profile: string
  readonly roleArn: string
  readonly file: ConfigFileKind
  /** Of `role_arn`, from 1. */
  readonly line: number
  /** The next profile; null where credentials come from elsewhere. */
  readonly source: string | null
  /** `Environment`, `Ec2InstanceMetadata`, `EcsContainer`. */
  readonly credentialSource: string | null
}

export interface RolePath {
  readonly steps: readonly RolePathStep[]
  /** How it ends. `itself`: with the last profile's own keys. `missing`: there is no such profile. */
  readonly end: 'profile' | 'itself' | 'credential-source' | 'no-source' | 'missing' | 'cycle'
  /** The profile that gives the first credentials, that is missing, or that the circle comes back to. */
  readonly last: string
}

/** Undefined for a profile that assumes no role. */
export function rolePath(name: string, { profiles }: SharedConfig): RolePath | undefined {
  const steps: RolePathStep[] = []
  for (let at = name; ; ) {
    const profile = profiles.get(at)
    if (!profile) return ended(steps, 'missing', at)
    const step = stepOf(profile)
    if (!step) return steps.length === 0 ? undefined : ended(steps, 'profile', at)
    steps.push(step)
    if (step.source === null) {
      return ended(steps, step.credentialSource === null ? 'no-source' : 'credential-source', at)
    }
    if (step.source === at) return ended(steps, 'itself', at)
    at = step.source
    if (steps.some(({ profile: seen }) => seen === at)) return ended(steps, 'cycle', at)
  }
}

function ended(steps: readonly RolePathStep[], end: RolePath['end'], last: string): RolePath {
  return { steps, end, last }
}

function stepOf({ name, settings }: Profile): RolePathStep | undefined {
  const role = settings.get('role_arn')
  // With a token file it is AWS's web identity, which needs no other profile.
  if (!role || settings.has('web_identity_token_file')) return undefined
  const { value: roleArn, file, line } = role
  const source = settings.get('source_profile')?.value || null
  const credentialSource = settings.get('credential_source')?.value || null
  return { profile: name, roleArn, file, line, source, credentialSource }
}

/** The circle by name: `a → b → a`. */
export function circleOf({ steps, last }: RolePath): readonly string[] {
  const names = steps.map(({ profile }) => profile)
  return [...names.slice(names.indexOf(last)), last]
}
