import { createHash } from 'node:crypto'
import type { AccessKey } from '../access-keys.ts'
import type { Principal } from '../principals.ts'
import { Refusal, type Reply } from '../service.ts'
import { type IamRole, isTrusted } from './iam.ts'
import { mfaOf } from './mfa.ts'
import { onlyThese, parameter, seconds } from './parameters.ts'
import type { StsParts } from './service.ts'
import { credentialMembers, stsError, stsResult } from './xml.ts'

const mostSeconds = 43_200
/** For a role that is assumed with the credentials of a role. */
const mostChainedSeconds = 3600

/** Gives the credentials of a role to whom it trusts. */
export function assumeRole(parts: StsParts, key: AccessKey, given: URLSearchParams): Reply {
  onlyThese(given, [
    ...['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId', 'SerialNumber', 'TokenCode'],
  ])
  const { iam, principals, keys, clock } = parts
  const [arn, name] = [required(given, 'RoleArn'), required(given, 'RoleSessionName')]
  const lasts = seconds(given, 900, mostSeconds, 3600)
  const externalId = parameter(given, 'ExternalId')
  const role = iam.role(arn)
  const isPermitted = key.principal.kind !== 'root' && principals.may(key.principal, 'sts:AssumeRole')
  if (!role || !isPermitted || !isTrusted(role, key.principal)) throw denied(key.principal, arn)
  if (role.externalId !== undefined && role.externalId !== externalId) {
    throw denied(key.principal, arn)
  }
  const device = mfaOf(given, key, iam) ?? key.mfaSerial
  if (role.wantsMfa && device === undefined) throw denied(key.principal, arn)
  checkDuration(role, key.principal, lasts)
  const principal = assumed(role, name)
  const origin = key.principal.kind === 'role' ? 'chained-role' : 'role'
  const issued = keys.issue(principal, clock.now() + lasts * 1000, { origin })
  return stsResult('AssumeRole', {
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
    Credentials: credentialMembers(issued),
  })
}

function required(given: URLSearchParams, name: 'RoleArn' | 'RoleSessionName'): string {
  const value = parameter(given, name)
  if (value !== undefined) return value
  throw new Refusal(stsError('ValidationError', `1 validation error detected: ${name} is missing`))
}

function checkDuration({ mostSeconds: most = 3600 }: IamRole, { kind }: Principal, lasts: number): void {
  if (kind === 'role' && lasts > mostChainedSeconds) {
    const message =
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
    throw new Refusal(stsError('ValidationError', message))
  }
  if (lasts <= most) return
  const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
  throw new Refusal(stsError('ValidationError', message))
}

function assumed({ arn }: IamRole, sessionName: string): Principal {
  const [, partition, , , account = '', path = ''] = arn.split(':')
  const roleName = path.split('/').at(-1) ?? ''
  const digest = createHash('sha256').update(arn).digest('hex')
  return {
    key: `${arn}/${sessionName}`,
    arn: `arn:${partition}:sts::${account}:assumed-role/${roleName}/${sessionName}`,
    userId: `AROA${digest.slice(0, 17).toUpperCase()}:${sessionName}`,
    kind: 'role',
    name: `${roleName}/${sessionName}`,
    accountName: account,
  }
}

function denied(principal: Principal, role: string): Refusal {
  const message = `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`
  return new Refusal(stsError('AccessDenied', message))
}
