import { issuedNames } from '../../../actions/credentials/credential-variables.ts'
import type { IssueEnvironment } from '../../../actions/credentials/issue-environment.ts'
import {
  type EnvironmentFormat,
  environmentFormats,
  renderEnvironment,
} from '../../../actions/credentials/render-environment.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, profileOption, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { profileOf } from '../profile-of.ts'
import { span } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet env` */
export function env(issue: IssueEnvironment): Verb {
  return verb({
    name: 'env',
    summary: 'Credentials of a profile as variables, for a shell or a .env file',
    options: {
      profile: profileOption('the profile (AWS_PROFILE, else default)'),
      format: text('FORMAT', `${environmentFormats.join(', ')} (bash; sh and zsh read it, too)`),
      region: text('REGION', "another region than the profile's"),
      unset: flag('print what takes the variables away again'),
    },
    details: [
      'For bash and zsh:   eval "$(signet env -P dev)"\n' +
        'For fish:           signet env -P dev --format fish | source\n' +
        'For PowerShell:     signet env -P dev --format powershell | Invoke-Expression\n' +
        'And back:           eval "$(signet env --unset)"',
      'These are the credentials themselves, and nobody renews them: they end when AWS says. What stands in the environment\n' +
        'every program of that shell can read. "signet exec" needs neither.',
    ],
    async run(values, words, { request, io, prompts, consumer, now }) {
      if (words.length > 0) throw usage()
      const format = formatOf(values.format)
      if (values.unset) {
        io.out(renderEnvironment(format, takenAway(format)))
        return exitCodes.ok
      }
      const profile = values.profile ?? profileOf(request.env)
      const { variables, expiration } = await issue(
        { ...request, profile, region: values.region, consumer, signal: io.signal },
        prompts,
      )
      const written = renderEnvironment(format, variables)
      if (request.isTerminal.stdout) {
        io.err(
          `These lines are secrets for ${span(expiration - now())}, and they are on your screen now. ` +
            'To put them into the shell unseen: eval "$(signet env …)"\n',
        )
      }
      io.out(written)
      return exitCodes.ok
    },
  })
}

function formatOf(given: string | undefined): EnvironmentFormat {
  const format = environmentFormats.find((each) => each === (given ?? 'bash'))
  if (format) return format
  throw new InputError('request-malformed', `--format is one of ${environmentFormats.join(', ')}.`, 'none')
}

function takenAway(format: EnvironmentFormat): Readonly<Record<string, undefined>> {
  if (format === 'json' || format === 'dotenv') {
    throw new InputError(
      'request-malformed',
      `There is nothing in ${format} that takes a variable away. Choose the --format of a shell.`,
      'none',
    )
  }
  return Object.fromEntries(issuedNames.map((name) => [name, undefined]))
}

function usage(): InputError {
  return new InputError('request-malformed', 'Usage: signet env -P NAME [--format FORMAT]', 'none')
}
