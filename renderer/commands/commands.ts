/**
 * Everything a person can do here, whichever way: by the palette, by a key, by a button. Whoever shows a thing registers
 * what can be done with it, as long as it is shown.
 *
 * @module
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RowProvider } from './row-provider.ts'

export interface Command {
  readonly id: string
  readonly title: string
  /** Under which heading the palette and the sheet of keys show it. */
  readonly group: 'places' | 'sessions' | 'profiles' | 'console-access' | 'activity' | 'config' | 'window'
  /** Further words that find it. */
  readonly words?: string
  /** `mod+k` (Ctrl, on a Mac Command), `g p` (one after the other), `?`. */
  readonly keys?: string
  /** It leads to the place that has it: not shown before somebody looks for it. */
  readonly isElsewhere?: boolean
  /** Its keys are a list's: somebody who types text has them for the text. */
  readonly isOfRow?: boolean
  readonly run: () => void
}

export interface Commands {
  readonly commands: readonly Command[]
  /** Where the palette's further rows come from. */
  readonly providers: readonly RowProvider[]
  /** Ids of the rows that were used in the palette, the latest first. */
  readonly recent: readonly string[]
}

export type CommandStore = StoreApi<Commands>

export function createCommands(): CommandStore {
  return createStore(() => ({ commands: [], providers: [], recent: [] }))
}

/** Adds commands; a later one of the same id takes the place of an earlier. Returns their end. */
export function register(store: CommandStore, added: readonly Command[]): () => void {
  store.setState(({ commands }) => ({ commands: [...commands, ...added] }))
  return () =>
    store.setState(({ commands }) => ({ commands: commands.filter((command) => !added.includes(command)) }))
}

/** Adds rows to the palette; a later provider of the same id takes the place of an earlier. Returns its end. */
export function registerProvider(store: CommandStore, added: RowProvider): () => void {
  store.setState(({ providers }) => ({ providers: [...providers, added] }))
  return () =>
    store.setState(({ providers }) => ({ providers: providers.filter((provider) => provider !== added) }))
}

const mostRecent = 5

/** Notes that a row of the palette was used. */
export function noteUse(store: CommandStore, id: string): void {
  store.setState(({ recent }) => ({
    recent: [id, ...recent.filter((each) => each !== id)].slice(0, mostRecent),
  }))
}

/** What can be done now, one of each id, the newest. */
export function available<Each extends { readonly id: string }>(all: readonly Each[]): readonly Each[] {
  return [...new Map(all.map((each) => [each.id, each])).values()]
}
