/**
 * Changes console access: turns it on or off, adds and removes statements, or makes everything as in a file.
 *
 * @module
 */
import type { ChangeResultView } from '../../../preload/contract/console-access-views.ts'
import type { PermissionStatementInput } from '../../aws/signin-control-types.ts'
import { assertPermissionStatement } from '../../aws/signin-inputs.ts'
import { changeSetOf } from '../../console-access/change-set.ts'
import { decodeAccessFile } from '../../console-access/policy-export.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { type ConsoleAccessDependencies, openAccount } from './console-access-account.ts'
import { type GivenFile, openFile } from './console-access-file.ts'
import { type ChangeProgress, type RunRequest, runChange } from './console-access-run.ts'

export interface ChangeRequest extends RunRequest {
  readonly authorization?: 'on' | 'off' | undefined
  readonly add?: readonly PermissionStatementInput[] | undefined
  /** Statement ids, or beginnings of them. */
  readonly remove?: readonly string[] | undefined
  /** In place of the three: everything as in this file, relative to the working folder. */
  readonly file?: string | GivenFile | undefined
}

/**
 * @throws what reading credentials throws; {@link InputError} `statement-invalid`, `target-invalid`, `request-malformed`;
 * {@link RefusalError} `consent-denied`, `conflict`, `not-found`, and AWS's refusals of reading. A call that AWS refuses on the way
 * is no exception: it is the result's `fault`.
 */
export type ChangeConsoleAccess = (
  request: ChangeRequest,
  prompts: Prompts,
  show: (progress: ChangeProgress) => void,
) => Promise<ChangeResultView>

export function changeConsoleAccess(dependencies: ConsoleAccessDependencies): ChangeConsoleAccess {
  return async (request, prompts, show) => {
    const { authorization, add, remove } = request
    const named =
      request.file === undefined ? undefined : await openFile(dependencies.files, request.cwd, request.file)
    const file = named && decodeAccessFile(named.bytes, named.path)
    for (const input of [...(add ?? []), ...(file?.statements ?? [])]) assertPermissionStatement(input)
    const targetId = request.targetId ?? targetOf(file)
    const account = await openAccount(dependencies, { ...request, targetId }, prompts)
    return runChange(dependencies, {
      request,
      account,
      changeSetOf: (state) => ({
        changeSet: changeSetOf({ authorization, add, remove, file }, state, account.targetId),
        warnings: [],
      }),
      prompts,
      show,
    })
  }
}

/** A file for one account names its target; one for any account has none to name. */
function targetOf(file: ReturnType<typeof decodeAccessFile> | undefined): string | undefined {
  return file?.accountId === undefined || file.targetId === file.accountId ? undefined : file.targetId
}
