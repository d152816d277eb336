/**
 * Reads what a person brings back from the confirmation page of a cross-device sign-in: one line of base64 that holds
 * a query string with `state` and `code`. Takes what copying does to it, and the query string or a whole address in clear.
 *
 * @module
 */
import { type AuthorizationResponse, readAuthorizationResponse } from './authorization-response.ts'

export type UnreadableFault = 'empty' | 'too-long' | 'not-a-code' | 'incomplete' | 'address-to-open'

export type PastedCode =
  | AuthorizationResponse
  | { readonly kind: 'unreadable'; readonly fault: UnreadableFault }

/** Far over any real one: 512 characters of code, a state, and base64's third. */
const longestPaste = 8192

/** @param pasted - Untrusted. */
export function readPastedCode(pasted: string): PastedCode {
  if (pasted.length > longestPaste) return { kind: 'unreadable', fault: 'too-long' }
  // Neither form has blanks of its own, so these are a terminal's line breaks; format characters come with some copies.
  const text = pasted.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, '').replaceAll(/^["'`<“”‘’«»]+|["'`>“”‘’«»,;]+$/g, '')
  if (text === '') return { kind: 'unreadable', fault: 'empty' }

  const query = inClear(text) ?? decoded(text)
  if (query === undefined) return { kind: 'unreadable', fault: 'not-a-code' }
  const response = readAuthorizationResponse(query)
  if (response.kind !== 'malformed') return response
  if (/(^|&)code_challenge=/.test(query)) return { kind: 'unreadable', fault: 'address-to-open' }
  const cut = response.fault === 'no-code' || response.fault === 'no-state'
  return { kind: 'unreadable', fault: cut ? 'incomplete' : 'not-a-code' }
}

/** The query of an address or of a bare query string, when the text is one. */
function inClear(text: string): string | undefined {
  if (!/(^|[?&#])(state|code|error)=/.test(text)) return undefined
  return text.slice(Math.max(text.indexOf('?'), text.indexOf('#')) + 1)
}

/** The text under base64, either alphabet, padded or not. */
function decoded(text: string): string | undefined {
  const base64 = text.replaceAll('%3D', '=').replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
  if (!/^[A-Za-z0-9+/]+$/.test(base64) || base64.length % 4 === 1) return undefined
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
