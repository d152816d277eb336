/**
 * How what stands at AWS differs from a file.
 *
 * @module
 */
import type { AccessState } from './access-state.ts'
import { changeLines } from './change-lines.ts'
import { compareWithFile } from './compare-with-file.ts'
import type { AccessFile } from './policy-export.ts'

export interface Drift {
  readonly isSame: boolean
  /** From the file to AWS: `+` is at AWS and not in the file, `-` is in the file and not at AWS. */
  readonly diff: readonly string[]
}

/** @throws {@link InputError} `request-malformed` for a file of another account. */
export function driftOf(file: AccessFile, state: AccessState, targetId: string): Drift {
  const { missing, missingRaw, extra, authorization } = compareWithFile(file, state, targetId)
  const wanted = changeLines({ add: missing, remove: extra, authorization }, targetId)
  const diff = [
    ...wanted.map((line) => (line.startsWith('+') ? '-' : '+') + line.slice(1)),
    ...missingRaw.map(({ condition }) => `-statement ${JSON.stringify(condition)}`),
  ]
  return { isSame: diff.length === 0, diff }
}
