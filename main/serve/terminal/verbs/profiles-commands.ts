/**
 * `signet profiles` with the commands below it: `signet profiles add`, `signet profiles generate`.
 *
 * @module
 */
import { helpOf } from '../help.ts'
import { styleFor } from '../style.ts'
import type { Verb } from '../verb.ts'

/**
 * @param list - What `signet profiles` alone does.
 * @param commands - Each named `profiles WORD`.
 */
export function profilesCommands(list: Verb, commands: readonly Verb[]): Verb {
  const byWord = new Map(commands.map((command) => [command.name.split(' ').at(-1), command]))
  const plain = styleFor({ argv: [], cwd: '/', env: {}, isTerminal: noTerminal, self: [] }, 'stdout')
  return {
    ...list,
    usage: `[${[...byWord.keys()].join('|')}]`,
    details: [...list.details, ...commands.map((command) => helpOf(command, plain).trimEnd())],
    run(argv, context) {
      const [word, ...rest] = argv
      const command = byWord.get(word)
      return command ? command.run(rest, context) : list.run(argv, context)
    },
  }
}

const noTerminal = { stdin: false, stdout: false, stderr: false }
