/**
 * What every part of the window works with: the link to the agent, the stores, the texts.
 *
 * @module
 */
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useStore } from 'zustand'
import type { WindowState } from '../preload/contract/state.ts'
import type { CommandStore } from './commands/commands.ts'
import type { AgentLink, ConnectionState } from './link/agent-link.ts'
import type { MirrorStore } from './mirror/mirror.ts'
import type { TextsStore } from './mirror/texts-store.ts'
import type { View, ViewStore } from './mirror/view.ts'
import type { Texts } from './texts/texts.ts'

export interface App {
  readonly link: AgentLink
  readonly mirror: MirrorStore
  readonly view: ViewStore
  readonly commands: CommandStore
  /** The catalogue in use. */
  readonly texts: Texts
  /** Where another one is chosen. */
  readonly speech: TextsStore
}

const AppContext = createContext<App | undefined>(undefined)

export function AppProvider({
  app,
  children,
}: {
  readonly app: Omit<App, 'texts'>
  readonly children: ReactNode
}) {
  const texts = useStore(app.speech)
  // Another object with another language: whoever uses it shows the new words.
  const value = useMemo(() => ({ ...app, texts }), [app, texts])
  return <AppContext value={value}>{children}</AppContext>
}

export function useApp(): App {
  const app = useContext(AppContext)
  if (app === undefined) throw new TypeError('outside of the app')
  return app
}

export function useTexts(): Texts {
  return useApp().texts
}

/** A slice of the agent's state; `select` must give the same object for the same state. */
export function useAgentState<T>(select: (state: WindowState) => T): T {
  return useStore(useApp().mirror, ({ state }) => {
    if (state === undefined) throw new TypeError('before the first snapshot')
    return select(state)
  })
}

export function useConnection(): ConnectionState {
  return useStore(useApp().mirror, ({ connection }) => connection)
}

export function useView<T>(select: (view: View) => T): T {
  return useStore(useApp().view, select)
}
