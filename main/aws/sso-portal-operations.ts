/**
 * The operations of the Identity Center portal, as rows (service model `sso`, 2019-06-10).
 *
 * @module
 */
import * as z from 'zod/mini'
import type { Operation } from './rest-json.ts'
import { ssoPortalRefusals } from './sso-portal-refusals.ts'

// SECURITY: credentials go into headers, environments and other programs' files: printable ASCII, nothing else.
const credential = z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(16_384))
/** Kept to the letter, because AWS is asked by it. Half a surrogate pair could not be sent. */
const roleName = z.string().check(z.regex(/^\P{Cs}+$/u), z.maxLength(1024))
/** Shown, and used for nothing else: what cannot be shown is replaced. */
const label = z.pipe(
  z.optional(z.nullable(z.string())),
  z.transform((text) => (text ?? '').slice(0, 256).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd')),
)
const accountId = z.string().check(z.regex(/^\d{12}$/))
const nextToken = z.optional(z.nullable(z.string().check(z.maxLength(8192))))
/** Epoch milliseconds. Seconds, which the rest of AWS gives, would be in 1970. */
const epochMilliseconds = z.int().check(z.minimum(1e12), z.maximum(8.64e15))

export interface Page {
  readonly nextToken: string | undefined
}
const pageQuery = (page: Page): Record<string, string> => ({
  max_result: '100',
  ...(page.nextToken ? { next_token: page.nextToken } : {}),
})

const service = {
  service: 'The IAM Identity Center portal',
  method: 'GET',
  endpoint: 'data',
  auth: 'bearer',
  refusals: ssoPortalRefusals,
  repeatable: true,
} as const

const accountsReply = z.object({
  accountList: z.optional(
    z.nullable(z.array(z.object({ accountId, accountName: label, emailAddress: label }))),
  ),
  nextToken,
})
const rolesReply = z.object({
  roleList: z.optional(z.nullable(z.array(z.object({ roleName })))),
  nextToken,
})
const credentialsReply = z.object({
  roleCredentials: z.object({
    accessKeyId: credential,
    secretAccessKey: credential,
    sessionToken: credential,
    expiration: epochMilliseconds,
  }),
})

export const listAccounts: Operation<'bearer', Page, z.infer<typeof accountsReply>> = {
  ...service,
  name: 'ListAccounts',
  path: '/assignment/accounts',
  query: pageQuery,
  output: accountsReply,
}

export const listAccountRoles: Operation<
  'bearer',
  Page & { readonly accountId: string },
  z.infer<typeof rolesReply>
> = {
  ...service,
  name: 'ListAccountRoles',
  path: '/assignment/roles',
  query: ({ accountId: account, ...page }) => ({ account_id: account, ...pageQuery(page) }),
  output: rolesReply,
}

export const getRoleCredentials: Operation<
  'bearer',
  { readonly accountId: string; readonly roleName: string },
  z.infer<typeof credentialsReply>
> = {
  ...service,
  name: 'GetRoleCredentials',
  path: '/federation/credentials',
  query: ({ accountId: account, roleName: role }) => ({ account_id: account, role_name: role }),
  output: credentialsReply,
}

/** That AWS does not know the session any more is as good. */
export const logout: Operation<'bearer', undefined, object> = {
  ...service,
  name: 'Logout',
  method: 'POST',
  path: '/logout',
  output: z.object({}),
  answers: { UnauthorizedException: {} },
}
