import type { AddProfile, ProfileAdded } from '../../../actions/profiles/add-profile.ts'
import type { AddRoleProfile, RoleProfileAdded } from '../../../actions/profiles/add-role-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, type OptionValues, text } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'

const options = {
  session: text('NAME', 'the Identity Center session; needed where there are several'),
  account: text('ACCOUNT', 'the account’s id or its name'),
  role: text('ROLE', 'the role, as AWS lists it'),
  name: text('NAME', 'the profile; made from the account or the source, and the role, when left out'),
  region: text('REGION', 'its region; the session’s or the source’s when it has none'),
  'role-arn': text('ARN', 'a role to assume with the credentials of another profile'),
  'source-profile': text('NAME', 'role ARN: that other profile'),
  'external-id': text('ID', 'role ARN: what the role’s owner wants to be shown'),
  'session-name': text('NAME', 'role ARN: how the session is called in AWS’s records; signet-PROFILE'),
  duration: text('SECONDS', 'role ARN: how long credentials last, 900 to 43200; 3600'),
  'mfa-serial': text('ARN', 'role ARN: the MFA device whose code the role wants'),
  adopt: flag('replace another source of credentials in the profile'),
  replace: flag('let a profile that Signet serves change to this role'),
  'dry-run': flag('role ARN: show what would change, and change nothing'),
  json: flag('the result as JSON'),
}
type Options = OptionValues<typeof options>

const roleOptions = [
  'source-profile',
  'external-id',
  'session-name',
  'duration',
  'mfa-serial',
  'dry-run',
] as const
const centerOptions = ['session', 'account', 'role'] as const

/** `signet profiles add` */
export function profilesAdd(act: AddProfile, actOnRole: AddRoleProfile): Verb {
  return verb({
    name: 'profiles add',
    summary: 'A profile for one role: of an Identity Center session, or assumed with another profile',
    options,
    details: [
      'Examples:\n  signet profiles add --account shop-prod --role ReadOnly\n' +
        '  signet profiles add --role-arn arn:aws:iam::444455556666:role/Deploy --source-profile shop-dev --name deploy',
      'The source may be any profile that Signet serves, another role among them. Profiles of the AWS config that have\n' +
        'role_arn and source_profile of their own need not be added: Signet serves them as they stand.',
    ],
    run(values, words, context) {
      if (words.length > 0) throw usage()
      return values['role-arn'] === undefined
        ? addCenterRole(act, values, context)
        : addRole(actOnRole, values, values['role-arn'], context)
    },
  })
}

async function addCenterRole(act: AddProfile, values: Options, context: VerbContext): Promise<number> {
  const { request, io, style, prompts } = context
  const { session, account, role, name, region, adopt, replace, json } = values
  const stray = roleOptions.find((option) => values[option])
  if (stray !== undefined)
    throw new InputError('request-malformed', `--${stray} goes with --role-arn.`, 'none')
  if (account === undefined || role === undefined) throw usage()
  const { self: relay, env, cwd } = request
  const added = await act(
    { session, account, role, name, region, adopt, replace, relay, env, cwd, signal: io.signal },
    prompts,
  )
  io.out(json ? `${printableJson(added)}\n` : addedText(added, style))
  return exitCodes.ok
}

async function addRole(
  act: AddRoleProfile,
  values: Options,
  roleArn: string,
  { request, io, style, prompts }: VerbContext,
): Promise<number> {
  const source = values['source-profile']
  const stray = centerOptions.find((option) => values[option])
  if (stray !== undefined) {
    throw new InputError('request-malformed', `--${stray} does not go with --role-arn.`, 'none')
  }
  if (source === undefined) throw usage()
  const { name, region, adopt, replace, json } = values
  const added = await act(
    {
      ...{ roleArn, source, name, region, adopt, replace },
      externalId: values['external-id'],
      roleSessionName: values['session-name'],
      durationSeconds: secondsOf(values.duration),
      mfaSerial: values['mfa-serial'],
      dryRun: values['dry-run'],
      ...{ relay: request.self, env: request.env, cwd: request.cwd },
    },
    prompts,
  )
  io.out(json ? `${printableJson(added)}\n` : roleAddedText(added, style))
  return exitCodes.ok
}

function secondsOf(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined
  if (/^\d{1,6}$/.test(duration)) return Number(duration)
  throw new InputError('request-malformed', '--duration is a number of seconds, such as 3600.', 'none')
}

function usage(): InputError {
  return new InputError(
    'request-malformed',
    'Usage: signet profiles add --account ACCOUNT --role ROLE [--session NAME] [--name NAME],\n' +
      'or: signet profiles add --role-arn ARN --source-profile NAME [--name NAME]',
    'none',
  )
}

function addedText(added: ProfileAdded, style: Style): string {
  const { profile, accountId, accountName, roleName, configPath, diff, backupPath } = added
  return [
    `Profile ${style.bold(profile)} is ${printable(`${roleName} in ${accountName} (${accountId})`)}\n`,
    ...changeLines({ configPath, diff, backupPath }, style),
    `Try: aws sts get-caller-identity --profile ${profile}\n`,
  ].join('')
}

function roleAddedText(added: RoleProfileAdded, style: Style): string {
  const { outcome, profile, roleArn, source, configPath, diff, backupPath } = added
  const isDry = outcome === 'dry-run'
  const verb = isDry ? 'would be' : 'is'
  return [
    `Profile ${style.bold(profile)} ${verb} ${printable(roleArn)}, assumed with profile ${printable(source)}\n`,
    ...changeLines({ configPath, diff, backupPath }, style, isDry),
    isDry ? 'Nothing was changed.\n' : `Try: aws sts get-caller-identity --profile ${profile}\n`,
  ].join('')
}

function changeLines(
  { configPath, diff, backupPath }: Pick<ProfileAdded, 'configPath' | 'diff' | 'backupPath'>,
  style: Style,
  isDry = false,
): readonly string[] {
  return [
    diff.length === 0
      ? `It needed no change in ${printable(configPath)}\n`
      : `${isDry ? 'Changes' : 'Changed'} in ${printable(configPath)}:\n`,
    diffText(diff, style),
    backupPath === undefined ? '' : style.dim(`Before that: ${printable(backupPath)}\n`),
  ]
}
