/**
 * A role session's ARN names the role without its path, but `aws:PrincipalArn` has the path. So a comparison with such a role
 * is answered only where every path gives the same answer.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names IAM identifiers, paths}
 * @module
 */

import { matchesWildcard } from '../kernel/wildcard.ts'
import { splitArn } from './match-arn.ts'
import type { Truth } from './truth.ts'

interface RoleOfUnknownPath {
  /** `arn:aws:iam::111122223333:role/` */
  readonly head: string
  readonly name: string
}

const withWildcards: ReadonlySet<string> = new Set(['StringLike', 'StringNotLike'])
const ofArns: ReadonlySet<string> = new Set(['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'])
const plain: ReadonlySet<string> = new Set(['StringEquals', 'StringNotEquals'])

/** Whether the role's ARN, whatever its path, matches `wanted` under an operator (its negation left aside). */
export function roleMatches(operator: string, wanted: string, role: RoleOfUnknownPath): Truth {
  if (plain.has(operator)) return matchesEveryPath([wanted], role)
  if (withWildcards.has(operator)) return matchesEveryPath(wanted.split('*'), role)
  if (!ofArns.has(operator)) return 'unknown'
  const parts = splitArn(wanted)
  const heads = splitArn(role.head)
  if (parts === undefined || heads === undefined) return 'unknown'
  const isElsewhere = parts.slice(0, -1).some((part, index) => !matchesWildcard(part, heads[index] ?? ''))
  if (isElsewhere) return false
  return matchesEveryPath((parts.at(-1) ?? '').split('*'), { head: heads.at(-1) ?? '', name: role.name })
}

/** `pieces`: what stands between the stars of the pattern; just one when it has none. */
function matchesEveryPath(pieces: readonly string[], { head, name }: RoleOfUnknownPath): Truth {
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  const fitsHead = startsAlike(head, first) && endsAlike(`/${name}`, last)
  if (!fitsHead) return false
  if (pieces.length === 1) {
    return first.length >= head.length + name.length ? 'unknown' : false
  }
  const isEveryPath = pieces.slice(1, -1).every((piece) => piece === '')
  return isEveryPath && head.startsWith(first) && name.endsWith(last) ? true : 'unknown'
}

/** Whether one of them could begin the other. */
function startsAlike(text: string, piece: string): boolean {
  const length = Math.min(text.length, piece.length)
  return matchesWildcard(withoutStars(piece.slice(0, length)), text.slice(0, length))
}

function endsAlike(text: string, piece: string): boolean {
  const length = Math.min(text.length, piece.length)
  if (length === 0) return true
  return matchesWildcard(withoutStars(piece.slice(-length)), text.slice(-length))
}

/** The plain operators have no wildcards: there a star is a star, and no ARN of a role has one. */
function withoutStars(piece: string): string {
  return piece.replaceAll('*', '\u0000')
}
