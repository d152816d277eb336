import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { sessionIdOf } from '../../vault/profile-session.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'

/**
 * The region that a profile works in: its own in the AWS config, else that of the session behind it.
 *
 * @throws {@link InputError} `profile-unknown` when there is neither.
 */
export type ProfileRegion = (profile: string, asking: Asking, prompts: Prompts) => Promise<string>

export interface ProfileRegionDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents'>
  readonly awsFiles: Pick<AwsFiles, 'read'>
}

export function profileRegion({ door, vault, awsFiles }: ProfileRegionDependencies): ProfileRegion {
  return async (profile, asking, prompts) => {
    const { shared } = await awsFiles.read(asking)
    const configured = shared.profiles.get(profile)?.settings.get('region')?.value
    if (configured) return configured
    await door.enter(prompts)
    const contents = vault.contents()
    const session = sessionIdOf(contents, profile)
    const region = contents.sessions.find(({ id }) => id === session)?.region
    if (region !== undefined) return region
    throw new InputError(
      'profile-unknown',
      `Profile "${profile}" is not signed in, and names no region. Sign in with: signet login --profile ${profile}`,
      'sign-in',
    )
  }
}
