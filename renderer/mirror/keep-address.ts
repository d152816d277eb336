/**
 * Keeps the window's address at where it looks, and the window where Back and Forward lead.
 *
 * @module
 */
import { addressOf, type Looking, lookingAt } from './address.ts'
import type { View, ViewStore } from './view.ts'

/** What is used of a page. */
export interface AddressedPage {
  readonly location: Pick<Location, 'hash'>
  readonly history: Pick<History, 'pushState' | 'replaceState' | 'back' | 'state'>
  addEventListener(name: 'popstate', listener: () => void): void
}

/** Where the address says to look, where it says so. */
export function beginAt(page: Pick<AddressedPage, 'location'>): Looking | undefined {
  return lookingAt(page.location.hash)
}

/** Follows both for as long as the page lives. */
export function keepAddress(view: ViewStore, page: AddressedPage): void {
  let at = stepOf(page.history.state)
  const replace = (now: Looking) => page.history.replaceState({ step: at }, '', addressOf(now))
  replace(view.getState())
  view.subscribe((now, before) => {
    if (now.place === before.place && now.detail === before.detail) return
    if (addressOf(now) === page.location.hash) return
    // Moving along a list, or closing what it opened, is no step that one goes back by.
    const isStep = now.place !== before.place || before.detail === undefined
    // The first steps come by themselves.
    if (!isStep || (now.place === 'welcome' && at === 0)) return replace(now)
    at += 1
    page.history.pushState({ step: at }, '', addressOf(now))
  })
  page.addEventListener('popstate', () => {
    const now = lookingAt(page.location.hash)
    const wasAt = at
    if (now === undefined) {
      // It names nothing here: the skip to the content, or typed by hand. The window stays where it looks.
      at = wasAt + 1
      return replace(view.getState())
    }
    at = stepOf(page.history.state)
    if (isSame(now, view.getState())) {
      // A step to where one is already, as what it led to was closed since: Back leads on.
      if (at > 0 && at < wasAt) page.history.back()
      return
    }
    view.setState({ ...now, dialog: undefined } satisfies Partial<View>)
  })
}

function isSame(a: Looking, b: Looking): boolean {
  return a.place === b.place && a.detail === b.detail
}

function stepOf(state: unknown): number {
  const step: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'step') : undefined
  return typeof step === 'number' && Number.isInteger(step) && step >= 0 ? step : 0
}
