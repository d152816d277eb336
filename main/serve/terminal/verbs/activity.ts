import type { AnswerConsent } from '../../../actions/activity/answer-consent.ts'
import type { FollowActivity } from '../../../actions/activity/follow-activity.ts'
import type { ReadActivity, VerifyActivity } from '../../../actions/activity/read-activity.ts'
import { InputError } from '../../../kernel/errors.ts'
import { activityLine, healthText } from '../activity-text.ts'
import { flag, profileOption, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { followScreen } from '../follow-screen.ts'
import { printableJson } from '../printable-json.ts'
import { spanOption } from '../span-option.ts'
import { type Verb, verb } from '../verb.ts'
import { verbGroup } from '../verb-group.ts'
import { activityVerify } from './activity-verify.ts'

export interface ActivityActions {
  readonly readActivity: ReadActivity
  readonly followActivity: FollowActivity
  readonly verifyActivity: VerifyActivity
  readonly answerConsent: AnswerConsent
}

const usualLimit = 50
const mostLines = 100_000

/** `signet activity`, `signet activity verify` */
export function activity(actions: ActivityActions): Verb {
  const list = verb({
    name: 'activity',
    summary: 'Who used which credentials, and when',
    options: {
      profile: profileOption('only this profile'),
      since: text('SPAN', 'only the last 15m, 1h, 2d'),
      limit: text('N', `at most so many lines, the newest (${usualLimit})`),
      follow: flag('go on as things happen, and answer what asks first'),
      json: flag('as JSON, one object a line'),
    },
    details: [
      'Every hand-out of credentials has a line: the profile, the program that asked and how that was found out, the last four\n' +
        'signs of the key, its end. No value is ever in it. "verified" means that the system itself named the program,\n' +
        '"claimed" that Signet’s command said so; neither says that a program may be trusted.',
      'Keep "signet activity --follow" open at a terminal to be asked there when a profile asks first.',
    ],
    async run(values, words, context) {
      if (words.length > 0) throw usage()
      const { profile, since, follow, json } = values
      const { io, style } = context
      const sinceInMilliseconds = since === undefined ? undefined : spanOption('since', since) * 1000
      const { lines, health } = await actions.readActivity({
        ...{ profile, sinceInMilliseconds },
        limit: limitOf(values.limit) ?? (follow && since === undefined ? 10 : usualLimit),
      })
      const say = json
        ? (view: object) => io.out(`${printableJson(view)}\n`)
        : (view: (typeof lines)[number]) => io.out(activityLine(view, style, { isOfDays: !follow }))
      for (const view of lines) say(view)
      if (lines.length === 0 && !follow && !json)
        io.out('Nothing has happened yet, as far as that was asked.\n')
      io.err(healthText(health, style))
      if (!follow) return exitCodes.ok
      await actions.followActivity({ profile }, followScreen(context, actions.answerConsent, json), io.signal)
      return exitCodes.cancelled
    },
  })
  return verbGroup(list, [activityVerify(actions.verifyActivity)])
}

function limitOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const limit = /^\d{1,6}$/.test(given) ? Number(given) : 0
  if (limit >= 1 && limit <= mostLines) return limit
  throw new InputError('request-malformed', `--limit is a number from 1 to ${mostLines}.`, 'none')
}

function usage(): InputError {
  return new InputError(
    'request-malformed',
    'Usage: signet activity [--profile NAME] [--since SPAN] [--limit N] [--follow] [--json], or: signet activity verify',
    'none',
  )
}
