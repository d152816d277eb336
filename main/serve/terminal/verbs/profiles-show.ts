import type { ShownProfile, ShowProfile } from '../../../actions/profiles/show-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import { programName } from '../activity-text.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { profileMarks } from '../profile-marks-text.ts'
import { printable, type Style, span, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { stateText } from './profiles.ts'

/** `signet profiles show` */
export function profilesShow(act: ShowProfile): Verb {
  return verb({
    name: 'profiles show',
    summary: 'Everything that is known of one profile, with where each line stands',
    usage: 'PROFILE',
    options: { json: flag('as JSON') },
    completes: 'profiles',
    async run({ json }, words, { request, io, style, now }) {
      const [profile, ...more] = words
      if (profile === undefined || more.length > 0) {
        throw new InputError('request-malformed', 'Usage: signet profiles show PROFILE', 'none')
      }
      const { env, cwd } = request
      const shown = await act({ profile, env, cwd })
      io.out(json ? `${printableJson(shown)}\n` : shownText(shown, style, now()))
      return exitCodes.ok
    },
  })
}

function shownText(shown: ShownProfile, style: Style, now: number): string {
  const { view, session, chain, policy, sources, settings, isVaultLocked } = shown
  const rows: (readonly [string, string | undefined])[] = [
    ['State', stateText(view, now) || 'not served by Signet'],
    ['Session', session ? `${session.name ?? session.principalArn ?? session.id}` : undefined],
    ['Account', view.accountId ?? undefined],
    ['Role', view.roleName ?? undefined],
    ['Assumes', chain ? `${chain.roleArn} with ${chain.source}` : undefined],
    ['Region', view.region ?? 'none'],
    ['Policy', policyText(policy, isVaultLocked)],
    ['Marks', profileMarks(view) || undefined],
    ['Last used', lastUsedText(view.use, now)],
    ['Last chosen', view.usedAt === null ? undefined : `${span(now - view.usedAt)} ago`],
    ['Source', sources.join('; ') || 'none'],
  ]
  const known = rows.flatMap(([title, value]) =>
    value === undefined ? [] : [[`  ${title}`, printable(value)]],
  )
  const lines = settings.map(({ name, value, file, line }) => [
    `  ${printable(name)}`,
    value === null ? '(not shown)' : printable(value),
    `${printable(file === 'config' ? shown.configPath : shown.credentialsPath)}:${line}`,
  ])
  return [
    `${style.bold(printable(view.name))}\n`,
    table(known, (cell, column) => (column === 0 ? style.dim(cell) : cell)),
    lines.length > 0 ? 'Settings\n' : '',
    table(lines, (cell, column) => (column === 2 ? style.dim(cell) : cell)),
  ].join('')
}

function lastUsedText(use: ShownProfile['view']['use'], now: number): string | undefined {
  if (use?.handedOut === undefined) return undefined
  const { at, to } = use.handedOut
  return `${to === undefined ? '' : `by ${programName(to)}, `}${span(now - at)} ago`
}

function policyText(policy: ShownProfile['policy'], isVaultLocked: boolean): string | undefined {
  if (isVaultLocked) return 'not known while the vault is locked'
  if (!policy) return undefined
  return [
    policy.use ?? 'allow',
    ...(policy.minRemainingSeconds === undefined ? [] : [`at least ${policy.minRemainingSeconds} s left`]),
    ...(policy.isProduction ? ['production: its name is asked for'] : []),
  ].join(', ')
}
