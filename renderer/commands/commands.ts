/**
 * Everything a person can do here, whichever way: by the palette, by a key, by a button. Whoever shows a thing registers
 * what can be done with it, as long as it is shown.
 *
 * @module
 */
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Command {
  readonly id: string
  readonly title: string
  /** Under which heading the palette and the sheet of keys show it. */
  readonly group: 'places' | 'sessions' | 'profiles' | 'console-access' | 'activity' | 'config' | 'window'
  /** Further words that find it. */
  readonly words?: string
  /** `mod+k` (Ctrl, on a Mac Command), `g p` (one after the other), `?`. */
  readonly keys?: string
  readonly run: () => void
}

export type CommandStore = StoreApi<{ readonly commands: readonly Command[] }>

export function createCommands(): CommandStore {
  return createStore(() => ({ commands: [] }))
}

/** Adds commands; a later one of the same id takes the place of an earlier. Returns their end. */
export function register(store: CommandStore, added: readonly Command[]): () => void {
  store.setState(({ commands }) => ({ commands: [...commands, ...added] }))
  return () =>
    store.setState(({ commands }) => ({ commands: commands.filter((command) => !added.includes(command)) }))
}

/** What can be done now, one of each id, the newest. */
export function available(commands: readonly Command[]): readonly Command[] {
  return [...new Map(commands.map((command) => [command.id, command])).values()]
}
