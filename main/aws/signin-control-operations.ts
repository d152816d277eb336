/**
 * The operations of AWS Sign-In's control plane, as rows (service model `signin`, 2023-01-01).
 *
 * @module
 */
import * as z from 'zod/mini'
import type { Operation } from './rest-json.ts'
import { signinControlRefusals } from './signin-control-refusals.ts'
import type {
  ConsoleAuthorization,
  PermissionStatement,
  PermissionStatementInput,
  ResourcePolicy,
} from './signin-control-types.ts'

type Row<Input, Output> = Operation<'sigv4', Input, Output>

/** What AWS leaves out may also come as null. */
const optional = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.optional(z.nullable(schema)),
    z.transform((value) => value ?? undefined),
  )
/** IAM takes one value where a list of them goes. */
const texts = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value) => (typeof value === 'string' ? [value] : value)),
)
const condition = z.record(z.string(), z.record(z.string(), texts))

const consoleAuthorization = z.object({
  targetId: z.string(),
  scope: z.string(),
  consoleAuthorizationEnabled: z.boolean(),
})
const statement = z.object({ sid: z.string(), condition: optional(condition) })
const page = z.object({
  permissionStatements: z.array(
    z.pipe(
      statement,
      z.transform(({ sid, condition: found }): PermissionStatement => ({ sid, condition: found ?? {} })),
    ),
  ),
  nextToken: optional(z.string()),
})
// SECURITY: a statement keeps members that are unknown here, such as NotPrincipal, so that whoever judges it sees that
// there is more. Without its effect, actions and resource nobody could judge it.
const policyStatement = z.looseObject({
  Sid: optional(z.string()),
  Effect: z.string(),
  Principal: optional(z.record(z.string(), z.string())),
  Action: texts,
  Resource: z.string(),
  Condition: optional(condition),
})
const policyReply = z.object({
  signinResourceBasedPolicy: z.pipe(
    z.object({ Version: optional(z.string()), Statement: optional(z.array(policyStatement)) }),
    z.transform(
      ({ Version, Statement }): ResourcePolicy => ({ Version: Version ?? '', Statement: Statement ?? [] }),
    ),
  ),
})

const service = {
  service: 'AWS Sign-In',
  method: 'POST',
  endpoint: 'control',
  auth: 'sigv4',
  refusals: signinControlRefusals,
  repeatable: true,
} as const

interface Target {
  readonly targetId?: string | undefined
}
const consoleAuthorizationRow = {
  ...service,
  body: ({ targetId }: Target) => ({ targetId }),
  output: consoleAuthorization,
}

export const putConsoleAuthorization: Row<Target, ConsoleAuthorization> = {
  ...consoleAuthorizationRow,
  name: 'PutConsoleAuthorizationConfiguration',
  path: '/put-console-authorization-configuration',
}

export const getConsoleAuthorization: Row<Target, ConsoleAuthorization> = {
  ...consoleAuthorizationRow,
  name: 'GetConsoleAuthorizationConfiguration',
  path: '/get-console-authorization-configuration',
}

export const deleteConsoleAuthorization: Row<Target, ConsoleAuthorization> = {
  ...consoleAuthorizationRow,
  name: 'DeleteConsoleAuthorizationConfiguration',
  path: '/delete-console-authorization-configuration',
}

interface Once {
  /** The same in each try, so that AWS does what is wanted once. */
  readonly clientToken: string
}

export const putPermissionStatement: Row<PermissionStatementInput & Once, { readonly statementId: string }> =
  {
    ...service,
    name: 'PutResourcePermissionStatement',
    path: '/put-resource-permission-statement',
    body: ({ clientToken, ...input }) => ({
      sourceVpc: input.sourceVpc,
      signinSourceVpce: input.signinSourceVpce,
      consoleSourceVpce: input.consoleSourceVpce,
      vpcSourceIp: input.vpcSourceIp,
      sourceIp: input.sourceIp,
      requestedRegion: input.requestedRegion,
      excludedPrincipal: input.excludedPrincipal,
      clientToken,
    }),
    output: z.object({ statementId: z.string() }),
  }

export const deletePermissionStatement: Row<{ readonly statementId: string } & Once, object> = {
  ...service,
  name: 'DeleteResourcePermissionStatement',
  path: '/delete-resource-permission-statement',
  body: ({ statementId, clientToken }) => ({ statementId, clientToken }),
  output: z.object({}),
}

export const listPermissionStatements: Row<
  { readonly nextToken: string | undefined },
  z.infer<typeof page>
> = {
  ...service,
  name: 'ListResourcePermissionStatements',
  path: '/list-resource-permission-statements',
  body: ({ nextToken }) => ({ maxResults: 100, nextToken }),
  output: page,
}

/** Has no input at all: no body, no content type. */
export const getResourcePolicy: Row<undefined, z.infer<typeof policyReply>> = {
  ...service,
  name: 'GetResourcePolicy',
  path: '/get-resource-policy',
  output: policyReply,
}
