/**
 * `signet console-access` with the commands below it.
 *
 * @module
 */
import type { ChangeConsoleAccess } from '../../../actions/console-access/console-access-change.ts'
import type { CompareConsoleAccess } from '../../../actions/console-access/console-access-drift.ts'
import type { ExportConsoleAccess } from '../../../actions/console-access/console-access-export.ts'
import type { ListConsoleAccessChanges } from '../../../actions/console-access/console-access-history.ts'
import type { ReadConsoleAccess } from '../../../actions/console-access/console-access-status.ts'
import type { UndoConsoleAccess } from '../../../actions/console-access/console-access-undo.ts'
import { InputError } from '../../../kernel/errors.ts'
import { nearest, type OptionTable } from '../arguments.ts'
import { printable, table } from '../style.ts'
import type { Verb } from '../verb.ts'
import {
  consoleAccessAdd,
  consoleAccessApply,
  consoleAccessPlan,
  consoleAccessRemove,
  consoleAccessSwitch,
  consoleAccessUndo,
} from './console-access-change.ts'
import { consoleAccessDrift, consoleAccessExport } from './console-access-file.ts'
import { placeOptions, sendOptions, statementOptions, viewpointOptions } from './console-access-options.ts'
import { consoleAccessStatements, consoleAccessStatus } from './console-access-read.ts'

export interface ConsoleAccessActions {
  readonly readConsoleAccess: ReadConsoleAccess
  readonly changeConsoleAccess: ChangeConsoleAccess
  readonly undoConsoleAccess: UndoConsoleAccess
  readonly listConsoleAccessChanges: ListConsoleAccessChanges
  readonly exportConsoleAccess: ExportConsoleAccess
  readonly compareConsoleAccess: CompareConsoleAccess
}

const name = 'console-access'

export function consoleAccess(actions: ConsoleAccessActions): Verb {
  const status = consoleAccessStatus(actions.readConsoleAccess)
  const change = actions.changeConsoleAccess
  const commands = [
    status,
    consoleAccessPlan(change),
    consoleAccessApply(change),
    consoleAccessUndo(actions.undoConsoleAccess, actions.listConsoleAccessChanges),
    consoleAccessSwitch(change, 'enable'),
    consoleAccessSwitch(change, 'disable'),
    consoleAccessStatements(actions.readConsoleAccess),
    consoleAccessAdd(change),
    consoleAccessRemove(change),
    consoleAccessExport(actions.exportConsoleAccess),
    consoleAccessDrift(actions.compareConsoleAccess),
  ]
  return {
    name,
    summary: 'Who may sign in to the AWS console, and from where: look, plan, change, undo',
    usage: 'COMMAND',
    options: {},
    details: details(commands),
    commands,
    run(argv, context) {
      if (argv.length === 0 || argv[0]?.startsWith('--')) return status.run(argv, context)
      for (const words of [2, 1]) {
        const wanted = [name, ...argv.slice(0, words)].join(' ')
        const command = commands.find((each) => each.name === wanted)
        if (command) return command.run(argv.slice(words), context)
      }
      throw unknownCommand(argv, commands)
    },
  }
}

function unknownCommand(argv: readonly string[], commands: readonly Verb[]): InputError {
  const known = commands.map((command) => shortName(command))
  const asked = argv.filter((word) => !word.startsWith('-')).slice(0, argv[0] === 'statements' ? 2 : 1)
  const near = nearest(asked.join(' '), known)
  const hint = near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean: signet ${name} ${near}`
  return new InputError(
    'request-malformed',
    `"${printable(`${name} ${asked.join(' ')}`)}" is not a command. ${hint}`,
    'none',
  )
}

function shortName(command: Verb): string {
  return command.name.slice(name.length + 1)
}

function details(commands: readonly Verb[]): readonly string[] {
  const shared: OptionTable = { ...placeOptions, ...viewpointOptions, ...sendOptions, ...statementOptions }
  const own = commands.flatMap((command) =>
    Object.entries(command.options)
      .filter(([option]) => !Object.hasOwn(shared, option))
      .map(([option, value]) => [shortName(command), option, value] as const),
  )
  return [
    `Commands:\n${table(commands.map((command) => [`  ${shortName(command)}`, command.summary]))}`,
    `Where, and whose keys:\n${optionsText(placeOptions)}`,
    `Who is tried against a policy, beside you, root and portal users:\n${optionsText(viewpointOptions)}`,
    `A statement (plan, apply, statements add):\n${optionsText(statementOptions)}`,
    `Sending (apply, undo, enable, disable, statements add, statements remove):\n${optionsText(sendOptions)}`,
    `Others:\n${table(
      own.map(([command, option, value]) => [
        `  ${command}`,
        `--${option}${value.takes === 'text' ? ` ${value.value}` : ''}`,
        value.help,
      ]),
    )}`,
    'Statements refuse; they have no effect until console authorization is on. Whatever can lock somebody out is asked for by the\n' +
      'id of the account. Every change is kept, and "undo" takes it back, also for whom the console keeps out: keys are not bound.',
    'Examples:\n' +
      '  signet console-access status --my-ip 203.0.113.17 --break-glass arn:aws:iam::111122223333:role/BreakGlass\n' +
      '  signet console-access statements add --source-ip 203.0.113.0/24 --excluded-principal arn:aws:iam::111122223333:role/BreakGlass\n' +
      '  signet console-access enable --dry-run',
  ].map((paragraph) => paragraph.trimEnd())
}

function optionsText(options: OptionTable): string {
  return table(
    Object.entries(options).map(([option, value]) => [
      `  --${option}${value.takes === 'text' ? ` ${value.value}` : ''}`,
      value.help,
    ]),
  )
}
