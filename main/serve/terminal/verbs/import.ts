import { cacheFaultWords } from '../../../actions/import/import-check.ts'
import type { FoundSignIn, ImportState } from '../../../actions/import/import-plan.ts'
import type { Imported, ImportPreview, ImportSessions } from '../../../actions/import/import-sessions.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, profileOption } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, span } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { type KeyActions, runMoveKeys, runRestoreKeys } from './import-keys.ts'

/** `signet import` */
export function importVerb(act: ImportSessions, keys: KeyActions): Verb {
  return verb({
    name: 'import',
    summary: 'Take over the sign-ins, profiles and long-term keys of the AWS CLI',
    usage: '[SIGN-IN or PROFILE ...]',
    options: {
      'move-keys': flag('move long-term access keys out of the AWS files into the vault'),
      'restore-keys': flag('put them back'),
      profile: profileOption('keys: only this profile; further ones as words'),
      offline: flag('keys: do not ask AWS whose they are'),
      'dry-run': flag('list what there is, and change nothing'),
      yes: flag('do not ask'),
      json: flag('the result as JSON'),
    },
    details: [
      'Reads the AWS CLI’s own caches (~/.aws/sso/cache, ~/.aws/login/cache or AWS_LOGIN_CACHE_DIRECTORY) and never\n' +
        'writes them. The sign-ins go into the vault; in each profile that uses one, Signet’s line takes the place of the\n' +
        'AWS CLI’s. You see every line first, and signet config undo brings them back.',
      'The AWS CLI keeps its copy until you remove it. Do that: when two programs renew one sign-in, each ends it for\n' +
        'the other.',
      'With --move-keys: AWS is asked whose each key is, the keys go into the vault, and Signet’s line takes their place. What\n' +
        'is kept of the files from before is sealed (age). Tools then get session credentials; the key itself never leaves the\n' +
        'vault. A profile with mfa_serial asks for a code: signet login --profile NAME.',
    ],
    async run(values, words, context) {
      const { request, io, style, prompts, now } = context
      const { yes, json, profile, offline } = values
      const dryRun = values['dry-run']
      const isMoving = values['move-keys']
      if (isMoving || values['restore-keys']) {
        if (isMoving && values['restore-keys'])
          throw usage('--move-keys and --restore-keys exclude each other.')
        const only = profile === undefined ? words : [profile, ...words]
        const asked = { only, dryRun, isConfirmed: yes, isOffline: offline, json }
        return isMoving
          ? runMoveKeys(keys.moveKeys, asked, context)
          : runRestoreKeys(keys.restoreKeys, asked, context)
      }
      if (profile !== undefined || offline) throw usage('--profile and --offline go with --move-keys.')
      const { self: relay, env, cwd } = request
      const imported = await act(
        { only: words, dryRun, isConfirmed: yes, relay, env, cwd },
        prompts,
        (preview) => {
          if (!json) io.out(previewText(preview, style, now(), dryRun))
        },
      )
      io.out(json ? `${printableJson(imported)}\n` : importedText(imported, style))
      return imported.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
    },
  })
}

function usage(message: string): InputError {
  return new InputError('request-malformed', message, 'none')
}

const stateWords: Readonly<Record<ImportState, string>> = {
  ready: 'can be taken over',
  kept: 'Signet has it already',
  ended: 'has ended: sign in again with signet login',
  'principal-unknown': 'does not say who signed in, and no profile names it',
  'region-unknown': 'does not say in which region it was made: set AWS_REGION, then try again',
  'start-url-invalid': 'has a start URL that is no https address',
  'name-taken': 'Signet has another sign-in of this name',
}

function previewText(preview: ImportPreview, style: Style, now: number, isDryRun: boolean): string {
  return [
    ...preview.found.map((found) => foundText(found, style, now)),
    ...preview.skipped.map(
      ({ path, fault }) => `${style.dim('Left out')}: ${printable(path)} ${cacheFaultWords[fault]}\n`,
    ),
    ...preview.diffs.map(
      ({ path, diff }) =>
        `Changes in ${printable(path)}:\n${diffText(diff, style, isDryRun ? 'all' : 'first')}`,
    ),
  ].join('')
}

function foundText(found: FoundSignIn, style: Style, now: number): string {
  const { kind, name, region, startUrl, expiresAt, isRefreshable, state, profiles, path } = found
  const product = kind === 'signin' ? 'AWS Sign-In' : 'IAM Identity Center'
  const life = expiresAt > now ? `for ${span(expiresAt - now)}` : 'over'
  const mark = state === 'ready' || state === 'kept' ? style.good : style.warn
  return [
    `${style.bold(printable(name))}  ${product}${region === null ? '' : `, ${printable(region)}`}${startUrl === null ? '' : `, ${printable(startUrl)}`}\n`,
    `  ${mark(stateWords[state])}; token ${life}, ${isRefreshable ? 'can be renewed' : 'cannot be renewed'}\n`,
    `  ${style.dim(printable(path))}\n`,
    ...profiles.map(
      ({ name: profile, obstacle }) =>
        `  profile ${printable(profile)}${obstacle === null ? '' : style.warn(` stays: it ${printable(obstacle)}`)}\n`,
    ),
  ].join('')
}

function importedText({ outcome, sessions, profiles, backupPaths, copies }: Imported, style: Style): string {
  if (outcome === 'nothing') return 'There is nothing that Signet can take over.\n'
  if (outcome === 'dry-run') return 'Nothing was changed.\n'
  if (outcome === 'declined') return 'Cancelled. Nothing was changed.\n'
  return [
    ...sessions.map((name) => `${style.good('Taken over')}: ${printable(name)}\n`),
    ...profiles.map((name) => `${style.good('Served by Signet')}: profile ${printable(name)}\n`),
    ...backupPaths.map((path) => style.dim(`Before that: ${printable(path)}\n`)),
    backupPaths.length === 0 ? '' : style.dim('To go back: signet config undo [--credentials]\n'),
    copies.length === 0
      ? ''
      : `${style.warn('Now remove the AWS CLI’s copy')}: two owners of one refresh token end the sign-in for each other.\n`,
    copies.some(({ kind }) => kind === 'signin')
      ? '  aws logout --all    (its files only; no call to AWS)\n'
      : '',
    // Its own sign-out would end the session at AWS, and with it ours.
    ...copies.map(({ path }) => `  or delete ${printable(path)}\n`),
    copies.some(({ kind }) => kind === 'identity-center')
      ? '  Not aws sso logout: that ends the sign-in at AWS for Signet too.\n'
      : '',
  ].join('')
}
