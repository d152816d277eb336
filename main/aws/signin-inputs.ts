/**
 * What AWS Sign-In's operations take, by the constraints of the service model: checked before a call, so that a person
 * reads what to change in place of "invalid request". No message quotes what was given.
 *
 * @module
 */
import type { ErrorCode } from '../../preload/contract/errors.ts'
import { InputError } from '../kernel/errors.ts'
import { permissionStatementProblems } from './permission-statement-problems.ts'
import type { PermissionStatementInput } from './signin-control-types.ts'

/** @throws {@link InputError} `statement-invalid` with every problem, each under the member's name. */
export function assertPermissionStatement(input: PermissionStatementInput): void {
  const problems = permissionStatementProblems(input)
  if (problems.length === 0) return
  const lines = problems.map(({ member, text }) => `  ${member}: ${text}`)
  throw new InputError('statement-invalid', ['This statement cannot be sent:', ...lines].join('\n'))
}

const targetPattern = /^(?:\d{12}|o-[a-z0-9]{10}|r-[0-9a-z]{4,32})$/

/** An account, an organization or its root. @throws {@link InputError} `target-invalid` */
export function assertTargetId(targetId: string): void {
  const isTarget = targetPattern.test(targetId) && targetId.length >= 12 && targetId.length <= 32
  check(
    isTarget,
    'target-invalid',
    'A target is an account (12 digits), an organization (o- and 10 lower-case letters or digits) or its root ' +
      '(r- and lower-case letters or digits, 12 to 32 characters in all). Leave it out for your own account.',
  )
}

/** The id of a statement, as a list shows it. @throws {@link InputError} `statement-invalid` */
export function assertStatementId(statementId: string): void {
  check(
    /^[A-Za-z0-9+/]{64}=?$/.test(statementId),
    'statement-invalid',
    'The id of a statement is 64 letters, digits, + or /, with perhaps one = at its end. Copy it whole from the list.',
  )
}

/** An idempotency token. @throws {@link InputError} `request-malformed` */
export function assertClientToken(clientToken: string): void {
  check(
    /^[!-~]{1,64}$/.test(clientToken),
    'request-malformed',
    'An idempotency token has 1 to 64 printable characters and no spaces.',
  )
}

/** What a token is to be good for (RFC 8707). @throws {@link InputError} `resource-invalid` */
export function assertResource(resource: string): void {
  const isResource = resource.length >= 1 && resource.length <= 2048 && /^[\x21-\x7e]+$/.test(resource)
  check(
    isResource,
    'resource-invalid',
    'A resource is the name of what the token is for, such as aws-mcp.amazonaws.com: 1 to 2048 printable characters and no spaces.',
  )
}

/** @throws {@link InputError} `request-malformed` for what CreateBearerToken does not give. */
export function assertBearerDuration(durationSeconds: number): void {
  check(
    Number.isInteger(durationSeconds) && durationSeconds >= 300 && durationSeconds <= 43_200,
    'request-malformed',
    'A bearer token lives 300 to 43200 seconds (5 minutes to 12 hours).',
  )
}

/** @throws {@link InputError} `token-invalid` */
export function assertIntrospectableToken(token: string): void {
  check(
    /^ASO[AR][A-Za-z0-9+/=_-]+$/.test(token) && token.length <= 4096,
    'token-invalid',
    'That is no token of AWS Sign-In. An access token begins with ASOA, a refresh token with ASOR; both are one line.',
  )
}

/** Whether RevokeOAuth2TokenWithIAM takes it: refresh tokens only, in the form that begins with `ASOR`. */
export function isRevocableToken(token: string): boolean {
  return /^ASOR[A-Za-z0-9+/=_-]+$/.test(token) && token.length <= 4096
}

/** @throws {@link InputError} `token-invalid` */
export function assertRevocableToken(token: string): void {
  const isAccessToken = /^ASOA/.test(token)
  check(
    isRevocableToken(token),
    'token-invalid',
    isAccessToken
      ? 'That is an access token. AWS revokes refresh tokens, which begin with ASOR: the access tokens made of one end by themselves, within an hour.'
      : 'That is no refresh token of AWS Sign-In. One begins with ASOR, and is one line.',
  )
}

function check(isRight: boolean, code: ErrorCode, message: string): void {
  if (!isRight) throw new InputError(code, message, 'none')
}
