/**
 * `signet use`: the profile of every tool that names none, or of this terminal alone.
 *
 * @module
 */
import type { ListProfiles } from '../../../actions/profiles/list-profiles.ts'
import type { DefaultState, ReadDefault } from '../../../actions/profiles/read-default.ts'
import type { DefaultRestored, RestoreDefault } from '../../../actions/profiles/restore-default.ts'
import type {
  DefaultSwitched,
  SwitchDefault,
  SwitchPreview,
} from '../../../actions/profiles/switch-default.ts'
import type { HereSwitched, SwitchHere } from '../../../actions/profiles/switch-here.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, type OptionValues } from '../arguments.ts'
import { chooseProfile } from '../choose-profile.ts'
import { exitCodes } from '../exit-codes.ts'
import { filePreviews } from '../file-previews.ts'
import { printableJson } from '../printable-json.ts'
import { hereNeedsShell } from '../shell/here-needs-shell.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'

export interface UseActions {
  readonly switchDefault: SwitchDefault
  readonly switchHere: SwitchHere
  readonly restoreDefault: RestoreDefault
  readonly readDefault: ReadDefault
  readonly listProfiles: ListProfiles
}

const options = {
  here: flag('this terminal only; needs the functions of "signet shell-init"'),
  off: flag('with --here: what this terminal had before'),
  restore: flag('give [default] back as it was before Signet'),
  'dry-run': flag('show what would change, and change nothing'),
  yes: flag('with --restore: do not ask'),
  json: flag('as JSON'),
  'for-shell': flag('with --here: answer to the functions of "signet shell-init"'),
}
type UseValues = OptionValues<typeof options>

export function use(actions: UseActions): Verb {
  return verb({
    name: 'use',
    summary: 'Choose the profile of every tool that names none, or of this terminal',
    usage: '[PROFILE | -]',
    options,
    completes: 'profiles',
    details: [
      'Without a name: shows the default profile and lists the others to choose from; type a number or a part of a name.\n' +
        '"signet use -" goes back to the one before.',
      'The first time, [default] in your AWS config is taken over. What stood in it is shown and kept, and "signet use\n' +
        '--restore" brings it back. From then on switching changes nothing in the config, except where requests go: region\n' +
        'and endpoints. Every open terminal sees it at once. A program that runs already keeps what it has until it asks\n' +
        'again, and a terminal with AWS_PROFILE set keeps that.',
      'With --here only this terminal changes: AWS_PROFILE and the region are set in its shell. No program can do that from\n' +
        'outside, so it needs one line in the shell’s start file; see: signet help shell-init',
    ],
    run(values, words, context) {
      if (words.length > 1) throw usage()
      const [profile] = words
      if (values.restore) {
        if (profile !== undefined || values.here) throw usage()
        return restore(actions, values, context)
      }
      if (values.off && (!values.here || profile !== undefined)) throw usage()
      if (values.here) return here(actions, values, profile, context)
      return profile === undefined
        ? showOrChoose(actions, values, context)
        : switchTo(actions, values, profile, context)
    },
  })
}

function usage(): InputError {
  return new InputError(
    'request-malformed',
    'Usage: signet use [PROFILE | -] [--here], signet use --here --off, signet use --restore',
    'none',
  )
}

async function switchTo(
  { switchDefault }: UseActions,
  values: UseValues,
  profile: string,
  { request, io, style, prompts }: VerbContext,
): Promise<number> {
  const { env, cwd, self: relay } = request
  const used = await switchDefault(
    { profile, dryRun: values['dry-run'], relay, env, cwd },
    prompts,
    (preview) => {
      // Where requests go is no news each time.
      if (!values.json && (preview.isFirst || values['dry-run'])) io.out(previewText(preview, style))
    },
  )
  const warnings = [...used.warnings, ...terminalWarnings(env)]
  io.out(values.json ? `${printableJson({ ...used, warnings })}\n` : usedText(used, style))
  if (!values.json) for (const warning of warnings) io.err(`${style.warn('Note')}: ${printable(warning)}\n`)
  return exitCodes.ok
}

/** What this terminal has goes before any default. */
function terminalWarnings(env: Readonly<Record<string, string>>): readonly string[] {
  const name = env.AWS_PROFILE ? 'AWS_PROFILE' : env.AWS_DEFAULT_PROFILE ? 'AWS_DEFAULT_PROFILE' : undefined
  const region = env.AWS_REGION ? 'AWS_REGION' : env.AWS_DEFAULT_REGION ? 'AWS_DEFAULT_REGION' : undefined
  return [
    ...(name
      ? [`This terminal has ${name}=${env[name]}, which goes before the default. Take it away: unset ${name}`]
      : []),
    ...(region
      ? [`This terminal has ${region}=${env[region]}, which goes before the region of any profile.`]
      : []),
  ]
}

function previewText({ files, takesOver }: SwitchPreview, style: Style): string {
  if (files.length === 0) return ''
  const before = takesOver ? 'What stands in [default] is kept. To bring it back: signet use --restore\n' : ''
  return filePreviews(files, style) + before
}

function usedText(used: DefaultSwitched, style: Style): string {
  const { profile, previous, region, isProduction, outcome } = used
  if (outcome === 'dry-run') return `${style.bold(profile)} would be the default. Nothing was changed.\n`
  const marks = [region ?? 'no region', ...(isProduction ? [style.bad('PRODUCTION')] : [])].join(', ')
  const before =
    previous === null || previous === profile ? '' : style.dim(`  before: ${printable(previous)}`)
  const word = outcome === 'unchanged' ? 'Still the default' : 'Default'
  return `${word}: ${style.bold(printable(profile))} (${marks})${before}\n`
}

async function here(
  actions: UseActions,
  values: UseValues,
  word: string | undefined,
  context: VerbContext,
): Promise<number> {
  const { request, io, style, prompts } = context
  if (!values['for-shell']) {
    io.err(hereNeedsShell(word))
    return exitCodes.failed
  }
  if (values.off) return exitCodes.ok
  const profile = word ?? (await chosen(actions, context))
  if (profile === undefined) return exitCodes.cancelled
  const { env, cwd } = request
  const used = await actions.switchHere({ profile, env, cwd }, prompts)
  io.out(shellLines(used))
  const marks = [used.region ?? 'no region', ...(used.isProduction ? ['PRODUCTION'] : [])].join(', ')
  io.err(`This terminal: ${style.bold(printable(used.profile))} (${marks}). Back: signet use --here --off\n`)
  return exitCodes.ok
}

/** One line for each thing that the shell has to know. A name with a line break cannot be told, and is none in the config. */
function shellLines({ profile, region, isProduction }: HereSwitched): string {
  const lines = [`profile=${profile}`, ...(region === null ? [] : [`region=${region}`])]
  return [...lines, ...(isProduction ? ['production=1'] : []), ''].join('\n')
}

async function showOrChoose(actions: UseActions, values: UseValues, context: VerbContext): Promise<number> {
  const { request, io, style, prompts } = context
  const state = await actions.readDefault(request)
  if (values.json) {
    io.out(`${printableJson(state)}\n`)
    return exitCodes.ok
  }
  io.out(stateText(state, style))
  for (const warning of state.warnings) io.err(`${style.warn('Note')}: ${printable(warning)}\n`)
  if (!request.isTerminal.stdin || !request.isTerminal.stdout || !prompts.ask) return exitCodes.ok
  const profile = await chosen(actions, context)
  return profile === undefined ? exitCodes.ok : switchTo(actions, values, profile, context)
}

async function chosen(
  actions: UseActions,
  { request, io, style, prompts }: VerbContext,
): Promise<string | undefined> {
  const views = await actions.listProfiles(request)
  return chooseProfile(views, { prompts, style, show: (text) => io.err(text) })
}

function stateText({ profile, isFollowed }: DefaultState, style: Style): string {
  if (profile === null || !isFollowed) {
    return 'Tools that name no profile use [default] of your AWS config as it is. Choose another: signet use NAME\n'
  }
  return `Default: ${style.bold(printable(profile))}\n`
}

async function restore(
  { restoreDefault }: UseActions,
  values: UseValues,
  { request, io, style, prompts }: VerbContext,
): Promise<number> {
  const { env, cwd } = request
  const restored = await restoreDefault(
    { dryRun: values['dry-run'], isConfirmed: values.yes, env, cwd },
    prompts,
    (files) => {
      if (!values.json) io.out(filePreviews(files, style))
    },
  )
  io.out(values.json ? `${printableJson(restored)}\n` : restoredText(restored))
  return restored.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
}

function restoredText({ outcome }: DefaultRestored): string {
  if (outcome === 'declined') return 'Cancelled. Nothing was changed.\n'
  if (outcome === 'dry-run') return 'Nothing was changed.\n'
  return '[default] is as it was before. No profile of Signet stands behind it.\n'
}
