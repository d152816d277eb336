/**
 * The `Principal` element of a Deny statement.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html IAM, Principal element}
 * @module
 */
import type { PolicyStatement } from '../aws/signin-control-types.ts'
import { type PrincipalArn, parsePrincipalArn } from './principal-arn.ts'
import type { RequestContext } from './request-context.ts'
import { some, type Truth } from './truth.ts'

/** Anybody, an account or a principal. Anything but "anybody" is open before sign-in, when AWS does not know who it is. */
export function principalMatches(element: PolicyStatement['Principal'], context: RequestContext): Truth {
  if (element === undefined) return 'unknown'
  return some(
    Object.entries(element).map(([type, value]) => (type === 'AWS' ? matchesOne(value, context) : 'unknown')),
  )
}

function matchesOne(value: string, { phase, principal }: RequestContext): Truth {
  if (value === '*') return true
  const actual = parsePrincipalArn(principal.arn)
  if (actual === undefined) return 'unknown'
  const matches = /^\d{12}$/.test(value)
    ? value === principal.accountId
    : matchesArn(parsePrincipalArn(value), actual)
  return phase === 'before-sign-in' && matches !== false ? 'unknown' : matches
}

function matchesArn(named: PrincipalArn | undefined, actual: PrincipalArn): Truth {
  if (named === undefined) return 'unknown'
  if (named.partition !== actual.partition || named.accountId !== actual.accountId) return false
  // The root ARN names the whole account here, as the account's number does.
  if (named.kind === 'root') return true
  if (actual.kind === 'root') return false
  if (named.kind === actual.kind && named.kind !== 'assumed-role') {
    return named.name === actual.name && pathOf(named) === pathOf(actual)
  }
  const areRoles = [named, actual].every((one) => one.kind === 'role' || one.kind === 'assumed-role')
  // Which session of a role it is, or which path the role has, is not known.
  return areRoles && named.name === actual.name ? 'unknown' : false
}

function pathOf(principal: PrincipalArn): string {
  return principal.kind === 'user' || principal.kind === 'role' ? principal.path : ''
}
