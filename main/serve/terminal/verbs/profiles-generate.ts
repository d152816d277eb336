import type {
  GenerateProfiles,
  GenerationPreview,
  ProfilesGenerated,
} from '../../../actions/profiles/generate-profiles.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, text } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet profiles generate` */
export function profilesGenerate(act: GenerateProfiles): Verb {
  return verb({
    name: 'profiles generate',
    summary: 'A profile for every account and role of an Identity Center session',
    options: {
      session: text('NAME', 'the Identity Center session; needed where there are several'),
      template: text('TEXT', 'how profiles are named; {account_name}-{role} when left out'),
      filter: text('WORDS', 'only some: prod, role:Admin*, account:1111*, name:"Shop Dev", joined by spaces'),
      region: text('REGION', 'the region of each profile; the session’s for those that have none'),
      prune: flag('take generated profiles away whose role is gone'),
      'dry-run': flag('show what would change, and change nothing'),
      yes: flag('do not ask'),
      json: flag('the result as JSON'),
    },
    details: [
      'Names may have {account_name}, {account_id}, {role}, {session} and {email_user}. What a name cannot have is\n' +
        'replaced; where two roles would have one name, the later account gets its id behind it. Names stay as they are\n' +
        'when accounts are added.',
      'A filter has words that must all match. A word alone is looked for in the account’s id, its name and the role;\n' +
        'account:, name: and role: take the whole of it. * and ? stand for any signs, a comma gives alternatives.',
      'Profiles that something else serves are listed and left alone. Of yours, nothing is taken away without --prune,\n' +
        'and with it only what was generated.',
    ],
    async run(values, words, { request, io, style, prompts }) {
      if (words.length > 0) {
        throw new InputError('request-malformed', 'Usage: signet profiles generate [--session NAME]', 'none')
      }
      const { session, template, filter, region, prune, yes, json } = values
      const dryRun = values['dry-run']
      const { self: relay, env, cwd } = request
      const generated = await act(
        {
          session,
          template,
          filter,
          region,
          prune,
          dryRun,
          isConfirmed: yes,
          relay,
          env,
          cwd,
          signal: io.signal,
        },
        prompts,
        (preview) => {
          if (!json) io.out(previewText(preview, style, dryRun))
        },
      )
      io.out(json ? `${printableJson(generated)}\n` : outcomeText(generated, style))
      return generated.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
    },
  })
}

function previewText(preview: GenerationPreview, style: Style, isDryRun: boolean): string {
  const { added, changed, kept, gone, conflicts, prunes, diff, configPath } = preview
  return [
    `Session ${style.bold(printable(preview.session))}: ${added.length} to add, ${changed.length} to change, ${kept.length} as they must be\n`,
    ...changed.flatMap(({ name, formerRole, roleName, accountId }) =>
      formerRole === undefined
        ? []
        : [
            `${style.warn('Becomes another role')}: ${name} was ${printable(`${formerRole.roleName} in ${formerRole.accountId}`)}, will be ${printable(`${roleName} in ${accountId}`)}\n`,
          ],
    ),
    ...conflicts.map(
      ({ profile, reason }) => `${style.warn('Left alone')}: ${profile.name} ${printable(reason)}\n`,
    ),
    ...gone.map(({ name, roleName, accountId }) => {
      const what = printable(`${name} (${roleName} in ${accountId})`)
      return prunes
        ? `${style.bad('Goes')}: ${what}\n`
        : `${style.dim('Gone from AWS, stays without --prune')}: ${what}\n`
    }),
    diff.length === 0 ? '' : `Changes in ${printable(configPath)}:\n`,
    diffText(diff, style, isDryRun ? 'all' : 'first'),
  ].join('')
}

function outcomeText({ outcome, preview, backupPath }: ProfilesGenerated, style: Style): string {
  switch (outcome) {
    case 'written':
      return [
        `${style.good('Written')}: ${printable(preview.configPath)}\n`,
        backupPath === undefined
          ? ''
          : style.dim(`Before that: ${printable(backupPath)}. To go back: signet config undo\n`),
      ].join('')
    case 'unchanged':
      return 'Everything is as it must be.\n'
    case 'dry-run':
      return 'Nothing was changed.\n'
    case 'declined':
      return 'Cancelled. Nothing was changed.\n'
  }
}
