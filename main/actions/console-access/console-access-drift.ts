/**
 * Compares console access with an exported file.
 *
 * @module
 */
import type { ConsoleDriftView } from '../../../preload/contract/console-access-views.ts'
import { driftOf } from '../../console-access/drift.ts'
import { decodeAccessFile } from '../../console-access/policy-export.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import {
  type ConsoleAccessDependencies,
  type ConsoleAccessRequest,
  openAccount,
} from './console-access-account.ts'
import { type GivenFile, openFile } from './console-access-file.ts'

export interface DriftRequest extends ConsoleAccessRequest {
  /** Relative to the working folder. */
  readonly file: string | GivenFile
}

/** @throws {@link InputError} `request-malformed` for a file that cannot be used, or is of another account. */
export type CompareConsoleAccess = (request: DriftRequest, prompts: Prompts) => Promise<ConsoleDriftView>

export function compareConsoleAccess(dependencies: ConsoleAccessDependencies): CompareConsoleAccess {
  return async (request, prompts) => {
    const { path, bytes } = await openFile(dependencies.files, request.cwd, request.file)
    const file = decodeAccessFile(bytes, path)
    const isOther = file.accountId !== undefined && file.targetId !== file.accountId
    const targetId = request.targetId ?? (isOther ? file.targetId : undefined)
    const account = await openAccount(dependencies, { ...request, targetId }, prompts)
    const { isSame, diff } = driftOf(file, await account.read(), account.targetId)
    const { accountId } = account
    return { profile: request.profile, accountId, targetId: account.targetId, path, isSame, diff: [...diff] }
  }
}
