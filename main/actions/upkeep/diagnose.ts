/**
 * Everything that can be wrong, looked at one by one. A check that itself fails is a finding, not the end.
 *
 * @module
 */
import type { FindingView } from '../../../preload/contract/views.ts'
import type { Asking } from '../config/aws-files.ts'
import { finding, saidError } from './finding.ts'

/** The AWS files of whoever asks are the ones to look at. */
export type Diagnose = (asking: Asking, signal: AbortSignal) => Promise<readonly FindingView[]>

export interface Check {
  /** What is looked at, for a finding about the check itself. */
  readonly subject: string
  look(asking: Asking, signal: AbortSignal): Promise<readonly FindingView[]>
}

export function diagnose(checks: readonly Check[]): Diagnose {
  return async (asking, signal) => {
    const looked = await Promise.all(
      checks.map(async ({ subject, look }): Promise<readonly FindingView[]> => {
        try {
          return await look(asking, signal)
        } catch (thrown) {
          return [finding(subject, 'problem', saidError(thrown))]
        }
      }),
    )
    return looked.flat()
  }
}
