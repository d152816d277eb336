/**
 * The `signet` command, as the agent runs it: finds the verb, runs it, and turns what it throws into one line.
 *
 * @module
 */
import { AppError, errorView } from '../../kernel/errors.ts'
import { placeOf } from '../../kernel/place-of.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { nearest } from './arguments.ts'
import { exitCodeFor, exitCodes } from './exit-codes.ts'
import { helpOf, overview } from './help.ts'
import type { TerminalHandler, TerminalIo, TerminalRequest } from './request.ts'
import { printable, styleFor } from './style.ts'
import type { Verb, VerbContext } from './verb.ts'

export interface TerminalDependencies {
  readonly verbs: readonly Verb[]
  readonly version: string
  readonly log: Log
  readonly now: () => number
}

/** The handler that the relay server serves. */
export function terminal(dependencies: TerminalDependencies): TerminalHandler {
  const byName = new Map(dependencies.verbs.map((verb) => [verb.name, verb]))
  return async (request, io) => {
    try {
      return await dispatch(dependencies, byName, request, io)
    } catch (thrown) {
      if (io.signal.aborted) return exitCodes.cancelled
      const view = errorView(thrown)
      if (!(thrown instanceof AppError)) dependencies.log.note('internal', { place: placeOf(thrown) })
      io.err(`signet: ${messageText(view.message, request)}\n`)
      return exitCodeFor(view)
    }
  }
}

function dispatch(
  { verbs, version, now }: TerminalDependencies,
  byName: ReadonlyMap<string, Verb>,
  request: TerminalRequest,
  io: TerminalIo,
): Promise<number> | number {
  const [name, ...argv] = request.argv
  const style = styleFor(request, 'stdout')
  const verb = name === undefined ? undefined : byName.get(name)
  if (verb && wantsHelp(argv)) {
    io.out(helpOf(commandOf(verb, argv), style))
    return exitCodes.ok
  }
  if (verb) return verb.run(argv, contextFor(request, io, now))
  if (name === '--version' || name === '-V') {
    io.out(`signet ${version}\n`)
    return exitCodes.ok
  }
  if (name === undefined || ['help', '--help', '-h'].includes(name))
    return help(byName, verbs, argv, request, io)
  return unknownVerb(name, verbs, io)
}

function help(
  byName: ReadonlyMap<string, Verb>,
  verbs: readonly Verb[],
  [about, ...words]: readonly string[],
  request: TerminalRequest,
  io: TerminalIo,
): number {
  const style = styleFor(request, 'stdout')
  const verb = about === undefined ? undefined : byName.get(about)
  if (about !== undefined && about !== 'help' && !verb) return unknownVerb(about, verbs, io)
  io.out(verb ? helpOf(commandOf(verb, words), style) : overview(verbs, style))
  return exitCodes.ok
}

/** The verb below it that the words begin with, else itself. */
function commandOf(verb: Verb, words: readonly string[]): Verb {
  const isMeant = (command: Verb) => {
    const own = command.name.split(' ').slice(1)
    return own.every((word, index) => words[index] === word)
  }
  return verb.commands?.find(isMeant) ?? verb
}

function unknownVerb(name: string, verbs: readonly Verb[], io: TerminalIo): number {
  const near = nearest(
    name,
    verbs.map((verb) => verb.name),
  )
  const hint = near === undefined ? 'See: signet help' : `Did you mean: signet ${near}`
  io.err(`signet: "${printable(name)}" is not a command. ${hint}\n`)
  return exitCodes.usage
}

function contextFor(request: TerminalRequest, io: TerminalIo, now: () => number): VerbContext {
  const ask = request.isTerminal.stdin ? { ask: io.ask.bind(io) } : {}
  const prompts = { ...ask, tell: (message: string) => io.err(`${message}\n`) }
  return { request, io, style: styleFor(request, 'stdout'), prompts, consumer: consumerOf(request, io), now }
}

function consumerOf({ process }: TerminalRequest, io: TerminalIo): VerbContext['consumer'] {
  if (process === undefined) return undefined
  return io.hold === undefined ? process : { ...process, hold: io.hold.bind(io) }
}

function wantsHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h')
}

/** A tool puts what `credential-process` says into its own error: one line, whatever the message. */
function messageText(message: string, request: TerminalRequest): string {
  const lines = message.split('\n').map(printable)
  return request.argv[0] === 'credential-process'
    ? lines.map((line) => line.trim()).join(' ')
    : lines.join('\n')
}
