/**
 * AWS Sign-In's control plane: console authorization and the sign-in resource policy.
 *
 * @module
 */
import { allPages } from './all-pages.ts'
import { type Operation, type RestJsonPorts, restJson } from './rest-json.ts'
import * as rows from './signin-control-operations.ts'
import type { SignedBy, SigninControl } from './signin-control-types.ts'
import { homeRegionOf } from './signin-home-region.ts'
import {
  assertClientToken,
  assertPermissionStatement,
  assertStatementId,
  assertTargetId,
} from './signin-inputs.ts'

const endless =
  'AWS Sign-In gave a list of statements that does not end. Nothing was changed. Try again, and update Signet if it stays so.'

/**
 * The control plane over these ports. `endpoints` are those of the service `signin`. What is written goes to the home
 * region of the partition, what is read comes from the region given and may be some minutes old.
 *
 * All calls throw {@link InputError} `statement-invalid`, `target-invalid` before anything is sent; then
 * {@link RefusalError} `insufficient-permissions`, `invalid-request`, `conflict`, `quota-exceeded`, `not-found`,
 * `access-denied`; {@link SessionError}, {@link UnavailableError}, and {@link ProtocolError} `response-malformed`.
 */
export function signinControl(ports: RestJsonPorts): SigninControl {
  const { call } = restJson(ports)

  function read<Input, Output>(
    operation: Operation<'sigv4', Input, Output>,
    input: Input,
    { credentials, region, signal }: SignedBy,
  ): Promise<Output> {
    return call(operation, input, { region, proof: { credentials, signingName: 'signin', region }, signal })
  }
  function write<Input, Output>(
    operation: Operation<'sigv4', Input, Output>,
    input: Input,
    by: SignedBy,
  ): Promise<Output> {
    return read(operation, input, { ...by, region: homeRegionOf(by.region) })
  }

  return {
    async putConsoleAuthorization(input, by) {
      if (input.targetId !== undefined) assertTargetId(input.targetId)
      return write(rows.putConsoleAuthorization, input, by)
    },
    async getConsoleAuthorization(input, by) {
      if (input.targetId !== undefined) assertTargetId(input.targetId)
      return read(rows.getConsoleAuthorization, input, by)
    },
    async deleteConsoleAuthorization(input, by) {
      if (input.targetId !== undefined) assertTargetId(input.targetId)
      return write(rows.deleteConsoleAuthorization, input, by)
    },
    async putPermissionStatement(input, by) {
      assertPermissionStatement(input)
      assertClientToken(input.clientToken)
      return write(rows.putPermissionStatement, input, by)
    },
    async deletePermissionStatement(input, by) {
      assertStatementId(input.statementId)
      assertClientToken(input.clientToken)
      await write(rows.deletePermissionStatement, input, by)
    },
    listPermissionStatements(by) {
      return allPages({
        async page(nextToken) {
          const reply = await read(rows.listPermissionStatements, { nextToken }, by)
          return { items: reply.permissionStatements, nextToken: reply.nextToken }
        },
        keyOf: ({ sid }) => sid,
        endless,
      })
    },
    async getResourcePolicy(by) {
      return (await read(rows.getResourcePolicy, undefined, by)).signinResourceBasedPolicy
    },
  }
}
