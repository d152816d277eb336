import type { AccessKey } from '../access-keys.ts'
import { accountId, type Principals } from '../principals.ts'
import { Refusal, type Reply } from '../service.ts'
import { stsError, stsResult } from './xml.ts'

/** Says whose credentials signed. Needs no permission, but an explicit denial holds. */
export function getCallerIdentity({ principal }: AccessKey, principals: Principals): Reply {
  if (!principals.may(principal, 'sts:GetCallerIdentity')) {
    const message = `User: ${principal.arn} is not authorized to perform: sts:GetCallerIdentity with an explicit deny`
    throw new Refusal(stsError('AccessDenied', message))
  }
  return stsResult('GetCallerIdentity', {
    Arn: principal.arn,
    UserId: principal.userId,
    Account: accountId(principal),
  })
}
