/**
 * `signet token`: bearer tokens for agents and services.
 *
 * @module
 */
import type { IntrospectToken } from '../../../actions/tokens/introspect-token.ts'
import type { IssuedToken, IssueToken } from '../../../actions/tokens/issue-token.ts'
import type { RevokeToken } from '../../../actions/tokens/revoke-token.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, profileOption, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { profileOf } from '../profile-of.ts'
import { span } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { verbGroup } from '../verb-group.ts'
import { tokenIntrospect } from './token-introspect.ts'
import { showTokenPlan } from './token-plan.ts'
import { tokenRevoke } from './token-revoke.ts'

export interface TokenActions {
  readonly issueToken: IssueToken
  readonly introspectToken: IntrospectToken
  readonly revokeToken: RevokeToken
}

/** `signet token [issue|introspect|revoke]`; without a command it issues. */
export function token(actions: TokenActions): Verb {
  const issue = tokenIssue(actions.issueToken)
  const alone: Verb = {
    ...issue,
    name: 'token',
    summary: 'Bearer tokens for agents and services: issue, look at, revoke',
    options: {},
    details: ['"signet token --resource R" is short for "signet token issue --resource R".'],
  }
  return verbGroup(alone, [issue, tokenIntrospect(actions.introspectToken), tokenRevoke(actions.revokeToken)])
}

function tokenIssue(act: IssueToken): Verb {
  return verb({
    name: 'token issue',
    summary: 'A bearer token for one resource, shown once and kept nowhere',
    options: {
      resource: text('NAME', 'what the token is good for, such as aws-mcp.amazonaws.com'),
      profile: profileOption('whose credentials to use; AWS_PROFILE or "default" when left out'),
      kind: text('KIND', 'iam (when left out), or bearer'),
      duration: text('SECONDS', 'kind bearer: 300 to 43200; 12 hours when left out'),
      'dry-run': flag('show what would be asked, and send nothing'),
      json: flag('as JSON, with the token'),
    },
    details: [
      'Kind iam (CreateOAuth2TokenWithIAM) lives an hour, or as long as the session where that is shorter. Kind bearer\n' +
        '(CreateBearerToken) lives as long as you say; Signet knows it from AWS’s documentation only.',
      'The token goes to stdout and nowhere else. Whoever has it may use it: pipe it, and keep it out of arguments.\n' +
        '  signet token --resource aws-mcp.amazonaws.com | sed "s/^/Authorization: Bearer /" | curl -H @- https://…',
    ],
    async run(values, words, context) {
      const { request, io, prompts, consumer, now } = context
      const { resource, duration, json } = values
      const kind = values.kind ?? 'iam'
      if (words.length > 0 || resource === undefined || (kind !== 'iam' && kind !== 'bearer')) {
        throw wrong('Usage: signet token issue --resource NAME [--profile NAME] [--kind iam|bearer]')
      }
      if (duration !== undefined && kind === 'iam') {
        throw wrong('--duration goes with --kind bearer. AWS decides how long a token of kind iam lives.')
      }
      const issued = await act(
        {
          ...{ kind, resource, durationSeconds: secondsOf(duration), consumer },
          profile: values.profile ?? profileOf(request.env),
          dryRun: values['dry-run'],
          ...{ env: request.env, cwd: request.cwd, signal: io.signal },
        },
        prompts,
        (plan) => showTokenPlan(plan, { isDryRun: values['dry-run'], json }, context),
      )
      if (!issued) return exitCodes.ok
      if (json) {
        io.out(`${jsonOf(issued)}\n`)
        return exitCodes.ok
      }
      if (request.isTerminal.stdout) {
        const { expiresAt } = issued.grant
        const until = `${timeOf(expiresAt)} (${span(expiresAt - now())})`
        io.err(`The token below lives until ${until}. It is not kept: this is the only time it is shown.\n`)
      }
      io.out(`${issued.accessToken.reveal()}\n`)
      return exitCodes.ok
    },
  })
}

function jsonOf({ accessToken, grant }: IssuedToken): string {
  const { expiresAt, ...view } = grant
  return printableJson({
    accessToken: accessToken.reveal(),
    tokenType: 'Bearer',
    expiresAt: timeOf(expiresAt),
    ...view,
  })
}

/** Rounded down, so that nobody is told of a second that AWS does not give. */
function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

function secondsOf(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined
  if (!/^\d{1,6}$/.test(duration)) throw wrong('--duration is a number of seconds: 300 to 43200.')
  return Number(duration)
}

function wrong(message: string): InputError {
  return new InputError('request-malformed', message, 'none')
}
