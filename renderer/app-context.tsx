/**
 * What every part of the window works with: the link to the agent, the stores, the texts.
 *
 * @module
 */
import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { WindowState } from '../preload/contract/state.ts'
import type { CommandStore } from './commands/commands.ts'
import type { AgentLink, ConnectionState } from './link/agent-link.ts'
import type { MirrorStore } from './mirror/mirror.ts'
import type { View, ViewStore } from './mirror/view.ts'
import type { Texts } from './texts/texts.ts'

export interface App {
  readonly link: AgentLink
  readonly mirror: MirrorStore
  readonly view: ViewStore
  readonly commands: CommandStore
  readonly texts: Texts
}

const AppContext = createContext<App | undefined>(undefined)

export function AppProvider({ app, children }: { readonly app: App; readonly children: ReactNode }) {
  return <AppContext value={app}>{children}</AppContext>
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
