import type { PrepareExec } from '../../../actions/credentials/prepare-exec.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, type OptionTable, profileOption, readArguments, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { profileOf } from '../profile-of.ts'
import { printable } from '../style.ts'
import type { Verb, VerbContext } from '../verb.ts'

const options = {
  profile: profileOption('the profile to run as (AWS_PROFILE, else default)'),
  env: flag(
    'the credentials themselves as variables, for tools that know nothing else; they are not renewed',
  ),
  'token-file': flag('the token of the endpoint in a private file in place of a variable'),
  region: text('REGION', "another region than the profile's"),
  verbose: flag('say what is done for the command'),
} satisfies OptionTable

/** `signet exec` */
export function exec(prepare: PrepareExec): Verb {
  return {
    name: 'exec',
    summary: 'Run a command as a profile, with credentials that renew themselves',
    usage: '-- COMMAND [arguments]',
    options,
    details: [
      'Example: signet exec -P dev -- terraform apply. Also: signet exec dev -- terraform apply',
      'The command gets an address on 127.0.0.1 and a token of its own, by the variables that every AWS SDK knows\n' +
        '(AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN). No secret is in its environment but that\n' +
        'token, which ends with the command, with "signet lock", with a sign-out, and after 12 hours. What the command\n' +
        'starts may use it as long as the command itself runs.',
      'SIGNET_PROFILE names the profile. Where your AWS config gives the profile default credentials of its own, the command\n' +
        'reads a copy of it without them; --verbose says so. Its exit code is the exit code of "signet exec".',
    ],
    run: (argv, context) => run(prepare, argv, context),
  }
}

async function run(prepare: PrepareExec, argv: readonly string[], context: VerbContext): Promise<number> {
  const { request, io, prompts, consumer } = context
  const end = argv.indexOf('--')
  const { values, words } = readArguments(options, end < 0 ? argv : argv.slice(0, end))
  const command = end < 0 ? [] : argv.slice(end + 1)
  if (end < 0 && words.length > 0) throw withoutDashes(argv, words)
  const profile = profileFrom(values.profile, words) ?? profileOf(request.env)
  if (command.length === 0 || command[0] === '') throw usage()
  if (values.env && values['token-file']) {
    throw new InputError('request-malformed', 'With --env there is no token to put into a file.', 'none')
  }
  const { variables, notes } = await prepare(
    {
      ...request,
      profile,
      way: values.env ? 'variables' : 'endpoint',
      tokenInFile: values['token-file'],
      region: values.region,
      consumer,
      signal: io.signal,
    },
    prompts,
  )
  if (values.verbose) for (const note of notes) io.err(`signet: ${printable(note)}\n`)
  io.exec(command, variables)
  return exitCodes.ok
}

/** By option or by the one word before `--`. */
function profileFrom(option: string | undefined, words: readonly string[]): string | undefined {
  if (words.length > (option === undefined ? 1 : 0)) throw usage()
  return option ?? words[0]
}

/** The command's own options would be read as ours. */
function withoutDashes(argv: readonly string[], words: readonly string[]): InputError {
  const at = argv.indexOf(words[0] ?? '')
  const line = (after: number) =>
    ['signet', 'exec', ...argv.slice(0, after), '--', ...argv.slice(after)].map(printable).join(' ')
  // The first word may be the profile: whoever meant it so must not run it.
  const isProfile = words.length > 1 && at === 0
  const meant = isProfile ? `${line(1)}, or without a profile: ${line(0)}` : line(at)
  return new InputError('request-malformed', `Put -- before the command: ${meant}`, 'none')
}

function usage(): InputError {
  return new InputError('request-malformed', 'Usage: signet exec -P NAME -- COMMAND [arguments]', 'none')
}
