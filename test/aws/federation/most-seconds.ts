import type { AccessKey } from '../access-keys.ts'
import type { IamRole } from '../sts/iam.ts'

const mostOfAnyRole = 43_200

/** Most seconds that a console session may be asked for with these credentials; undefined: the usual hour. */
export function mostConsoleSeconds(roles: readonly IamRole[], key: AccessKey): number | undefined {
  if (key.origin === 'identity-center') return mostOfAnyRole
  const [, , , , account, named = ''] = key.principal.arn.split(':')
  const [, roleName] = named.split('/')
  return roles.find(({ arn }) => arn.split(':')[4] === account && arn.endsWith(`/${roleName}`))?.mostSeconds
}
