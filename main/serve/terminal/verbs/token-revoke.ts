import type { RevokeToken } from '../../../actions/tokens/revoke-token.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, profileOption, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { profileOf } from '../profile-of.ts'
import { type Verb, verb } from '../verb.ts'
import { showTokenPlan } from './token-plan.ts'

/** `signet token revoke` */
export function tokenRevoke(act: RevokeToken): Verb {
  return verb({
    name: 'token revoke',
    summary: 'End a refresh token, and every token that comes of it',
    options: {
      profile: profileOption('a profile of the token’s account; AWS_PROFILE or "default" when left out'),
      'token-file': text('FILE', 'a file that holds the token; asked for when left out'),
      'dry-run': flag('show what would be asked, and send nothing'),
      json: flag('as JSON'),
    },
    details: [
      'Refresh tokens only: they begin with ASOR. Access tokens that were made of one end by themselves, within an hour.\n' +
        'To end a session of Signet’s own at AWS: signet logout --everywhere',
    ],
    async run(values, words, context) {
      const { request, io, prompts, consumer } = context
      if (words.length > 0) {
        throw new InputError(
          'request-malformed',
          'Usage: signet token revoke [--profile NAME] [--token-file FILE]. A token is never an argument.',
          'none',
        )
      }
      const { json } = values
      const dryRun = values['dry-run']
      const isRevoked = await act(
        {
          ...{ dryRun, consumer },
          profile: values.profile ?? profileOf(request.env),
          token: { file: values['token-file'], cwd: request.cwd },
          ...{ env: request.env, cwd: request.cwd, signal: io.signal },
        },
        prompts,
        (plan) => showTokenPlan(plan, { isDryRun: dryRun, json }, context),
      )
      if (dryRun) return exitCodes.ok
      if (!isRevoked) {
        io.err('Cancelled. Nothing was sent.\n')
        return exitCodes.cancelled
      }
      io.out(
        json
          ? '{"revoked":true}\n'
          : 'Revoked, with every token that comes of it. AWS says the same of a token that it does not know.\n',
      )
      return exitCodes.ok
    },
  })
}
