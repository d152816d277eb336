/**
 * Writes console access as a file, to keep, to compare with and to put back.
 *
 * @module
 */
import { encodeAccessFile } from '../../console-access/policy-export.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import {
  type ConsoleAccessDependencies,
  type ConsoleAccessRequest,
  openAccount,
} from './console-access-account.ts'
import { pathFrom, writeFileAt } from './console-access-file.ts'

export interface ExportRequest extends ConsoleAccessRequest {
  /** Relative to the working folder; nothing is written when left out. */
  readonly out?: string | undefined
}

export interface ConsoleAccessExport {
  readonly path: string | undefined
  /** What stands in the file. */
  readonly text: string
  readonly statements: number
}

/** @throws {@link InputError} `request-malformed` when the file cannot be written. */
export type ExportConsoleAccess = (request: ExportRequest, prompts: Prompts) => Promise<ConsoleAccessExport>

export function exportConsoleAccess(dependencies: ConsoleAccessDependencies): ExportConsoleAccess {
  return async (request, prompts) => {
    const account = await openAccount(dependencies, request, prompts)
    const state = await account.read()
    const text = encodeAccessFile(state, account.targetId, new Date(dependencies.now()).toISOString())
    const path = request.out === undefined ? undefined : pathFrom(request.cwd, request.out)
    if (path !== undefined) await writeFileAt(dependencies.files, path, text)
    return { path, text, statements: state.statements.length }
  }
}
