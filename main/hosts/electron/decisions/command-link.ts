/**
 * Where the `signet` command may be put for a person's terminals, and whether it may. Pure.
 *
 * @module
 */
import { dirname, join } from 'node:path'

/** What stands at a path. */
export type Standing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'other' }

export interface CommandPlaces {
  readonly homeFolder: string
  /** Folders of PATH, in order. */
  readonly path: readonly string[]
  /** What the link leads to. */
  readonly target: string
  readonly standing: (path: string) => Standing
  readonly isWritable: (folder: string) => boolean
}

export type CommandPlan =
  | { readonly kind: 'link'; readonly at: string; readonly replaces: boolean; readonly isOnPath: boolean }
  | { readonly kind: 'there'; readonly at: string }
  | { readonly kind: 'taken'; readonly at: string }

/** A folder of all users where this person may write to it, else the person's own. Nothing but a link of ours is replaced. */
export function planCommand(places: CommandPlaces): CommandPlan {
  const { target, standing, path } = places
  const shared = '/usr/local/bin'
  const folder =
    path.includes(shared) && places.isWritable(shared) ? shared : join(places.homeFolder, '.local', 'bin')
  const at = join(folder, 'signet')
  const found = standing(at)
  if (found.kind === 'link' && found.target === target) return { kind: 'there', at }
  // SECURITY: only what is plainly an older link to this command is replaced.
  const isOurs =
    found.kind === 'link' && /(?:[Rr]esources|signet|state)[/\\]bin[/\\]signet$/.test(found.target)
  if (found.kind !== 'nothing' && !isOurs) return { kind: 'taken', at }
  return { kind: 'link', at, replaces: isOurs, isOnPath: path.includes(dirname(at)) }
}
