/**
 * Credentials of a profile as variables, for a shell that a person fills by hand.
 *
 * @module
 */
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Grants } from '../../broker/grants.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { DefaultProfile } from '../profiles/default-profile.ts'
import { credentialVariables, onlyThese, regionVariables, type Variables } from './credential-variables.ts'
import { profileMeant } from './profile-meant.ts'

export interface EnvironmentRequest extends Asking {
  readonly profile: string
  /** Undefined: the profile's. */
  readonly region: string | undefined
  readonly consumer: ConsumerClaim | undefined
  readonly signal: AbortSignal
}

/** @throws an {@link AppError} with the next step. */
export type IssueEnvironment = (
  request: EnvironmentRequest,
  prompts: Prompts,
) => Promise<{ readonly variables: Variables; readonly expiration: number }>

export function issueEnvironment({
  grants,
  awsFiles,
  defaultProfile,
}: {
  readonly grants: Pick<Grants, 'issue'>
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly defaultProfile: DefaultProfile
}): IssueEnvironment {
  return async (request, prompts) => {
    const { consumer, signal, env, cwd } = request
    const { shared } = await awsFiles.read(request)
    const profile = await profileMeant(request.profile, shared, defaultProfile)
    const asked = { profile, prompts, consumer, signal, place: { env, cwd } }
    const { credentials } = await grants.issue({ ...asked, channel: 'env' })
    const region = request.region ?? shared.profiles.get(profile)?.settings.get('region')?.value
    const variables = onlyThese({ ...credentialVariables(credentials), ...regionVariables(region) })
    return { variables, expiration: credentials.expiration }
  }
}
