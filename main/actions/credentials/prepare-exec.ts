/**
 * Everything that a program needs to run as a profile, before it starts.
 *
 * @module
 */
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Permit } from '../../broker/grant-request.ts'
import type { Grants } from '../../broker/grants.ts'
import type { Issued } from '../../broker/held-credentials.ts'
import { UnavailableError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { DefaultProfile } from '../profiles/default-profile.ts'
import { credentialVariables, onlyThese, regionVariables, type Variables } from './credential-variables.ts'
import type { ExecFiles, WrittenExecFiles } from './exec-files.ts'
import { type ExecOverlay, execOverlay } from './exec-overlay.ts'
import { profileMeant } from './profile-meant.ts'

export interface ExecRequest extends Asking {
  readonly profile: string
  /** `endpoint`: renewed as long as the program runs. `variables`: for tools that know nothing else. */
  readonly way: 'endpoint' | 'variables'
  /** The endpoint's token in a file in place of a variable. */
  readonly tokenInFile: boolean
  /** Undefined: the profile's. */
  readonly region: string | undefined
  readonly consumer: ConsumerClaim | undefined
  readonly signal: AbortSignal
}

export interface PreparedExec {
  readonly variables: Variables
  /** What was done on the way, for a person who wants to know. */
  readonly notes: readonly string[]
}

/** Asks what there is to ask now: nobody is asked while the program runs. @throws an {@link AppError} with the next step. */
export type PrepareExec = (request: ExecRequest, prompts: Prompts) => Promise<PreparedExec>

/** The container endpoint, as far as a program that starts has to do with it. */
export interface EndpointDoor {
  admit(consumer: {
    readonly permit: Permit
    readonly sessionId: string
    readonly pid: number | undefined
    readonly onEnd: () => void
  }): Promise<{ readonly uri: string; readonly token: string; revoke(): void }>
}

export interface PrepareExecDependencies {
  readonly grants: Pick<Grants, 'issue' | 'permit'>
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly endpoint: EndpointDoor
  readonly files: ExecFiles
  readonly defaultProfile: DefaultProfile
}

export function prepareExec(dependencies: PrepareExecDependencies): PrepareExec {
  return async (request, prompts) => {
    const { grants, awsFiles, files, defaultProfile } = dependencies
    const { way, consumer, signal, env, cwd } = request
    const texts = await awsFiles.read(request)
    const profile = await profileMeant(request.profile, texts.shared, defaultProfile)
    const asked = { profile, prompts, consumer, signal, place: { env, cwd } }
    const permit = way === 'endpoint' ? await grants.permit({ ...asked, channel: 'exec' }) : undefined
    // Also for the endpoint: what is wrong is said before anything starts, and the first answer is at hand.
    const issued = await grants.issue({ ...asked, channel: 'exec', permit })
    const overlay = execOverlay(texts, profile, way)
    const region = request.region ?? texts.shared.profiles.get(profile)?.settings.get('region')?.value
    await files.sweep()
    const common = { ...regionVariables(region), SIGNET_PROFILE: profile }
    const given = permit
      ? await byEndpoint(dependencies, request, { permit, issued, overlay })
      : await byVariables(dependencies, request, { issued, overlay })
    return {
      variables: {
        ...onlyThese({ ...given.variables, ...common }),
        ...fileVariables(request, given.written),
      },
      notes: notesOf(overlay, given.written),
    }
  }
}

interface Given {
  readonly variables: Record<string, string>
  readonly written: WrittenExecFiles | undefined
}

async function byVariables(
  { files }: PrepareExecDependencies,
  request: ExecRequest,
  { issued, overlay }: { readonly issued: Issued; readonly overlay: ExecOverlay | undefined },
): Promise<Given> {
  return {
    variables: credentialVariables(issued.credentials),
    written: overlay && (await written(files.write(overlay, request, request.consumer?.pid))),
  }
}

async function byEndpoint(
  { endpoint, files }: PrepareExecDependencies,
  request: ExecRequest,
  parts: { readonly permit: Permit; readonly issued: Issued; readonly overlay: ExecOverlay | undefined },
): Promise<Given> {
  const { permit, issued, overlay } = parts
  let made: WrittenExecFiles | undefined
  const { uri, token, revoke } = await endpoint.admit({
    permit,
    sessionId: issued.sessionId,
    pid: request.consumer?.pid,
    onEnd: () => void made?.remove(),
  })
  try {
    if (overlay || request.tokenInFile) {
      const texts = { ...overlay, token: request.tokenInFile ? token : undefined }
      made = await written(files.write(texts, request, request.consumer?.pid))
    }
  } catch (thrown) {
    revoke()
    throw thrown
  }
  const authorization: Record<string, string> = made?.paths.token
    ? { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: made.paths.token }
    : { AWS_CONTAINER_AUTHORIZATION_TOKEN: token }
  return { variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, ...authorization }, written: made }
}

async function written(writing: Promise<WrittenExecFiles>): Promise<WrittenExecFiles> {
  try {
    return await writing
  } catch (cause) {
    throw new UnavailableError(
      'agent-busy',
      'The files that the program would need cannot be written in the runtime folder. Nothing was started. Look at its free space and mode.',
      { cause },
    )
  }
}

/**
 * Where the program finds the AWS files: the copies, else the person's own. Said in any case, as this may be asked from
 * within a program that was given copies.
 */
function fileVariables({ env }: Asking, made: WrittenExecFiles | undefined): Variables {
  return {
    AWS_CONFIG_FILE: made?.paths.config ?? env.AWS_CONFIG_FILE,
    AWS_SHARED_CREDENTIALS_FILE: made?.paths.credentials ?? env.AWS_SHARED_CREDENTIALS_FILE,
  }
}

function notesOf(overlay: ExecOverlay | undefined, made: WrittenExecFiles | undefined): readonly string[] {
  if (!overlay || !made) return []
  const why = overlay.hidesSource
    ? 'The profile default of your AWS config has credentials of its own, which every tool would take first'
    : 'The profile default of your AWS config has other settings'
  const without =
    overlay.leftOut.length === 0
      ? ''
      : ` Profiles with access keys are not copied: ${overlay.leftOut.slice(0, 5).join(', ')}${overlay.leftOut.length > 5 ? ', …' : ''}.`
  return [
    `${why}. So the program reads a copy, ${made.paths.config ?? ''}. What it changes there is lost.${without}`,
  ]
}
