import type { KnownStatement } from './access-state.ts'
import type { ChangeSet } from './change-set.ts'
import { inputText } from './statement-input.ts'

/** A change as lines: `-` goes, `+` comes. */
export function changeLines({ authorization, add, remove }: ChangeSet, targetId: string): readonly string[] {
  const setting = (word: 'on' | 'off') => `console authorization ${word} for ${targetId}`
  return [
    ...remove.map((known) => `-statement ${statementText(known)}`),
    ...add.map((input) => `+statement ${inputText(input)}`),
    ...(authorization === undefined
      ? []
      : [`-${setting(authorization === 'on' ? 'off' : 'on')}`, `+${setting(authorization)}`]),
  ]
}

/** In one line: what makes it, or its condition where that is all there is. */
export function statementText({ input, condition }: Pick<KnownStatement, 'input' | 'condition'>): string {
  return input ? inputText(input) : JSON.stringify(condition)
}
