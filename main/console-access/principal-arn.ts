/**
 * A principal's ARN, in its parts.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html IAM identifiers}
 * @module
 */
import { splitArn } from './match-arn.ts'

export type PrincipalArn =
  | { readonly kind: 'root'; readonly partition: string; readonly accountId: string }
  | {
      readonly kind: 'user' | 'role'
      readonly partition: string
      readonly accountId: string
      /** Empty, or with its slash at the end: `ops/night/`. */
      readonly path: string
      readonly name: string
    }
  | {
      readonly kind: 'assumed-role' | 'federated-user'
      readonly partition: string
      readonly accountId: string
      /** The role's name, which says nothing of the role's path; or the federated user's. */
      readonly name: string
    }

/** `undefined` for what is none of them. */
export function parsePrincipalArn(arn: string): PrincipalArn | undefined {
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = splitArn(arn) ?? []
  if (partition === '' || region !== '' || !/^\d{12}$/.test(accountId)) return undefined
  if (service === 'iam' && resource === 'root') return { kind: 'root', partition, accountId }
  const [type, ...segments] = resource.split('/')
  const name = segments.at(-1) ?? ''
  if (segments.length === 0 || segments.includes('')) return undefined
  if (service === 'iam' && (type === 'user' || type === 'role')) {
    const path = segments
      .slice(0, -1)
      .map((segment) => `${segment}/`)
      .join('')
    return { kind: type, partition, accountId, path, name }
  }
  if (service === 'sts' && type === 'assumed-role' && segments.length === 2) {
    return { kind: type, partition, accountId, name: segments[0] ?? '' }
  }
  if (service === 'sts' && type === 'federated-user' && segments.length === 1) {
    return { kind: type, partition, accountId, name }
  }
  return undefined
}

/** A role that IAM Identity Center made in the account, for people who come through its portal. */
export function isPortalArn(arn: string): boolean {
  const principal = parsePrincipalArn(arn)
  if (principal?.kind !== 'role' && principal?.kind !== 'assumed-role') return false
  return principal.name.startsWith('AWSReservedSSO_')
}
