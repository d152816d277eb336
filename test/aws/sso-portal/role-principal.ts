import { createHash } from 'node:crypto'
import type { Account, User } from '../identity-center/directory.ts'
import type { Principal } from '../principals.ts'

/** Who a user is with a role of IAM Identity Center, as STS says it. */
export function rolePrincipal(account: Account, roleName: string, user: User): Principal {
  const { accountId, accountName } = account
  const digest = createHash('sha256')
    .update(JSON.stringify([accountId, roleName]))
    .digest('hex')
  // A permission set's name is at most 32 of these characters; the directory may have others, to try clients with.
  const plainName = roleName.replace(/[^\w+=,.@-]/g, '-').slice(0, 32)
  return {
    key: `${user.key}@${accountId}/${roleName}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_${plainName}_${digest.slice(0, 16)}/${user.userName}`,
    userId: `AROA${digest.slice(16, 33).toUpperCase()}:${user.userName}`,
    kind: 'role',
    name: `${roleName}/${user.userName}`,
    accountName,
  }
}
