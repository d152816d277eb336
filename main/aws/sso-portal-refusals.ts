import type { RefusalMeaning, RefusalTable } from './service-error.ts'

/** Of all that a portal says, only this one names the session. */
const sessionExpired: RefusalMeaning = {
  kind: 'session',
  code: 'session-expired',
  says: 'no longer takes this session: it has ended, or was signed out. Sign in again.',
}
/** A 401 without AWS's name on it may be a proxy's, so it does not end a session. */
const unexplained: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'did not take the request, and did not say why. Your session is as it was. Try again, and sign in again if it stays so.',
  remedy: 'sign-in',
}
const invalidRequest: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the request. Your session is as it was. Check the account and the role.',
  remedy: 'fix-config',
}
const wrongMethod: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the form of the request. Your session is as it was. Check the endpoint settings and the proxy, and update Signet if it stays so.',
}
const nothingAssigned: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'does not show this to you. Your session is as it was. Ask who administers IAM Identity Center which accounts are assigned to you, and check that the session asks for the scope sso:account:access.',
}
const nothingThere: RefusalMeaning = {
  kind: 'refusal',
  code: 'not-found',
  says: 'does not have what was asked for. Your session is as it was. List the accounts again: an assignment may have ended.',
}

/** What the portal's refusals mean. ForbiddenException and MethodNotAllowedException are seen, though its model has neither. */
export const ssoPortalRefusals: RefusalTable = {
  UnauthorizedException: sessionExpired,
  ForbiddenException: nothingAssigned,
  ResourceNotFoundException: nothingThere,
  InvalidRequestException: invalidRequest,
  MethodNotAllowedException: wrongMethod,
  'status 401': unexplained,
  'status 403': nothingAssigned,
  'status 404': nothingThere,
  'status 405': wrongMethod,
}

/** The same for GetRoleCredentials, where a 403 or 404 is about the one role. */
export function roleRefusals(accountId: string, roleName: string): RefusalTable {
  // SECURITY (T25): names go into a message only as far as AWS's own grammar lets them be names.
  const role = /^[\w+=,.@-]{1,64}$/.test(roleName) ? `the role ${roleName}` : 'this role'
  const account = /^\d{12}$/.test(accountId) ? `account ${accountId}` : 'this account'
  const notAssigned: RefusalMeaning = {
    kind: 'refusal',
    code: 'role-not-assigned',
    says: `does not give you ${role} in ${account}. Your session is as it was. Ask who administers IAM Identity Center to assign it, or choose another role.`,
  }
  return {
    ...ssoPortalRefusals,
    AccessDeniedException: notAssigned,
    ForbiddenException: notAssigned,
    ResourceNotFoundException: notAssigned,
    'status 403': notAssigned,
    'status 404': notAssigned,
  }
}
