/**
 * Where a window looks, as the part of its address behind `#`: so that a reload shows it again, and Back goes back. It never
 * leaves the window, as no server is sent that part. Pure.
 *
 * @module
 */
import { type Place, places, type View } from './view.ts'

export type Looking = Pick<View, 'place' | 'detail'>

/** Longer than any name that AWS or a config file has. What is longer is not kept. */
const longestDetail = 600

/** `#/console-access/shop-dev`; names from elsewhere are encoded. */
export function addressOf({ place, detail }: Looking): string {
  if (detail === undefined || detail.length > longestDetail) return `#/${place}`
  return `#/${place}/${encodeURIComponent(detail.replace(loneSurrogates, '\u{fffd}'))}`
}

/** @returns Undefined for what names no place: an address can be written by anybody. */
export function lookingAt(hash: string): Looking | undefined {
  const [, name, rest] = /^#\/([a-z-]+)(?:\/([^/]+))?$/.exec(hash) ?? []
  const place = known.find((each) => each === name)
  if (place === undefined) return undefined
  const detail = rest === undefined ? undefined : decoded(rest)
  return { place, detail: detail === undefined || detail.length > longestDetail ? undefined : detail }
}

const known: readonly Place[] = [...places, 'welcome']

/** Half a character, which cannot be encoded. */
const loneSurrogates = /\p{Surrogate}/gu

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch (thrown) {
    if (thrown instanceof URIError) return undefined
    throw thrown
  }
}
