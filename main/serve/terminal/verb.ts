/**
 * A verb of the `signet` command: its options, its help, and its face on one action.
 *
 * @module
 */
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { type OptionTable, type OptionValues, readArguments } from './arguments.ts'
import type { TerminalIo, TerminalRequest } from './request.ts'
import type { Style } from './style.ts'

export interface VerbContext {
  readonly request: TerminalRequest
  readonly io: TerminalIo
  /** Colours of what goes to stdout. */
  readonly style: Style
  /** Asks the person at the terminal; has no `ask` where there is nobody. */
  readonly prompts: Prompts
  /** Who asks, by its own word, for `Grants.issue` and `Grants.permit`. */
  readonly consumer?: ConsumerClaim | undefined
  /** Now, epoch milliseconds, for "in 12 min". */
  readonly now: () => number
}

/** A verb as the dispatcher and the help see it. */
export interface Verb {
  readonly name: string
  readonly summary: string
  /** Under which title the overview shows it. */
  readonly area?: string
  /** Words after the name, for the usage line. */
  readonly usage: string
  readonly options: OptionTable
  /** Further help: paragraphs, examples. */
  readonly details: readonly string[]
  /** For other programs: neither the overview nor the completion names it. */
  readonly isHidden?: boolean | undefined
  /** What its words are, for completion. */
  readonly completes?: CompletedWords | undefined
  /** Each of its words is one of them, not only the first. */
  readonly takesSeveral?: boolean | undefined
  /** The verbs below it, each named with this one's name and a word. */
  readonly commands?: readonly Verb[] | undefined
  run(argv: readonly string[], context: VerbContext): Promise<number>
}

/** Of the AWS config, of the vault, of Signet itself, or exactly these. */
export type CompletedWords = 'profiles' | 'sessions' | 'verbs' | readonly string[]

/** Makes a verb whose `run` gets its options read and typed. */
export function verb<T extends OptionTable>(definition: {
  readonly name: string
  readonly summary: string
  readonly usage?: string
  readonly options: T
  readonly details?: readonly string[]
  readonly isHidden?: boolean
  readonly completes?: CompletedWords
  readonly takesSeveral?: boolean
  run(values: OptionValues<T>, words: readonly string[], context: VerbContext): Promise<number> | number
}): Verb {
  return {
    name: definition.name,
    summary: definition.summary,
    usage: definition.usage ?? '',
    options: definition.options,
    details: definition.details ?? [],
    isHidden: definition.isHidden,
    completes: definition.completes,
    takesSeveral: definition.takesSeveral,
    async run(argv, context) {
      const { values, words } = readArguments(definition.options, argv)
      return definition.run(values, words, context)
    },
  }
}
