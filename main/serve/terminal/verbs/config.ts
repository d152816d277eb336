import type {
  ConfigBackupList,
  DiffConfig,
  ListConfigBackups,
} from '../../../actions/config/config-backups.ts'
import type { ConfigUndone, UndoConfig, UndoPreview } from '../../../actions/config/undo-config.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, text } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, span, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { verbGroup } from '../verb-group.ts'

export interface ConfigActions {
  readonly undoConfig: UndoConfig
  readonly listConfigBackups: ListConfigBackups
  readonly diffConfig: DiffConfig
}

/** More of them say nothing that these do not. */
const mostEffects = 20

const credentials = flag('the credentials file in place of the config file')
const json = flag('the result as JSON')

/** `signet config` with `undo`, `diff` and `backups`. */
export function config(actions: ConfigActions): Verb {
  const own = verb({
    name: 'config',
    summary: 'What Signet has changed in the AWS config, and the way back',
    options: {},
    run() {
      throw new InputError('request-malformed', 'Usage: signet config diff|undo|backups', 'none')
    },
  })
  return verbGroup(own, [
    configDiff(actions.diffConfig),
    configUndo(actions.undoConfig),
    configBackups(actions.listConfigBackups),
  ])
}

function configUndo(act: UndoConfig): Verb {
  return verb({
    name: 'config undo',
    summary: 'The file as it was before Signet’s last change',
    options: {
      to: text('NUMBER', 'an earlier one of "signet config backups"; 1 when left out'),
      credentials,
      'dry-run': flag('show what would change, and change nothing'),
      yes: flag('do not ask'),
      json,
    },
    details: [
      'Profiles that come back are served again by what served them, and the default profile and names come back too. What\n' +
        'was there until then is backed up, so undoing twice brings it back.',
      'Access keys that went into the vault do not come back this way: signet import --restore-keys.',
    ],
    async run(values, words, { request, io, style, prompts }) {
      if (words.length > 0) throw usage('signet config undo [--to NUMBER] [--dry-run]')
      const { env, cwd } = request
      const file = values.credentials ? 'credentials' : 'config'
      const number = numberOf(values.to)
      const undone = await act(
        { file, number, dryRun: values['dry-run'], isConfirmed: values.yes, env, cwd },
        prompts,
        (preview) => {
          if (!values.json) io.out(previewText(preview, style))
        },
      )
      io.out(values.json ? `${printableJson(undone)}\n` : outcomeText(undone))
      return undone.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
    },
  })
}

function configDiff(act: DiffConfig): Verb {
  return verb({
    name: 'config diff',
    summary: 'From a backup to what is there now',
    usage: '[NUMBER]',
    options: { credentials, json },
    async run(values, words, { request, io, style }) {
      if (words.length > 1) throw usage('signet config diff [NUMBER]')
      const { env, cwd } = request
      const file = values.credentials ? 'credentials' : 'config'
      const found = await act({ file, number: numberOf(words[0]), env, cwd })
      if (values.json) io.out(`${printableJson(found)}\n`)
      else {
        io.out(`From ${printable(found.backup.path)}\nto   ${printable(found.path)}\n`)
        io.out(found.diff.length === 0 ? 'They are the same.\n' : diffText(found.diff, style))
      }
      return exitCodes.ok
    },
  })
}

function configBackups(act: ListConfigBackups): Verb {
  return verb({
    name: 'config backups',
    summary: 'The last copies from before Signet’s changes',
    options: { credentials, json },
    async run(values, words, { request, io, style, now }) {
      if (words.length > 0) throw usage('signet config backups')
      const { env, cwd } = request
      const list = await act({ file: values.credentials ? 'credentials' : 'config', env, cwd })
      io.out(values.json ? `${printableJson(list)}\n` : backupsText(list, style, now()))
      return exitCodes.ok
    },
  })
}

function backupsText({ path, backups, sealedCopies }: ConfigBackupList, style: Style, now: number): string {
  const sealed = sealedText(sealedCopies)
  if (backups.length === 0 && sealedCopies > 0) return `${printable(path)}: ${sealed}`
  if (backups.length === 0) return `There is no backup of ${printable(path)}: Signet has not changed it.\n`
  const rows = backups.map(({ number, at, sizeInBytes, command }) => [
    String(number).padStart(3),
    new Date(at).toISOString().replace('T', ' ').slice(0, 19),
    `${span(now - at)} ago`,
    `${sizeInBytes} bytes`,
    command === null ? '' : `before "signet ${printable(command)}"`,
  ])
  const header = ['  #', 'WHEN (UTC)', '', 'SIZE', 'WHAT CAME THEN']
  return [
    `${printable(path)}\n`,
    table([header, ...rows], (cell, _column, row) => (row === 0 ? style.dim(cell) : cell)),
    sealed,
    style.dim('Look: signet config diff NUMBER    Go back: signet config undo --to NUMBER\n'),
  ].join('')
}

function sealedText(count: number): string {
  if (count === 0) return ''
  const copies = count === 1 ? '1 copy with access keys is' : `${count} copies with access keys are`
  return `${copies} sealed. To put the keys back into the files: signet import --restore-keys\n`
}

function previewText({ path, restoredFrom, commands, diff, effects }: UndoPreview, style: Style): string {
  const undone = commands.flatMap((command) => (command === null ? [] : [`signet ${printable(command)}`]))
  return [
    `${printable(path)}, as in ${printable(restoredFrom)}:\n`,
    undone.length === 0 ? '' : `Takes back: ${undone.join(', ')}\n`,
    diffText(diff, style),
    ...effects.slice(0, mostEffects).map((effect) => `  ${printable(effect)}\n`),
    effects.length > mostEffects
      ? style.dim(`  … and ${effects.length - mostEffects} more like these\n`)
      : '',
  ].join('')
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

function numberOf(word: string | undefined): number {
  const number = Number(word ?? 1)
  if (Number.isInteger(number) && number >= 1) return number
  throw new InputError(
    'request-malformed',
    'A backup has a number from 1. See them: signet config backups',
    'none',
  )
}

function usage(text: string): InputError {
  return new InputError('request-malformed', `Usage: ${text}`, 'none')
}
