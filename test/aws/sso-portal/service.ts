import type { Account } from '../identity-center/directory.ts'
import type { Received, Reply, Service } from '../service.ts'
import { jsonReply } from '../sso-oidc/json-reply.ts'
import { type PortalCall, readCall } from './call.ts'
import { portalRefusal, refuse, wishedException } from './errors.ts'
import { listPage } from './listing.ts'
import type { PortalParts } from './parts.ts'
import { rolePrincipal } from './role-principal.ts'

/** The portal in one region. */
export function portalService(parts: PortalParts): Service {
  return {
    routes: [
      {
        operation: 'list-accounts',
        method: 'GET',
        path: '/assignment/accounts',
        handle: (request) => listAccounts(parts, request),
      },
      {
        operation: 'list-account-roles',
        method: 'GET',
        path: '/assignment/roles',
        handle: (request) => listAccountRoles(parts, request),
      },
      {
        operation: 'get-role-credentials',
        method: 'GET',
        path: '/federation/credentials',
        handle: (request) => getRoleCredentials(parts, request),
      },
      {
        operation: 'logout',
        method: 'POST',
        path: '/logout',
        handle: (request) => logout(parts, request),
      },
    ],
    refuse: portalRefusal,
    exception: wishedException,
  }
}

function listAccounts(parts: PortalParts, request: Received): Reply {
  const call = readCall(parts, request, ['max_result', 'next_token'])
  const all = parts.directory.accountsOf(call.token.session.instance, call.user)
  const { items, nextToken } = listPage(parts, call, 'accounts', all)
  const accountList = items.map(({ accountId, accountName, emailAddress }) => ({
    accountId,
    accountName,
    emailAddress,
  }))
  return jsonReply({ accountList, nextToken }, accountList.length > 0 ? 'ok' : 'ok:empty')
}

function listAccountRoles(parts: PortalParts, request: Received): Reply {
  const call = readCall(parts, request, ['account_id', 'max_result', 'next_token'])
  const account = accountOf(call)
  const all = parts.directory.rolesOf(call.user, account)
  if (all.length === 0) throw refuse('ForbiddenException', 'No access')
  const { items, nextToken } = listPage(parts, call, `roles of ${account.accountId}`, all)
  const roleList = items.map(({ roleName }) => ({ roleName, accountId: account.accountId }))
  return jsonReply({ roleList, nextToken }, roleList.length > 0 ? 'ok' : 'ok:empty')
}

function getRoleCredentials(parts: PortalParts, request: Received): Reply {
  const call = readCall(parts, request, ['account_id', 'role_name'])
  const account = accountOf(call)
  const named = (role: { readonly roleName: string }): boolean => role.roleName === call.required('role_name')
  if (!account.roles.some(named)) throw refuse('ResourceNotFoundException', 'The role is not known.')
  const role = parts.directory.rolesOf(call.user, account).find(named)
  if (!role) throw refuse('ForbiddenException', 'No access')
  const principal = rolePrincipal(account, role.roleName, call.user)
  const expiration = Math.floor(parts.clock.now()) + (role.durationSeconds ?? 3600) * 1000
  const { accessKeyId, secretAccessKey, sessionToken } = parts.keys.issue(principal, expiration, {
    origin: 'identity-center',
  })
  return jsonReply({ roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } }, 'ok')
}

/** Ends the session, and with it all its tokens. Credentials that were given out live on. */
function logout(parts: PortalParts, request: Received): Reply {
  const { token } = readCall(parts, request, [])
  token.session.ended = true
  return { status: 200, headers: {}, body: '', outcome: 'ok' }
}

function accountOf(call: PortalCall): Account {
  const accountId = call.required('account_id')
  if (!/^\d{12}$/.test(accountId)) {
    throw refuse('InvalidRequestException', 'The parameter account_id is not twelve digits.')
  }
  const account = call.token.session.instance.accounts.find((each) => each.accountId === accountId)
  if (!account) throw refuse('ResourceNotFoundException', 'The account is not known.')
  return account
}
