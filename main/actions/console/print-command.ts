import { shellWord } from '../../kernel/shell-word.ts'

/** What prints the console's address in a terminal, to paste. */
export function printCommand(profile: string): string {
  return `signet console --profile ${shellWord(profile)} --print`
}
