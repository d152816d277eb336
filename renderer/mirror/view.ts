/**
 * What only this window knows: where it looks, what is selected, how it is dressed.
 *
 * @module
 */
import { createStore, type StoreApi } from 'zustand/vanilla'

export const places = ['profiles', 'accounts', 'console-access', 'activity', 'config', 'settings'] as const
export type Place = (typeof places)[number]

export type DialogName = 'sign-in' | 'task' | 'palette' | 'keys' | 'welcome'

export interface View {
  readonly place: Place
  /** Within the place: a session, an account, a search. */
  readonly detail: string | undefined
  readonly dialog: { readonly name: DialogName; readonly about?: string | undefined } | undefined
  readonly toasts: readonly Toast[]
}

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'failed'
  readonly text: string
  /** A small code, for whoever reports it. */
  readonly code?: string
}

export type ViewStore = StoreApi<View>

export function createView(place: Place = 'profiles'): ViewStore {
  return createStore<View>(() => ({ place, detail: undefined, dialog: undefined, toasts: [] }))
}
