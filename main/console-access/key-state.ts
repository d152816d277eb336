/**
 * What is known of one condition key in one request.
 *
 * @module
 */
export type KeyState =
  | { readonly is: 'present'; readonly value: string }
  /** Surely not in the request: AWS documents it so. */
  | { readonly is: 'absent' }
  /** In the request, but its value is not known. */
  | { readonly is: 'somewhere' }
  /** Not known at all. */
  | { readonly is: 'unknown' }
  /** One of these, and it is not known which. */
  | { readonly is: 'either'; readonly states: readonly KeyState[] }
  /** A role's ARN of which the path is not known: `head`, perhaps some path, `name`. */
  | { readonly is: 'role'; readonly head: string; readonly name: string }
  /**
   * A network key of a request through the IAM Identity Center portal. Its value is not known, but AWS documents that policies
   * which allow only certain networks block these users.
   */
  | { readonly is: 'portal' }

/** For a person to read, after "was". */
export function shownKeyState(state: KeyState): string {
  switch (state.is) {
    case 'present':
      return state.value
    case 'absent':
      return 'not in the request'
    case 'somewhere':
    case 'unknown':
      return 'not known'
    case 'either':
      return [...new Set(state.states.map(shownKeyState))].join(' or ')
    case 'role':
      return `${state.head}${state.name}, perhaps with a path before the name`
    case 'portal':
      return "the Identity Center portal's own network"
  }
}
