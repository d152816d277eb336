import type { SignedIn, SignInToProfile } from '../../../actions/sign-in-to-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import type { FlowReason } from '../../../sign-in/choose-flow.ts'
import type { SignInStep } from '../../../sign-in/flow.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { profileOf } from '../profile-of.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet login` */
export function login(act: SignInToProfile): Verb {
  return verb({
    name: 'login',
    summary: 'Sign in with AWS Sign-In and serve a profile with it',
    options: {
      profile: text('NAME', 'the profile to serve; AWS_PROFILE or "default" when left out'),
      region: text('REGION', 'the region to sign in to; the profile’s, AWS_REGION, or asked for'),
      remote: flag('use a browser on another machine and paste a code here'),
      'no-browser': flag('show the address without opening a browser'),
      adopt: flag('replace another source of credentials in the profile'),
      replace: flag('let the profile change to another principal without asking'),
      json: flag('the result as JSON'),
    },
    details: [
      'Opens your browser, waits up to 10 minutes, and writes two lines into the profile: credential_process, and region\n' +
        'where there is none. Every other byte of the AWS config stays, and a backup is kept.',
      'Examples:\n  signet login\n  signet login --profile shop-dev --region eu-central-1\n  signet login --remote',
    ],
    async run(values, words, { request, io, style, prompts }) {
      if (words.length > 0)
        throw new InputError('request-malformed', 'Usage: signet login [--profile NAME]', 'none')
      const signedIn = await act(
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
      if (!signedIn) {
        io.err('Cancelled. Nothing was changed.\n')
        return exitCodes.cancelled
      }
      io.out(values.json ? `${JSON.stringify(signedIn)}\n` : signedInText(signedIn, style))
      return exitCodes.ok
    },
  })
}

function stepText(step: SignInStep): string {
  switch (step.kind) {
    case 'preparing':
      return 'name' in step
        ? `Signing in to IAM Identity Center as ${printable(step.name)}: ${printable(step.startUrl)}.\n${flowText(step.because)}`
        : `Signing in to AWS in ${printable(step.region)}.\n`
    case 'registering':
      return `Registering this computer with IAM Identity Center in ${printable(step.region)}.\n`
    case 'showing-code':
      return `Open this address in any browser, and allow the sign-in only if the page shows this code:\n\n  ${(step.verificationUriComplete ?? step.verificationUri).href}\n\n  ${printable(step.userCode)}\n\nWaiting until ${clockTime(step.until)}. Ctrl-C cancels.\n`
    case 'opening-browser':
      return 'Your browser opens now.\n'
    case 'waiting-for-browser':
      return `${step.opened ? 'If the page does not open, use' : 'Open'} this address in a browser on this machine:\n\n  ${step.url.href}\n\nWaiting until ${clockTime(step.until)}. Ctrl-C cancels.\n`
    case 'waiting-for-code':
      // What was wrong with the last code is in the prompt's own question.
      return step.problem === undefined
        ? `Open this address in any browser, sign in, and bring back the code it shows:\n\n  ${step.url.href}\n\nWaiting until ${clockTime(step.until)}. Ctrl-C cancels.\n`
        : ''
    case 'exchanging':
      return 'Confirmed.\n'
    case 'signed-in':
      return ''
    default:
      return assertNever(step)
  }
}

/** A device code that nobody asked for has its reason said. */
function flowText(because: FlowReason | undefined): string {
  switch (because) {
    case 'over-ssh':
      return 'Using a device code, because this is an SSH session.\n'
    case 'no-display':
      return 'Using a device code, because there is no display here to open a browser on.\n'
    case 'asked':
    case 'usual':
    case undefined:
      return ''
    default:
      return assertNever(because)
  }
}

function assertNever(step: never): never {
  throw new TypeError(`no such step: ${JSON.stringify(step)}`)
}

/** `18:40`, in the person's zone. */
function clockTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toTimeString().slice(0, 5)
}

function signedInText(signedIn: SignedIn, style: Style): string {
  const { profile, principalArn, configPath, diff, backupPath, warnings } = signedIn
  const option = profile === 'default' ? '' : ` --profile ${profile}`
  return [
    `${style.good('Signed in')} as ${style.bold(printable(principalArn))}\n`,
    diff.length === 0 ? `Profile ${profile} needed no change in ${printable(configPath)}\n` : '',
    diff.length === 0 ? '' : `Changed in ${printable(configPath)}:\n`,
    ...diff.map((line) => `  ${painted(printable(line), style)}\n`),
    backupPath === undefined ? '' : style.dim(`Before that: ${printable(backupPath)}\n`),
    ...warnings.map((warning) => `${style.warn('Warning')}: ${printable(warning)}\n`),
    `Try: aws sts get-caller-identity${option}\n`,
  ].join('')
}

function painted(line: string, style: Style): string {
  if (line.startsWith('+')) return style.good(line)
  return line.startsWith('-') ? style.bad(line) : style.dim(line)
}
