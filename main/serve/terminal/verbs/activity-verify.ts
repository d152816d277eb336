import type { ActivityVerdictView } from '../../../../preload/contract/activity-views.ts'
import type { VerifyActivity } from '../../../actions/activity/read-activity.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet activity verify` */
export function activityVerify(act: VerifyActivity): Verb {
  return verb({
    name: 'activity verify',
    summary: 'Whether the activity log is as it was written',
    options: { json: flag('as JSON') },
    details: [
      'Each line holds the SHA-256 of the one before it, so a line that was changed, taken away or moved is found, and exit\n' +
        'code 1 says so. A program of yours that writes the whole log anew is not found: nothing on this machine is out of\n' +
        'its reach.',
    ],
    async run({ json }, words, { io, style }) {
      if (words.length > 0) {
        throw new InputError('request-malformed', 'Usage: signet activity verify [--json]', 'none')
      }
      const verdict = await act()
      io.out(json ? `${printableJson(verdict)}\n` : verdictText(verdict, style))
      return verdict.isIntact ? exitCodes.ok : exitCodes.failed
    },
  })
}

function verdictText({ isIntact, lines, first, last, findings }: ActivityVerdictView, style: Style): string {
  const range = first === null || last === null ? '' : `, from line ${first} to line ${last}`
  const older = first !== null && first > 1 ? ' Older ones were rotated away.' : ''
  const state = isIntact ? style.good('as they were written') : style.bad('not as they were written')
  return [
    `${lines} lines${range}: ${state}.${older}\n`,
    ...findings.map(({ kind, file, line, text }) => {
      const word = kind === 'torn' || kind === 'dropped' ? style.warn(kind) : style.bad(kind)
      return `  ${word}  ${printable(file)}, line ${line} of it: ${printable(text)}\n`
    }),
  ].join('')
}
