/**
 * Takes a change of console access back, planned and shown like any other.
 *
 * @module
 */
import type { ChangeResultView } from '../../../preload/contract/console-access-views.ts'
import type { ChangeRecord } from '../../console-access/change-record.ts'
import { serious } from '../../console-access/plan-warnings.ts'
import { lastUndoable, undoneBy, undoSetOf } from '../../console-access/undo-set.ts'
import { InputError, RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { say } from '../../kernel/say.ts'
import { type ConsoleAccessDependencies, openAccount } from './console-access-account.ts'
import { type ChangeProgress, type RunRequest, runChange } from './console-access-run.ts'

export interface UndoRequest extends RunRequest {
  /** The last one when left out. */
  readonly changeId?: string | undefined
}

/** @throws {@link RefusalError} `not-found` when there is nothing to take back; else as `ChangeConsoleAccess`. */
export type UndoConsoleAccess = (
  request: UndoRequest,
  prompts: Prompts,
  show: (progress: ChangeProgress) => void,
) => Promise<ChangeResultView>

export function undoConsoleAccess(dependencies: ConsoleAccessDependencies): UndoConsoleAccess {
  return async (request, prompts, show) => {
    const first = await openAccount(dependencies, request, prompts)
    const record = chosen(await first.records(), request, first.accountId)
    const isHere = record.targetId === first.targetId
    const account = isHere
      ? first
      : await openAccount(dependencies, { ...request, targetId: record.targetId }, prompts)
    return runChange(dependencies, {
      ...{ request, account, prompts, show },
      undoOf: record.id,
      changeSetOf(state) {
        const { changeSet, lost } = undoSetOf(record, state)
        const warnings = lost.map((id) =>
          serious(
            say(
              'warning-lost',
              { statement: id },
              `Statement ${id} cannot be put back: what makes it is not known. Its condition is in the history.`,
            ),
          ),
        )
        return { changeSet, warnings }
      },
    })
  }
}

function chosen(
  records: readonly ChangeRecord[],
  { changeId, targetId }: UndoRequest,
  accountId: string,
): ChangeRecord {
  if (changeId === undefined) {
    const last = lastUndoable(
      records.filter((record) => targetId === undefined || record.targetId === targetId),
    )
    if (last) return last
    throw new RefusalError(
      'not-found',
      `Signet has made no change in account ${accountId} that it could take back. To let everybody in: signet console-access disable`,
    )
  }
  const named = records.find(({ id }) => id === changeId)
  if (!named) {
    throw new InputError(
      'request-malformed',
      `There is no change ${changeId} in account ${accountId}. See: signet console-access undo --list`,
      'none',
    )
  }
  const by = undoneBy(named, records)
  if (by === undefined) return named
  throw new RefusalError(
    'conflict',
    `Change ${changeId} is taken back already, by ${by}. Nothing was changed.`,
  )
}
