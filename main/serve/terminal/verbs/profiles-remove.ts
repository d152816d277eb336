import type { RemoveProfile } from '../../../actions/profiles/remove-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { filePreviews, undoHint } from '../file-previews.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet profiles remove` */
export function profilesRemove(act: RemoveProfile): Verb {
  return verb({
    name: 'profiles remove',
    summary: 'Take a profile out of your AWS config',
    usage: 'PROFILE',
    options: {
      'dry-run': flag('show what would change, and change nothing'),
      yes: flag('do not ask; a production profile is asked about in any case'),
      json: flag('the result as JSON'),
    },
    completes: 'profiles',
    details: [
      'Access keys are never removed, and what guards the profile stays for a later one of that name.',
    ],
    async run(values, words, { request, io, style, prompts }) {
      const [profile, ...more] = words
      if (profile === undefined || more.length > 0) {
        throw new InputError('request-malformed', 'Usage: signet profiles remove PROFILE', 'none')
      }
      const { env, cwd } = request
      const removed = await act(
        { profile, dryRun: values['dry-run'], isConfirmed: values.yes, env, cwd },
        prompts,
        (files) => {
          if (!values.json) io.out(filePreviews(files, style))
        },
      )
      if (values.json) io.out(`${printableJson(removed)}\n`)
      else if (removed.outcome === 'removed') {
        io.out(`${printable(profile)} is gone.\n${undoHint(removed.backupPaths, style)}`)
        if (removed.idleSession !== null) {
          io.err(`${printable(removed.idleSession)} is still signed in and serves no profile any more.\n`)
        }
      } else
        io.out(
          removed.outcome === 'declined' ? 'Cancelled. Nothing was changed.\n' : 'Nothing was changed.\n',
        )
      return removed.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
    },
  })
}
