/**
 * What is known of one condition key in one request.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import { say, textOf } from '../kernel/say.ts'

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

/** For a person to read, after "is". */
export function saidKeyState(state: KeyState): string | Said {
  switch (state.is) {
    case 'present':
      return state.value
    case 'absent':
      return say('state-absent', {}, 'not in the request')
    case 'somewhere':
    case 'unknown':
      return say('state-unknown', {}, 'not known')
    case 'either':
      return eitherOf(state.states)
    case 'role': {
      const arn = `${state.head}${state.name}`
      return say('state-role', { arn }, `${arn}, perhaps with a path before the name`)
    }
    case 'portal':
      return say('state-portal', {}, "the Identity Center portal's own network")
  }
}

function eitherOf(given: readonly KeyState[]): string | Said {
  const byText = new Map(given.map(saidKeyState).map((state) => [textOf(state), state]))
  const [first, ...others] = byText.values()
  if (first !== undefined && others.length === 0) return first
  return say('state-either', { states: [...byText.values()] }, [...byText.keys()].join(' or '))
}
