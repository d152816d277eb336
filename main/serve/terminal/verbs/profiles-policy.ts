import type { PolicyView } from '../../../../preload/contract/activity-views.ts'
import type { PolicySet, PolicyWish, SetPolicies } from '../../../actions/activity/set-policies.ts'
import type { ReadPolicy } from '../../../actions/activity/set-policy.ts'
import { InputError } from '../../../kernel/errors.ts'
import type { Prompts } from '../../../kernel/ports/prompts.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { spanOption } from '../span-option.ts'
import { printable, type Style, span } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

export interface PolicyActions {
  readonly readPolicy: ReadPolicy
  readonly setPolicies: SetPolicies
}

const uses: readonly PolicyView['use'][] = ['allow', 'notify', 'ask', 'deny']

/** `signet profiles policy` */
export function profilesPolicy(actions: PolicyActions): Verb {
  return verb({
    name: 'profiles policy',
    summary: 'Who may have a profile’s credentials: show it, or change it',
    usage: 'PROFILE…',
    completes: 'profiles',
    takesSeveral: true,
    options: {
      use: text('HOW', 'allow; notify: give and tell me; ask: ask me first; deny: never'),
      'min-remaining': text('SPAN', 'renew, or refuse, when less life is left: 1m to 1h; 0s for no limit'),
      production: flag('a profile to be careful with: its name is typed before use and console'),
      'no-production': flag('not that'),
      json: flag('as JSON'),
    },
    details: [
      'A policy counts for the profile of this name: another profile of the same role has its own.',
      'With "ask" a program waits up to 45 s for your word. Give it where "signet activity --follow" is open, or with\n' +
        '"signet approve". To guard a production profile less, you type its name.',
    ],
    async run(values, profiles, { io, style, prompts, consumer }) {
      const { production, 'no-production': noProduction, json } = values
      if (profiles.length === 0 || (production && noProduction)) throw usage()
      const wish: PolicyWish = {
        use: howOf(values.use),
        minRemainingSeconds: leastOf(values['min-remaining']),
        isProduction: production ? true : noProduction ? false : undefined,
      }
      const isChange = Object.values(wish).some((value) => value !== undefined)
      const sets = isChange
        ? (await actions.setPolicies({ profiles, ...wish, dryRun: false, consumer }, prompts)).sets
        : await readAll(actions, profiles, prompts)
      const views = sets.map(({ after }) => after)
      io.out(
        json
          ? `${printableJson(views.length === 1 ? views[0] : views)}\n`
          : sets.map(({ before, after }) => policyText(before, after, style)).join(''),
      )
      return exitCodes.ok
    },
  })
}

async function readAll(
  { readPolicy }: PolicyActions,
  profiles: readonly string[],
  prompts: Prompts,
): Promise<readonly PolicySet[]> {
  const views: PolicyView[] = []
  for (const profile of new Set(profiles)) views.push(await readPolicy(profile, prompts))
  return views.map((view) => ({ before: view, after: view }))
}

function policyText(before: PolicyView, after: PolicyView, style: Style): string {
  const was = (text: string, old: string) => (text === old ? text : `${style.bold(text)} (was ${old})`)
  return [
    `${style.bold(printable(after.profile))}\n`,
    `  use            ${was(after.use, before.use)}: ${meaning[after.use]}\n`,
    `  min-remaining  ${was(leastText(after), leastText(before))}\n`,
    `  production     ${was(after.isProduction ? 'yes' : 'no', before.isProduction ? 'yes' : 'no')}\n`,
    after.use === 'ask'
      ? style.dim('  Keep open at a terminal, to be asked there: signet activity --follow\n')
      : '',
  ].join('')
}

const meaning: Readonly<Record<PolicyView['use'], string>> = {
  allow: 'whoever asks gets its credentials',
  notify: 'whoever asks gets its credentials, and you are told',
  ask: 'you are asked first',
  deny: 'nobody gets its credentials',
}

function leastText({ minRemainingSeconds }: PolicyView): string {
  return minRemainingSeconds === null ? 'none' : span(minRemainingSeconds * 1000)
}

function howOf(given: string | undefined): PolicyView['use'] | undefined {
  const use = uses.find((each) => each === given)
  if (given !== undefined && !use) {
    throw new InputError('request-malformed', `--use is ${uses.join(', ')}.`, 'none')
  }
  return use
}

function leastOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const seconds = spanOption('min-remaining', given)
  if (seconds === 0 || (seconds >= 60 && seconds <= 3600)) return seconds
  throw new InputError('request-malformed', '--min-remaining is from 1m to 1h, or 0s for no limit.', 'none')
}

function usage(): InputError {
  return new InputError(
    'request-malformed',
    'Usage: signet profiles policy PROFILE… [--use HOW] [--min-remaining SPAN] [--production | --no-production]',
    'none',
  )
}
