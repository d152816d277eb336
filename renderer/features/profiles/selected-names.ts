/**
 * The names of a selection, as the one line of text that a dialog is about, and whether they go into one call. Pure.
 *
 * @module
 */
import { mostBytesOfCall } from '../../../preload/contract/messages.ts'
import { packNames } from '../../../preload/contract/packed-names.ts'

export function namesAbout(names: readonly string[]): string {
  return JSON.stringify(names)
}

/** It is our own writing: only {@link namesAbout} makes it. */
export function selectedNames(about: string | undefined): readonly string[] {
  return about === undefined ? [] : (JSON.parse(about) as readonly string[])
}

/** For the rest of a call. */
const spareInBytes = 16 * 1024

/** A change is one call, so that it is one change: what does not go into one is not begun. */
export function areTooMany(names: readonly string[]): boolean {
  return new TextEncoder().encode(JSON.stringify(packNames(names))).length > mostBytesOfCall - spareInBytes
}
