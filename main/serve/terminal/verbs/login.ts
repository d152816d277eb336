import type { Supplied, SupplyCredentials } from '../../../actions/credentials/supply-credentials.ts'
import type {
  SignedInToIdentityCenter,
  SignInToIdentityCenter,
} from '../../../actions/sessions/sign-in-to-identity-center.ts'
import type { SignedIn, SignInToProfile } from '../../../actions/sessions/sign-in-to-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import type { ChosenFlow } from '../../../sign-in/choose-flow.ts'
import type { IdentityCenterFlow } from '../../../vault/session-record.ts'
import { flag, type OptionValues, profileOption, text } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { profileOf } from '../profile-of.ts'
import { stepText } from '../step-text.ts'
import { printable, type Style, span } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'

export interface LoginActions {
  readonly signIn: SignInToProfile
  readonly signInToIdentityCenter: SignInToIdentityCenter
  readonly supplyCredentials: SupplyCredentials
  /** Which flow fits the terminal that asks. */
  readonly chooseFlow: (
    asked: IdentityCenterFlow | undefined,
    env: Readonly<Record<string, string>>,
  ) => ChosenFlow
}

const options = {
  profile: profileOption('the profile to serve; AWS_PROFILE or "default" when left out'),
  region: text('REGION', 'the region to sign in to; the profile’s, AWS_REGION, or asked for'),
  remote: flag('use a browser on another machine and paste a code here'),
  adopt: flag('replace another source of credentials in the profile'),
  replace: flag('let the profile change to another principal without asking'),
  sso: flag('sign in to IAM Identity Center instead'),
  session: text('NAME', 'Identity Center: the session, or what to call a new one'),
  'start-url': text('URL', 'Identity Center: the address of your access portal'),
  'sso-region': text('REGION', 'Identity Center: the region of the portal'),
  'use-device-code': flag('Identity Center: show a code to enter in any browser'),
  'no-browser': flag('show the address without opening a browser'),
  json: flag('the result as JSON'),
}
type LoginOptions = OptionValues<typeof options>

/** `signet login` */
export function login(actions: LoginActions): Verb {
  return verb({
    name: 'login',
    summary: 'Sign in with AWS Sign-In, or with --sso to IAM Identity Center',
    options,
    details: [
      'Without --sso: opens your browser, waits up to 10 minutes, and writes two lines into the profile: credential_process,\n' +
        'and region where there is none. Every other byte of the AWS config stays, and a backup is kept.',
      'After "signet use", the profile behind [default] is the one that is meant where none is named: a sign-in never takes\n' +
        '[default] over.',
      'With --sso: one sign-in opens every account and role you have there. Then: signet accounts, signet profiles generate.\n' +
        'Over SSH, or without a display, a code is shown to enter in any browser.',
      'A profile that is an IAM user or a role asks for its MFA code instead, where it has one.',
      'Examples:\n  signet login --profile shop-dev --region eu-central-1\n  signet login --remote\n' +
        '  signet login --sso --start-url https://example.awsapps.com/start --sso-region eu-central-1',
    ],
    async run(values, words, context) {
      if (words.length > 0) throw usage('signet login [--profile NAME], or signet login --sso')
      const isCenter = values.sso || centerOptions.some((name) => values[name])
      return isCenter ? loginToCenter(actions, values, context) : loginToProfile(actions, values, context)
    },
  })
}

const centerOptions = ['session', 'start-url', 'sso-region', 'use-device-code'] as const
const profileOptions = ['profile', 'region', 'remote', 'adopt', 'replace'] as const

const browserOptions = ['region', 'remote', 'adopt', 'replace'] as const

async function loginToProfile(
  { signIn, supplyCredentials }: LoginActions,
  values: LoginOptions,
  context: VerbContext,
): Promise<number> {
  const { request, io, style, prompts, now } = context
  // Who names a browser's sign-in wants one, whatever the profile is now.
  if (!browserOptions.some((name) => values[name])) {
    const { env, cwd } = request
    const profile = values.profile ?? profileOf(env)
    const supplied = await supplyCredentials({ profile, env, cwd, signal: io.signal }, prompts)
    if (supplied) {
      io.out(values.json ? `${printableJson(supplied)}\n` : suppliedText(supplied, style, now()))
      return exitCodes.ok
    }
  }
  const signedIn = await signIn(
    {
      profile: values.profile ?? profileOf(request.env),
      method: values.remote ? 'cross-device' : 'same-device',
      region: values.region,
      openBrowser: !values['no-browser'],
      adopt: values.adopt,
      replace: values.replace,
      relay: request.self,
      env: request.env,
      cwd: request.cwd,
      signal: io.signal,
    },
    prompts,
    (step) => io.err(stepText(step)),
  )
  if (!signedIn) return cancelled(context)
  io.out(values.json ? `${printableJson(signedIn)}\n` : signedInText(signedIn, style))
  return exitCodes.ok
}

async function loginToCenter(
  actions: LoginActions,
  values: LoginOptions,
  context: VerbContext,
): Promise<number> {
  const { request, io, style, prompts, now } = context
  const other = profileOptions.find((name) => values[name])
  if (other)
    throw usage(`--${other} goes with AWS Sign-In, not with --sso. Profiles of roles: signet profiles add`)
  const asked = values['use-device-code'] ? 'device' : undefined
  const signedIn = await actions.signInToIdentityCenter(
    {
      session: values.session,
      startUrl: values['start-url'],
      region: values['sso-region'],
      ...actions.chooseFlow(asked, request.env),
      openBrowser: !values['no-browser'],
      env: request.env,
      cwd: request.cwd,
      signal: io.signal,
    },
    prompts,
    (step) => io.err(stepText(step)),
  )
  if (!signedIn) return cancelled(context)
  io.out(values.json ? `${printableJson(signedIn)}\n` : centerText(signedIn, style, now()))
  return exitCodes.ok
}

function cancelled({ io }: VerbContext): number {
  io.err('Cancelled. Nothing was changed.\n')
  return exitCodes.cancelled
}

function usage(message: string): InputError {
  return new InputError('request-malformed', `Usage: ${message}`, 'none')
}

function centerText(signedIn: SignedInToIdentityCenter, style: Style, now: number): string {
  const { name, startUrl, region, expiresAt, renews, warnings } = signedIn
  const end = renews ? 'It renews itself until AWS ends it.' : `It ends in ${span(expiresAt - now)}.`
  return [
    `${style.good('Signed in')} to ${style.bold(printable(name))} (${printable(startUrl)}, ${printable(region)}). ${end}\n`,
    ...warnings.map((warning) => `${style.warn('Warning')}: ${printable(warning)}\n`),
    `See what it opens:     signet accounts --session ${printable(name)}\n`,
    `Make profiles of it:   signet profiles generate --session ${printable(name)}\n`,
  ].join('')
}

function suppliedText({ profile, principal, expiresAt }: Supplied, style: Style, now: number): string {
  const option = profile === 'default' ? '' : ` --profile ${printable(profile)}`
  return [
    `${style.good('Ready')}: profile ${style.bold(printable(profile))} is ${printable(principal)}, for ${span(expiresAt - now)}\n`,
    `Try: aws sts get-caller-identity${option}\n`,
  ].join('')
}

function signedInText(signedIn: SignedIn, style: Style): string {
  const { profile, principalArn, configPath, diff, backupPath, warnings } = signedIn
  const option = profile === 'default' ? '' : ` --profile ${profile}`
  return [
    `${style.good('Signed in')} as ${style.bold(printable(principalArn))}\n`,
    diff.length === 0 ? `Profile ${profile} needed no change in ${printable(configPath)}\n` : '',
    diff.length === 0 ? '' : `Changed in ${printable(configPath)}:\n`,
    diffText(diff, style),
    backupPath === undefined ? '' : style.dim(`Before that: ${printable(backupPath)}\n`),
    ...warnings.map((warning) => `${style.warn('Warning')}: ${printable(warning)}\n`),
    `Try: aws sts get-caller-identity${option}\n`,
  ].join('')
}
