/**
 * What an authorization server sends back through a person's browser.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 RFC 6749, sections 4.1.2 and 4.1.2.1}
 * @module
 */

export type AuthorizationResponse =
  | { readonly kind: 'code'; readonly state: string; readonly code: string }
  /** `text` is the server's error, made safe to show. */
  | { readonly kind: 'refused'; readonly state: string; readonly error: string; readonly text: string }

export type MalformedResponse = {
  readonly kind: 'malformed'
  readonly fault: 'repeated' | 'no-state' | 'no-code' | 'both' | 'code-malformed'
}

const longestShownText = 300

/**
 * VSCHAR (RFC 6749, appendix A.11). AWS Sign-In's codes have at most 512 characters; IAM Identity Center's have no
 * documented limit and carry a sealed document.
 */
const codePattern = /^[\x20-\x7e]{1,6144}$/

/**
 * Reads a form-encoded query. Unknown members are passed over, a repeated one spoils the whole (RFC 6749, section 3.1).
 *
 * @param query - Untrusted, without `?`.
 */
export function readAuthorizationResponse(query: string): AuthorizationResponse | MalformedResponse {
  const members = new URLSearchParams(query)
  const names = [...members.keys()]
  if (new Set(names).size !== names.length) return { kind: 'malformed', fault: 'repeated' }

  const state = members.get('state')
  const code = members.get('code')
  const error = members.get('error')
  if (!state) return { kind: 'malformed', fault: 'no-state' }
  if (code !== null && error !== null) return { kind: 'malformed', fault: 'both' }
  if (error)
    return { kind: 'refused', state, error, text: shownText(error, members.get('error_description')) }
  if (!code) return { kind: 'malformed', fault: 'no-code' }
  if (!codePattern.test(code)) return { kind: 'malformed', fault: 'code-malformed' }
  return { kind: 'code', state, code }
}

// SECURITY: goes to a terminal, a window and a log. Printable ASCII is all that RFC 6749 allows it.
function shownText(error: string, description: string | null): string {
  const text = description ? `${error}: ${description}` : error
  return text
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, longestShownText)
}
