import { describe, expect, it } from 'vitest'
import type { SsoPortal } from '../../../../main/aws/sso-portal.ts'
import { AppError, RefusalError, SessionError, UnavailableError } from '../../../../main/kernel/errors.ts'
import type { HttpResponse } from '../../../../main/kernel/ports/http.ts'
import { FakeHttp, jsonReply } from '../../../fakes/fake-http.ts'
import { ssoRig } from '../../../fakes/sso-rig.ts'

const access = { region: 'eu-central-1', accessToken: 'aoa-1' }
const operations = {
  accounts: (portal: SsoPortal) => portal.listAccounts(access),
  roles: (portal: SsoPortal) => portal.listAccountRoles({ ...access, accountId: '111122223333' }),
  credentials: (portal: SsoPortal) =>
    portal.getRoleCredentials({ ...access, accountId: '111122223333', roleName: 'Admin' }),
} as const
type Name = keyof typeof operations
const lists: readonly Name[] = ['accounts', 'roles']
const all: readonly Name[] = ['accounts', 'roles', 'credentials']

async function outcome(
  call: (portal: SsoPortal) => Promise<unknown>,
  reply: HttpResponse,
): Promise<AppError> {
  const { portal, run } = ssoRig(new FakeHttp(...Array<HttpResponse>(16).fill(reply)))
  const thrown: unknown = await run(call(portal)).catch((error: unknown) => error)
  if (!(thrown instanceof AppError)) throw thrown ?? new TypeError('it went through')
  return thrown
}

const typed = (status: number, name: string) =>
  jsonReply(status, { message: 'canary', __type: `com.amazonaws.switchboard.portal#${name}` })
const bare = (status: number) => jsonReply(status, { message: 'canary' })
const empty = (status: number) => ({ status, headers: {}, body: new Uint8Array() })

const cases: readonly (readonly [string, HttpResponse, readonly Name[], unknown, string, string, RegExp])[] =
  [
    [
      '400 InvalidRequestException',
      typed(400, 'InvalidRequestException'),
      all,
      RefusalError,
      'invalid-request',
      'fix-config',
      /Check the account and the role/,
    ],
    [
      '401 UnauthorizedException',
      typed(401, 'UnauthorizedException'),
      all,
      SessionError,
      'session-expired',
      'sign-in',
      /Sign in again/,
    ],
    ['401 with JSON', bare(401), all, RefusalError, 'access-denied', 'sign-in', /did not say why/],
    ['401 with nothing', empty(401), all, RefusalError, 'access-denied', 'sign-in', /did not say why/],
    [
      '403 ForbiddenException',
      typed(403, 'ForbiddenException'),
      lists,
      RefusalError,
      'access-denied',
      'none',
      /assigned to you/,
    ],
    [
      '403 ForbiddenException',
      typed(403, 'ForbiddenException'),
      ['credentials'],
      RefusalError,
      'role-not-assigned',
      'none',
      /the role Admin in account 111122223333/,
    ],
    ['403 with JSON', bare(403), lists, RefusalError, 'access-denied', 'none', /assigned to you/],
    [
      '403 with JSON',
      bare(403),
      ['credentials'],
      RefusalError,
      'role-not-assigned',
      'none',
      /the role Admin/,
    ],
    [
      '403 AccessDeniedException',
      typed(403, 'AccessDeniedException'),
      ['credentials'],
      RefusalError,
      'role-not-assigned',
      'none',
      /the role Admin/,
    ],
    [
      '404 ResourceNotFoundException',
      typed(404, 'ResourceNotFoundException'),
      lists,
      RefusalError,
      'not-found',
      'none',
      /List the accounts again/,
    ],
    [
      '404 ResourceNotFoundException',
      typed(404, 'ResourceNotFoundException'),
      ['credentials'],
      RefusalError,
      'role-not-assigned',
      'none',
      /the role Admin/,
    ],
    [
      '404 with nothing',
      empty(404),
      ['credentials'],
      RefusalError,
      'role-not-assigned',
      'none',
      /the role Admin/,
    ],
    [
      '405 MethodNotAllowedException',
      typed(405, 'MethodNotAllowedException'),
      all,
      RefusalError,
      'invalid-request',
      'none',
      /form of the request/,
    ],
    ['405 with nothing', empty(405), all, RefusalError, 'invalid-request', 'none', /form of the request/],
    [
      '429 TooManyRequestsException',
      typed(429, 'TooManyRequestsException'),
      all,
      UnavailableError,
      'throttled',
      'retry',
      /too many requests/,
    ],
    [
      '400 TooManyRequestsException',
      typed(400, 'TooManyRequestsException'),
      all,
      UnavailableError,
      'throttled',
      'retry',
      /too many requests/,
    ],
    [
      '429 UnauthorizedException',
      typed(429, 'UnauthorizedException'),
      all,
      UnavailableError,
      'throttled',
      'retry',
      /too many requests/,
    ],
    [
      '500 InternalServerException',
      typed(500, 'InternalServerException'),
      all,
      UnavailableError,
      'server-error',
      'retry',
      /had a fault/,
    ],
    [
      '503 UnauthorizedException',
      typed(503, 'UnauthorizedException'),
      all,
      UnavailableError,
      'server-error',
      'retry',
      /had a fault/,
    ],
  ]

describe('ssoPortalRefusals', () => {
  it.each(cases)('tells %s (R17, R18)', async (_, reply, of, kind, code, remedy, says) => {
    for (const name of of) {
      const error = await outcome(operations[name], reply)
      expect([name, error.constructor, error.code, error.remedy]).toEqual([name, kind, code, remedy])
      expect(error.message).toMatch(says)
      expect(error.message).toMatch(/^The IAM Identity Center portal .+\. .+\.$/)
      expect(error.message).not.toContain('canary')
      if (kind !== SessionError) expect(error.message).toMatch(/Your session is as it was/)
    }
  })

  it.each([302, 403, 404, 405, 511])(
    'takes a page with %i for a network that is in the way (R16)',
    async (status) => {
      const page = { ...empty(status), headers: { 'content-type': 'text/html' }, body: new Uint8Array([60]) }
      expect(await outcome(operations.credentials, page)).toMatchObject({ code: 'network-down' })
    },
  )

  it.each(['a\nb', '\u001b[31m', 'x'.repeat(65), 'a b'])(
    'does not repeat %j as the name of a role (T25)',
    async (roleName) => {
      const asked = (portal: SsoPortal) =>
        portal.getRoleCredentials({ ...access, accountId: 'none\n', roleName })
      const { message } = await outcome(asked, typed(403, 'ForbiddenException'))
      expect(message).toMatch(/ does not give you this role in this account\. /)
    },
  )

  it('has a whole sentence for each, in a table that SIGNET_SHOW_REFUSALS=1 prints', async () => {
    for (const [reply, response, of] of cases) {
      for (const name of of) {
        const { name: kind, code, remedy, message } = await outcome(operations[name], response)
        expect(message).toMatch(/^[A-Z].*[.]$/s)
        const row = [name, reply, kind, code, remedy, message]
        if (process.env.SIGNET_SHOW_REFUSALS) process.stdout.write(`${row.join(' | ')}\n`)
      }
    }
  })
})
