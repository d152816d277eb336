import type { ConsoleOpened, OpenConsole } from '../../../actions/console/open-console.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, type OptionTable, type OptionValues, profileOption, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { profileOf } from '../profile-of.ts'
import { spanOption } from '../span-option.ts'
import { printable, span } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'

const options = {
  profile: profileOption('whose console (AWS_PROFILE, else default)'),
  service: text('NAME', 'the page of a service, such as s3; the home page when left out'),
  path: text('PATH', "any page: what stands behind the console's host, beginning with /"),
  region: text('REGION', "the page's region; the profile's when left out"),
  duration: text('SPAN', 'how long the console lasts, 15m to 12h; as long as the credentials when left out'),
  portal: flag("through the Identity Center access portal, with the browser's own sign-in there"),
  'sign-out-first': flag('end what the browser is signed in as before'),
  browser: text('BROWSER', "a browser by its name or full path, in place of the session's"),
  print: flag('print the address and start no browser'),
  json: flag('as JSON'),
} satisfies OptionTable
type Values = OptionValues<typeof options>

/** `signet console` */
export function consoleVerb(open: OpenConsole): Verb {
  return verb({
    name: 'console',
    summary: 'Open the AWS console as a profile',
    usage: '[PROFILE]',
    options,
    completes: 'profiles',
    details: [
      'Examples:\n  signet console -P dev --service s3\n' +
        "  signet console -P dev --path '/cloudwatch/home#logsV2:log-groups' --region eu-west-1",
      'AWS opens the console for roles: those of Identity Center, and those that a profile assumes. A session of an IAM user\n' +
        'or the root user opens none.',
      'The address signs in whoever has it, for 15 minutes. The browser gets it by way of a page on this machine that works\n' +
        'once, so that it stands in no list of processes. With --print, and where there is no browser, it is printed.',
      'Another account in the same browser: AWS offers several sessions side by side where you have turned that on in the\n' +
        'console. Otherwise use --sign-out-first, or a browser or browser profile for each session: signet sessions browser.',
      'The browser is the one of --browser, else that of the session behind the profile, else the system’s own. If the session’s\n' +
        'is gone from this machine, the address is printed: no other browser is started.',
    ],
    async run(values, words, context) {
      const { request, io, prompts, consumer } = context
      const profile = profileFrom(values.profile, words) ?? profileOf(request.env)
      checkTogether(values)
      const { service, path, region, browser } = values
      const opened = await open(
        {
          ...{ profile, service, path, region, browser, consumer },
          way: values.portal ? 'portal' : 'federation',
          sessionSeconds: secondsOf(values.duration),
          signOutFirst: values['sign-out-first'],
          openBrowser: !values.print,
          ...{ env: request.env, cwd: request.cwd, signal: io.signal },
        },
        prompts,
      )
      if (values.json) io.out(`${jsonOf(opened)}\n`)
      else show(opened, values, context)
      return exitCodes.ok
    },
  })
}

function profileFrom(option: string | undefined, words: readonly string[]): string | undefined {
  if (words.length > (option === undefined ? 1 : 0)) {
    throw wrong('Usage: signet console [-P NAME] [--service NAME | --path PATH] [--region REGION]')
  }
  return option ?? words[0]
}

function checkTogether({ service, path, print, browser, portal, duration, ...values }: Values): void {
  if (service !== undefined && path !== undefined) throw wrong('Give --service or --path, not both.')
  if (print && browser !== undefined) throw wrong('With --print no browser is started.')
  if (portal && duration !== undefined) throw wrong('With --portal, Identity Center says how long it lasts.')
  if (portal && values['sign-out-first']) throw wrong('With --portal, sign out at the portal first.')
}

function secondsOf(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined
  const seconds = spanOption('duration', duration)
  if (seconds >= 900 && seconds <= 43_200) return seconds
  throw wrong('--duration is 15m to 12h: AWS takes no other.')
}

function show(
  { view, address, isBrowserMissing }: ConsoleOpened,
  { print }: Values,
  context: VerbContext,
): void {
  const { io, request, style } = context
  for (const note of view.notes) io.err(`${style.warn('Note')}: ${printable(note)}\n`)
  if (!address) {
    io.out(`The console opens in your browser: ${whatOpens(view, context)}\n`)
    return
  }
  const isSecret = view.way === 'federation'
  if (isBrowserMissing) io.err('Open this address yourself, where that session belongs.\n')
  else if (!print) io.err('There is no browser to start here. Open this address where there is one.\n')
  if (isSecret && (!print || request.isTerminal.stdout)) {
    io.err(
      `${style.warn('Keep it to yourself')}: for 15 minutes this address signs in whoever opens it, as ${printable(view.profile)}.\n`,
    )
  }
  io.out(`${address.reveal().href}\n`)
}

function whatOpens(view: ConsoleOpened['view'], { style, now }: VerbContext): string {
  const { profile, accountId, region, endsAt } = view
  const account = accountId === null ? '' : ` (${accountId})`
  const until = endsAt === null ? '' : `, for ${span(endsAt - now())}`
  return `${style.bold(printable(profile))}${account}, ${printable(region)}${until}`
}

/** The address is in it only where it would be printed without `--json`. */
function jsonOf({ view, address }: ConsoleOpened): string {
  return printableJson({ ...view, address: address?.reveal().href ?? null })
}

function wrong(message: string): InputError {
  return new InputError('request-malformed', message, 'none')
}
