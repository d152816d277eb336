import { ofOne } from '../../../actions/profiles/remove-profile.ts'
import type { ProfilesRemoved, RemoveProfiles } from '../../../actions/profiles/remove-profiles.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { filePreviews, undoHint } from '../file-previews.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet profiles remove` */
export function profilesRemove(act: RemoveProfiles): Verb {
  return verb({
    name: 'profiles remove',
    summary: 'Take profiles out of your AWS config',
    usage: 'PROFILE…',
    options: {
      'dry-run': flag('show what would change, and change nothing'),
      yes: flag('do not ask; a production profile is asked about in any case'),
      json: flag('the result as JSON'),
    },
    completes: 'profiles',
    takesSeveral: true,
    details: [
      'Several at once are one change: one diff, one copy of the file, one "signet config undo".',
      'Access keys are never removed, and what guards a profile stays for a later one of that name.',
    ],
    async run(values, profiles, { request, io, style, prompts }) {
      const [only] = profiles
      if (only === undefined) {
        throw new InputError('request-malformed', 'Usage: signet profiles remove PROFILE…', 'none')
      }
      const { env, cwd } = request
      const removed = await act(
        { profiles, dryRun: values['dry-run'], isConfirmed: values.yes, env, cwd },
        prompts,
        (files) => {
          if (!values.json) io.out(filePreviews(files, style))
        },
      )
      const { outcome } = removed
      if (values.json) {
        io.out(`${printableJson(removed.profiles.length === 1 ? ofOne(only, removed) : removed)}\n`)
      } else if (outcome === 'removed') {
        io.out(`${goneText(removed)}\n${undoHint(removed.backupPaths, style)}`)
        for (const session of removed.idleSessions) {
          io.err(`${printable(session)} is still signed in and serves no profile any more.\n`)
        }
      } else io.out(outcome === 'declined' ? 'Cancelled. Nothing was changed.\n' : 'Nothing was changed.\n')
      return outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
    },
  })
}

function goneText({ profiles: [only = '', ...others] }: ProfilesRemoved): string {
  return others.length === 0 ? `${printable(only)} is gone.` : `${others.length + 1} profiles are gone.`
}
