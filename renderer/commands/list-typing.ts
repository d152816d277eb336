/**
 * What letters mean on a list that is filtered by typing, where some are keys too: `n`, or `g` and then `s`. Pure.
 *
 * @module
 */
import { available, type Command } from './commands.ts'

export type TypedMeaning =
  /** A key, unless more is typed at once. */
  | { readonly kind: 'key'; readonly command: Command }
  /** The beginning of one. */
  | { readonly kind: 'begun' }
  /** For the filter. */
  | { readonly kind: 'text' }

/** Never for the filter: they say what they are wherever one is. */
export const neverTyped: ReadonlySet<string> = new Set(['?', '/', '.', ' '])

/** @param typed - What was typed so far, since nothing was. */
export function meaningOf(commands: readonly Command[], typed: string): TypedMeaning {
  const wanted = [...typed.toLowerCase()].join(' ')
  const all = available(commands)
  // What a place adds goes before what the frame has.
  const command = all.findLast(({ keys }) => keys === wanted)
  if (command !== undefined) return { kind: 'key', command }
  return { kind: all.some(({ keys }) => keys?.startsWith(`${wanted} `)) ? 'begun' : 'text' }
}
