/**
 * A verb with commands below it: `signet profiles` with `signet profiles add`, `signet config` with `signet config undo`.
 *
 * @module
 */
import { helpOf } from './help.ts'
import { styleFor } from './style.ts'
import type { Verb } from './verb.ts'

/**
 * @param own - What the verb does where no word of a command comes first.
 * @param commands - Each named with the verb's name and one word.
 */
export function verbGroup(own: Verb, commands: readonly Verb[]): Verb {
  const byWord = new Map(commands.map((command) => [command.name.slice(own.name.length + 1), command]))
  const plain = styleFor({ argv: [], cwd: '/', env: {}, isTerminal: noTerminal, self: [] }, 'stdout')
  const shown = commands.filter(({ isHidden }) => !isHidden)
  return {
    ...own,
    usage: [`[${[...byWord.keys()].join('|')}]`, own.usage].filter(Boolean).join(' '),
    details: [...own.details, ...shown.map((command) => helpOf(command, plain).trimEnd())],
    commands,
    run(argv, context) {
      const [word = '', ...rest] = argv
      const command = byWord.get(word)
      return command ? command.run(rest, context) : own.run(argv, context)
    },
  }
}

const noTerminal = { stdin: false, stdout: false, stderr: false }
