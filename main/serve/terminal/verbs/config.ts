import type { ConfigUndone, UndoConfig } from '../../../actions/undo-config.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet config undo` */
export function config(act: UndoConfig): Verb {
  return verb({
    name: 'config',
    summary: 'Put the AWS config back as it was before Signet’s last change',
    usage: 'undo',
    options: {
      credentials: flag('the credentials file in place of the config file'),
      'dry-run': flag('show what would change, and change nothing'),
      yes: flag('do not ask'),
      json: flag('the result as JSON'),
    },
    details: ['What was there until then is backed up too, so undoing twice brings it back.'],
    async run(values, words, { request, io, style, prompts }) {
      if (words.join(' ') !== 'undo') {
        throw new InputError('request-malformed', 'Usage: signet config undo [--dry-run]', 'none')
      }
      const { env, cwd } = request
      const file = values.credentials ? 'credentials' : 'config'
      const undone = await act(
        { file, dryRun: values['dry-run'], isConfirmed: values.yes, env, cwd },
        prompts,
        ({ path, restoredFrom, diff }) => {
          if (values.json) return
          io.out(`${printable(path)}, as in ${printable(restoredFrom)}:\n${diffText(diff, style)}`)
        },
      )
      io.out(values.json ? `${JSON.stringify(undone)}\n` : outcomeText(undone))
      return undone.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
    },
  })
}

function outcomeText({ outcome, backupPath }: ConfigUndone): string {
  switch (outcome) {
    case 'restored':
      return `Restored.${backupPath === undefined ? '' : ` What was there: ${printable(backupPath)}`}\n`
    case 'unchanged':
      return 'It is like that already.\n'
    case 'dry-run':
      return 'Nothing was changed.\n'
    case 'declined':
      return 'Cancelled. Nothing was changed.\n'
  }
}
