/**
 * A console whose tab the browser held back, as the one line of text that a dialog is about. Pure.
 *
 * @module
 */
export interface ReadyConsole {
  readonly profile: string
  /** Below the window's own address: once, within a minute. */
  readonly path: string
  readonly isInstead: boolean
}

export function aboutReady({ profile, path, isInstead }: ReadyConsole): string {
  return JSON.stringify({ profile, path, isInstead })
}

/** It is our own writing: only {@link aboutReady} makes it. */
export function readyConsole(about: string): ReadyConsole {
  return JSON.parse(about) as ReadyConsole
}
