import type { RenameProfile } from '../../../actions/profiles/rename-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { filePreviews, undoHint } from '../file-previews.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet profiles rename` */
export function profilesRename(act: RenameProfile): Verb {
  return verb({
    name: 'profiles rename',
    summary: 'Another name for a profile, wherever the old one stands',
    usage: 'OLD NEW',
    options: {
      'dry-run': flag('show what would change, and change nothing'),
      yes: flag('do not ask'),
      json: flag('the result as JSON'),
    },
    completes: 'profiles',
    async run(values, words, { request, io, style, prompts }) {
      const [from, to, ...more] = words
      if (from === undefined || to === undefined || more.length > 0) {
        throw new InputError('request-malformed', 'Usage: signet profiles rename OLD NEW', 'none')
      }
      const { env, cwd, self: relay } = request
      const renamed = await act(
        { from, to, dryRun: values['dry-run'], isConfirmed: values.yes, relay, env, cwd },
        prompts,
        (files) => {
          if (!values.json) io.out(filePreviews(files, style))
        },
      )
      if (values.json) io.out(`${printableJson(renamed)}\n`)
      else if (renamed.outcome === 'renamed') {
        io.out(`${printable(from)} is ${style.bold(to)} now.\n${undoHint(renamed.backupPaths, style)}`)
      } else
        io.out(
          renamed.outcome === 'declined' ? 'Cancelled. Nothing was changed.\n' : 'Nothing was changed.\n',
        )
      return renamed.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
    },
  })
}
