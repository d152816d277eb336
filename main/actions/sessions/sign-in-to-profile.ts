/**
 * Signs a person in and gives the session to a profile of their AWS config.
 *
 * Whatever can fail without AWS fails before the browser opens: the profile's name, another source of credentials in it,
 * the vault. After AWS has confirmed, the session is made durable first and the config is written second, so that a
 * confirmed sign-in is never lost to a config that cannot be written.
 *
 * @module
 */

import { inWords } from '../../../preload/contract/said-forms.ts'
import { servingLine } from '../../config/credential-process.ts'
import { credentialSources, sourceWords } from '../../config/credential-source.ts'
import { isDefaultOwned } from '../../config/default-section.ts'
import { assertProfileName } from '../../config/names.ts'
import { assertNoOtherSource, assertOwnSection } from '../../config/profile-conflict.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { servingSection } from '../../config/serving-section.ts'
import { AppError, InputError, RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { OnStep, SignInMethod, SignInOutcome } from '../../sign-in/flow.ts'
import { comparePrincipals, principalQuestion } from '../../sign-in/same-principal.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { SignInSession } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { configChanged, fileChanges, toldOnce, writeChanges } from '../config/file-changes.ts'
import type { Preferences } from '../window/preferences.ts'
import { keepSession } from './keep-session.ts'
import { assertSignsIn, profileToSignIn } from './profile-to-sign-in.ts'
import type { SignInRooms } from './sign-in-rooms.ts'

export interface SignInToProfileRequest extends Asking {
  readonly profile: string
  readonly method: SignInMethod
  /** Undefined: the profile's, else the environment's, else asked for, else `us-east-1`. */
  readonly region: string | undefined
  readonly openBrowser: boolean
  /** Told which session is signed in to again, by its id, before its page is there: it opens in that session's browser. */
  readonly tellSession?: ((session: string | undefined) => void) | undefined
  /** Another source of credentials in the profile is replaced. */
  readonly adopt: boolean
  /** Another principal than the profile's former one is taken without asking. */
  readonly replace: boolean
  /** The words that run the relay again, for the `credential_process` line. */
  readonly relay: readonly string[]
  readonly signal: AbortSignal
}

export interface SignedIn {
  readonly profile: string
  readonly principalArn: string
  readonly accountId: string
  readonly region: string
  readonly configPath: string
  /** What changed in the config, as diff lines; none when it already was as it must be. */
  readonly diff: readonly string[]
  readonly backupPath: string | undefined
  /** What a person should know beside: a vault that could not be written, say. */
  readonly warnings: readonly string[]
}

/** Undefined when the person turned away: nothing has changed. @throws an {@link AppError} with the next step. */
export type SignInToProfile = (
  request: SignInToProfileRequest,
  prompts: Prompts,
  onStep: OnStep,
) => Promise<SignedIn | undefined>

export interface SignInToProfileDependencies extends SignInRooms {
  /** Which profile a `[default]` of Signet's follows. */
  readonly preferences: Pick<Preferences, 'read'>
  /** @throws {@link InputError} `region-invalid` */
  readonly checkRegion: (region: string) => void
  /** The flow, over ports that belong to whoever asks. */
  readonly signIn: (
    request: SignInToProfileRequest & { readonly region: string },
    prompts: Prompts,
    onStep: OnStep,
  ) => Promise<SignInOutcome>
}

export function signInToProfile(dependencies: SignInToProfileDependencies): SignInToProfile {
  const { door, vault, awsFiles, preferences, checkRegion, signIn } = dependencies
  return async (asked, prompts, onStep) => {
    assertProfileName(asked.profile)
    const { shared } = await awsFiles.read(asked)
    const meant = await profileToSignIn(asked.profile, shared, preferences)
    const request = { ...asked, profile: meant.profile }
    assertCanServe(shared, request.profile, request.adopt)
    servingLine(request.relay, request.profile)
    const region = await regionFor(request, shared, prompts)
    if (region === undefined) return undefined
    assertRegionForm(region)
    checkRegion(region)
    await door.enter(prompts)
    if (meant.isFollowed) {
      assertSignsIn(vault.contents(), meant.profile)
      prompts.tell?.(inWords('sign-in-of-default', { profile: meant.profile }))
    }
    const outcome = await signIn({ ...request, region }, prompts, onStep)
    if (outcome.kind === 'cancelled') return undefined
    const { session } = outcome
    const profile = await profileFor(request, session, dependencies, prompts)
    if (profile === undefined) return undefined
    const warnings = await keepSession(dependencies, session, { [profile]: { session: session.id } })
    const written = await writeProfile(awsFiles, request, session, profile)
    const { principalArn, accountId } = session
    return { profile, principalArn, accountId, region, ...written, warnings }
  }
}

/** @throws {@link InputError} `profile-conflict` */
function assertCanServe(shared: SharedConfig, name: string, adopt: boolean): void {
  const profile = shared.profiles.get(name)
  const keys = profile && credentialSources(profile).find(({ kind }) => kind.startsWith('static-'))
  if (adopt && keys) {
    const [first] = keys.keys
    throw new InputError(
      'profile-conflict',
      `Profile ${name} has ${sourceWords[keys.kind]} (${first?.file} file line ${first?.line}). They may be kept nowhere ` +
        `else, so Signet does not remove them. Choose another name with --profile, or move them into the vault first: signet import --move-keys --profile ${name}`,
    )
  }
  if (!adopt) assertNoOtherSource(profile)
}

/** A host of that name would be opened in the browser, and nobody would answer there. @throws {@link InputError} */
function assertRegionForm(region: string): void {
  if (/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(region)) return
  const shown = region.replace(/[^\w.-]/g, '?')
  throw new InputError(
    'region-invalid',
    `"${shown}" is not the name of an AWS region, such as eu-central-1. Nothing was changed. Name one with --region.`,
  )
}

async function regionFor(
  { region, env, profile }: SignInToProfileRequest,
  shared: SharedConfig,
  prompts: Prompts,
): Promise<string | undefined> {
  const configured = shared.profiles.get(profile)?.settings.get('region')?.value
  const known = region ?? (configured || env.AWS_REGION || env.AWS_DEFAULT_REGION)
  if (known) return known
  if (!prompts.ask) return 'us-east-1'
  const answer = await prompts.ask({
    ...{ message: 'AWS region to sign in to [us-east-1]: ', secret: false, topic: 'region' },
  })
  return answer === undefined ? undefined : answer.trim() || 'us-east-1'
}

/**
 * The profile that gets the session: the one asked for, or another that the person names when AWS's page was left as
 * somebody else. Undefined when they turn away.
 */
async function profileFor(
  request: SignInToProfileRequest,
  session: SignInSession,
  { vault, awsFiles }: SignInToProfileDependencies,
  prompts: Prompts,
): Promise<string | undefined> {
  let profile = request.profile
  for (;;) {
    const former = formerPrincipal(vault, profile)
    const change = principalQuestion(profile, comparePrincipals(former, session.principalArn))
    if (change === undefined || request.replace) return profile
    if (!prompts.ask) throw otherPrincipal(profile, former, session.principalArn)
    prompts.tell?.(change)
    const answer = await prompts.ask({
      message: `${inWords('sign-in-which-profile')}: `,
      secret: false,
    })
    const word = answer?.trim() ?? ''
    if (word === '') return undefined
    if (word.toLowerCase() === 'yes') return profile
    const fault = await nameFault(word, request, awsFiles)
    if (fault === undefined) profile = word
    else prompts.tell?.(fault)
  }
}

async function nameFault(
  name: string,
  request: SignInToProfileRequest,
  awsFiles: AwsFiles,
): Promise<string | undefined> {
  try {
    assertProfileName(name)
    const profile = (await awsFiles.read(request)).shared.profiles.get(name)
    assertOwnSection(profile)
    assertNoOtherSource(profile)
    return undefined
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.message
    throw thrown
  }
}

function formerPrincipal(vault: Pick<Vault, 'contents'>, profile: string): string | undefined {
  const contents = vault.contents()
  const bound = bindingOf(contents, profile)
  const former = contents.sessions.find(({ id }) => id === bound?.session)
  if (bound?.accountId !== undefined && bound.roleName !== undefined) {
    return `role ${bound.roleName} in account ${bound.accountId}`
  }
  return former?.kind === 'signin' ? former.principalArn : bound?.session
}

function otherPrincipal(profile: string, former: string | undefined, current: string): RefusalError {
  return new RefusalError(
    'consent-denied',
    `Profile ${profile} is ${former}, and you signed in as ${current}. Nothing was changed. ` +
      `To change it: signet login --profile ${profile} --replace. To keep both: signet login --profile ANOTHER-NAME.`,
    'approve',
  )
}

async function writeProfile(
  awsFiles: AwsFiles,
  request: SignInToProfileRequest,
  session: SignInSession,
  profile: string,
): Promise<Pick<SignedIn, 'configPath' | 'diff' | 'backupPath'>> {
  const locations = awsFiles.locations(request)
  const read = await awsFiles.read(request)
  const existing = read.shared.profiles.get(profile)
  // Where the pointer stands on `default` itself, the line that follows the pointer is the right one.
  const isPointer = profile === 'default' && isDefaultOwned(existing?.settings)
  const set = {
    ...(isPointer ? {} : { credential_process: servingLine(request.relay, profile) }),
    ...(existing?.settings.has('region') ? {} : { region: session.region }),
  }
  try {
    const section = servingSection(profile, { set, adopted: request.adopt ? existing : undefined })
    // First what would go before ours: there is no moment at which a tool gets credentials of the wrong source.
    const changes = fileChanges(read, locations, section)
    const note = toldOnce({ command: `login --profile ${profile}` })
    const updated = await writeChanges(awsFiles, request, changes, note)
    return { configPath: locations.configPath, ...configChanged(updated) }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    const lines = Object.entries(set).map(([key, value]) => `  ${key} = ${value}`)
    throw new InputError(
      thrown.code,
      `You are signed in as ${session.principalArn}, and the session is kept. But the AWS config was not changed: ` +
        `${thrown.message} These lines belong in profile ${profile}:\n${lines.join('\n')}`,
      thrown.remedy,
      thrown,
    )
  }
}
