/**
 * Whether a person came back as who a profile was signed in as before. AWS's page lets them pick any identity they
 * have, so a second sign-in can quietly turn a profile into somebody else.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { assertNever } from '../kernel/assert-never.ts'

/** From the least to the most surprising. */
export type PrincipalChange =
  /** Nobody was signed in to this profile. */
  | { readonly kind: 'first' }
  | { readonly kind: 'same' }
  /** The same role under another session name: the same rights, another person or another way in. */
  | { readonly kind: 'other-session-name'; readonly former: string; readonly current: string }
  | { readonly kind: 'other-principal'; readonly former: string; readonly current: string }
  | { readonly kind: 'other-account'; readonly former: string; readonly current: string }

/**
 * @param former - Principal ARN that the profile was signed in as, if it was.
 * @param current - Principal ARN of the sign-in that just ended.
 */
export function comparePrincipals(former: string | undefined, current: string): PrincipalChange {
  if (former === undefined) return { kind: 'first' }
  if (former === current) return { kind: 'same' }
  if (accountOf(former) !== accountOf(current)) return { kind: 'other-account', former, current }
  const role = roleOf(former)
  const sameRole = role !== undefined && role === roleOf(current)
  return { kind: sameRole ? 'other-session-name' : 'other-principal', former, current }
}

/** What to ask before the profile changes hands; undefined when there is nothing to ask. */
export function principalQuestion(profile: string, change: PrincipalChange): string | undefined {
  switch (change.kind) {
    case 'first':
    case 'same':
      return undefined
    case 'other-session-name':
      return inWords('sign-in-other-session-name', asked(profile, change))
    case 'other-principal':
      return inWords('sign-in-other-principal', asked(profile, change))
    case 'other-account':
      return inWords('sign-in-other-account', asked(profile, change))
    default:
      return assertNever(change)
  }
}

function asked(profile: string, { former, current }: { readonly former: string; readonly current: string }) {
  return { profile, former, current }
}

/** Partition and account: account numbers of two partitions say nothing about each other. */
function accountOf(arn: string): string {
  const [, partition, , , account] = arn.split(':')
  return `${partition}:${account}`
}

/** `arn:…:assumed-role/Role/name` up to the role; undefined for any other principal. */
function roleOf(arn: string): string | undefined {
  return /^(arn:[^:]+:sts::\d{12}:assumed-role\/[^/]+)\/[^/]+$/.exec(arn)?.[1]
}
