import type { IntrospectionView } from '../../../../preload/contract/token-views.ts'
import type { IntrospectToken } from '../../../actions/tokens/introspect-token.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, profileOption, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { profileOf } from '../profile-of.ts'
import { printable, type Style, span, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { showTokenPlan } from './token-plan.ts'

/** `signet token introspect` */
export function tokenIntrospect(act: IntrospectToken): Verb {
  return verb({
    name: 'token introspect',
    summary: 'Whether a token is active, whose it is, and until when',
    options: {
      profile: profileOption('a profile of the token’s account; AWS_PROFILE or "default" when left out'),
      'token-file': text('FILE', 'a file that holds the token; asked for when left out'),
      hint: text('TYPE', 'access_token or refresh_token: where AWS looks first'),
      'dry-run': flag('show what would be asked, and send nothing'),
      json: flag('as JSON'),
    },
    details: [
      'The token is never an argument: arguments can be seen by everybody on the machine. AWS calls a token inactive that\n' +
        'has ended, is unknown, or is of another account.',
    ],
    async run(values, words, context) {
      const { request, io, prompts, consumer, style, now } = context
      const { hint, json } = values
      if (words.length > 0 || (hint !== undefined && hint !== 'access_token' && hint !== 'refresh_token')) {
        throw new InputError(
          'request-malformed',
          'Usage: signet token introspect [--profile NAME] [--token-file FILE] [--hint access_token|refresh_token]',
          'none',
        )
      }
      const dryRun = values['dry-run']
      const view = await act(
        {
          ...{ hint, dryRun, consumer },
          profile: values.profile ?? profileOf(request.env),
          token: { file: values['token-file'], cwd: request.cwd },
          ...{ env: request.env, cwd: request.cwd, signal: io.signal },
        },
        prompts,
        (plan) => showTokenPlan(plan, { isDryRun: dryRun, json }, context),
      )
      if (view) io.out(json ? `${printableJson(view)}\n` : introspectionText(view, style, now()))
      else if (!dryRun) io.err('Cancelled. Nothing was sent.\n')
      return view || dryRun ? exitCodes.ok : exitCodes.cancelled
    },
  })
}

function introspectionText(view: IntrospectionView, style: Style, now: number): string {
  if (!view.active) {
    return `${style.warn('Not active')}: ended, revoked, unknown, or of another account than this profile’s.\n`
  }
  const time = (at: number | null) => at && `${new Date(at).toISOString().slice(0, 19)}Z`
  const rows: readonly (readonly [string, string | number | null])[] = [
    ['principal', view.subject],
    ['account', view.accountId],
    ['kind', view.tokenType],
    ['good for', [...new Set([...view.audience, view.resource])].filter(Boolean).join(', ')],
    ['issued', time(view.issuedAt)],
    ['not before', view.notBefore === view.issuedAt ? null : time(view.notBefore)],
    ['ends', view.expiresAt && `${time(view.expiresAt)} (${span(view.expiresAt - now)})`],
    ['client', view.clientId],
    ['user id', view.userId],
    ['session', view.signinSession],
    ['issuer', view.issuer],
    ['token id', view.tokenId],
  ]
  const known = rows.flatMap(([name, value]) => (value ? [[`  ${name}`, printable(String(value))]] : []))
  return `${style.good('Active')}\n${table(known)}`
}
