/**
 * Keys → the command that has them. Pure.
 *
 * @module
 */
import { available, type Command } from './commands.ts'

export interface Stroke {
  readonly key: string
  readonly ctrl: boolean
  readonly meta: boolean
  readonly alt: boolean
  /** The person is typing text: only Escape and strokes with Ctrl or Command count. */
  readonly inText: boolean
}

export type StrokeResult =
  | { readonly kind: 'run'; readonly command: Command }
  /** The first of two keys. */
  | { readonly kind: 'begun'; readonly prefix: string }
  | { readonly kind: 'nothing' }

/** @param begun - The first of two keys, where one was pressed a moment ago. */
export function strokeFor(
  commands: readonly Command[],
  stroke: Stroke,
  begun: string | undefined,
  isMac: boolean,
): StrokeResult {
  const mod = isMac ? stroke.meta : stroke.ctrl
  if (stroke.alt || (stroke.inText && !mod && stroke.key !== 'Escape')) return { kind: 'nothing' }
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key
  const pressed = mod ? `mod+${key}` : key
  const withKeys = available(commands).filter(({ keys }) => keys !== undefined)
  const wanted = begun === undefined ? pressed : `${begun} ${pressed}`
  // What a place adds goes before what the frame has.
  const found = withKeys.findLast(({ keys }) => keys === wanted)
  if (found?.isOfRow && stroke.inText) return { kind: 'nothing' }
  if (found) return { kind: 'run', command: found }
  const isPrefix = begun === undefined && withKeys.some(({ keys }) => keys?.startsWith(`${pressed} `))
  return isPrefix ? { kind: 'begun', prefix: pressed } : { kind: 'nothing' }
}
