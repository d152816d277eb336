import type { AddProfile, ProfileAdded } from '../../../actions/add-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, text } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet profiles add` */
export function profilesAdd(act: AddProfile): Verb {
  return verb({
    name: 'profiles add',
    summary: 'A profile for one role of an Identity Center session',
    options: {
      session: text('NAME', 'the Identity Center session; needed where there are several'),
      account: text('ACCOUNT', 'the account’s id or its name'),
      role: text('ROLE', 'the role, as AWS lists it'),
      name: text('NAME', 'the profile; made from the account and the role when left out'),
      region: text('REGION', 'its region; the session’s when it has none'),
      adopt: flag('replace another source of credentials in the profile'),
      replace: flag('let a profile that Signet serves change to this role'),
      json: flag('the result as JSON'),
    },
    async run(values, words, { request, io, style, prompts }) {
      const { session, account, role, name, region, adopt, replace, json } = values
      if (words.length > 0 || account === undefined || role === undefined) {
        throw new InputError(
          'request-malformed',
          'Usage: signet profiles add --account ACCOUNT --role ROLE [--session NAME] [--name NAME]',
          'none',
        )
      }
      const { self: relay, env, cwd } = request
      const added = await act(
        { session, account, role, name, region, adopt, replace, relay, env, cwd, signal: io.signal },
        prompts,
      )
      io.out(json ? `${JSON.stringify(added)}\n` : addedText(added, style))
      return exitCodes.ok
    },
  })
}

function addedText(added: ProfileAdded, style: Style): string {
  const { profile, accountId, accountName, roleName, configPath, diff, backupPath } = added
  return [
    `Profile ${style.bold(profile)} is ${printable(`${roleName} in ${accountName} (${accountId})`)}\n`,
    diff.length === 0
      ? `It needed no change in ${printable(configPath)}\n`
      : `Changed in ${printable(configPath)}:\n`,
    diffText(diff, style),
    backupPath === undefined ? '' : style.dim(`Before that: ${printable(backupPath)}\n`),
    `Try: aws sts get-caller-identity --profile ${profile}\n`,
  ].join('')
}
