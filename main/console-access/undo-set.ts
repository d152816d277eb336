/**
 * What takes a change back.
 *
 * @module
 */
import type { PermissionStatementInput } from '../aws/signin-control-types.ts'
import { type AccessState, isOnFor, type KnownStatement } from './access-state.ts'
import { type ChangeRecord, takenSteps } from './change-record.ts'
import type { ChangeSet } from './change-set.ts'
import { isSameInput } from './statement-input.ts'

export interface UndoSet {
  readonly changeSet: ChangeSet
  /** Ids of removed statements that cannot be made again: what makes them is not known. */
  readonly lost: readonly string[]
}

/** Only what AWS took, or may have taken, and what is not so already. */
export function undoSetOf(record: ChangeRecord, state: AccessState): UndoSet {
  const remove: KnownStatement[] = []
  const add: PermissionStatementInput[] = []
  const lost: string[] = []
  let authorization: ChangeSet['authorization']
  for (const step of takenSteps(record)) {
    if (step.do === 'add-statement') {
      // One that came back since, by another undo, has another id.
      const made =
        state.statements.find(({ sid }) => sid === step.statementId) ??
        state.statements.find(({ input }) => input && isSameInput(input, step.input))
      if (made) remove.push(made)
    } else if (step.do === 'remove-statement') {
      const { input, statementId } = step
      const isThere = state.statements.some(
        (known) => known.sid === statementId || (input && known.input && isSameInput(known.input, input)),
      )
      if (!isThere) {
        if (input) add.push(input)
        else lost.push(statementId)
      }
    } else if (step.do !== 'wait') {
      const wanted = step.do === 'authorization-off' ? 'on' : 'off'
      authorization = isOnFor(state, step.targetId) === (wanted === 'on') ? undefined : wanted
    }
  }
  return { changeSet: { authorization, add, remove }, lost }
}

/**
 * The change that "undo" means: the last one that is not taken back and takes nothing back itself.
 *
 * @param records - Newest first.
 */
export function lastUndoable(records: readonly ChangeRecord[]): ChangeRecord | undefined {
  return records.find(
    (record) =>
      record.undoOf === undefined && takenSteps(record).length > 0 && undoneBy(record, records) === undefined,
  )
}

/** The change that took this one back, whole, and was not taken back itself. */
export function undoneBy(record: ChangeRecord, records: readonly ChangeRecord[]): string | undefined {
  return records.find(
    (other) =>
      other.undoOf === record.id &&
      other.steps.every(({ state }) => state === 'done') &&
      undoneBy(other, records) === undefined,
  )?.id
}
