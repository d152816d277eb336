/**
 * What only this window knows: where it looks, what is selected, how it is dressed.
 *
 * @module
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallRequest } from '../../preload/contract/calls.ts'
import type { ErrorCode } from '../../preload/contract/errors.ts'

export const places = ['profiles', 'accounts', 'console-access', 'activity', 'config', 'settings'] as const
/** The first steps are a place too, though not one of the side bar. */
export type Place = (typeof places)[number] | 'welcome'

export type DialogName =
  | 'sign-in'
  | 'task'
  | 'palette'
  | 'keys'
  | 'session'
  | 'use-profile'
  | 'rename-profile'
  | 'remove-profile'
  | 'mark-profile'
  | 'remove-profiles'
  | 'tag-profiles'
  | 'guard-profiles'
  | 'open-console'
  | 'console-ready'
  | 'generate-profiles'
  | 'add-profile'
  | 'undo-config'
  | 'restore-default'
  | 'take-over'

export interface View {
  readonly place: Place
  /** Within the place: a session, an account, a search. */
  readonly detail: string | undefined
  readonly dialog: { readonly name: DialogName; readonly about?: string | undefined } | undefined
  readonly toasts: readonly Toast[]
  /** Sign-ins that were begun here, by task: to begin one again, or to change something about it. */
  readonly attempts: ReadonlyMap<string, SignInAttempt>
  /** Readings of accounts that were begun here, by task: of which session, or of all. */
  readonly readings: ReadonlyMap<string, string | null>
}

export type SignInAttempt =
  | { readonly call: 'sessions.signIn'; readonly request: CallRequest<'sessions.signIn'> }
  | {
      readonly call: 'sessions.signInToIdentityCenter'
      readonly request: CallRequest<'sessions.signInToIdentityCenter'>
    }

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'failed'
  readonly text: string
  /** A small code, for whoever reports it. */
  readonly code?: ErrorCode
  /** The text is the window's, whatever the code is of. */
  readonly isOwn?: boolean
  /** The way back, or the next step. */
  readonly action?: { readonly title: string; readonly run: () => void }
}

export type ViewStore = StoreApi<View>

export function createView(
  { place, detail }: Pick<View, 'place' | 'detail'> = { place: 'profiles', detail: undefined },
): ViewStore {
  return createStore<View>(() => ({
    place,
    detail,
    dialog: undefined,
    toasts: [],
    attempts: new Map(),
    readings: new Map(),
  }))
}
