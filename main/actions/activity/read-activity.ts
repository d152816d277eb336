/**
 * Shows who used what, and whether the log of it is as it was written.
 *
 * @module
 */
import type {
  ActivityHealthView,
  ActivityVerdictView,
  ActivityView,
} from '../../../preload/contract/activity-views.ts'
import type { Activity } from '../../broker/activity.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import { FileError } from '../../kernel/ports/files.ts'

export interface ReadActivityRequest {
  readonly profile?: string | undefined
  readonly sinceInMilliseconds?: number | undefined
  readonly limit: number
}

export interface ActivityShown {
  /** Oldest first. */
  readonly lines: readonly ActivityView[]
  readonly health: ActivityHealthView
}

/** @throws {@link InputError} `history-unreadable` */
export type ReadActivity = (request: ReadActivityRequest) => Promise<ActivityShown>

export function readActivityLog(needs: {
  readonly activity: Pick<Activity, 'read' | 'health'>
  readonly clock: Clock
}): ReadActivity {
  const { activity, clock } = needs
  return async ({ profile, sinceInMilliseconds, limit }) => {
    const since = sinceInMilliseconds === undefined ? undefined : clock.now() - sinceInMilliseconds
    const lines = await readable(activity.read({ limit, profile, since }))
    return { lines, health: activity.health() }
  }
}

/** @throws {@link InputError} `history-unreadable` */
export type VerifyActivity = () => Promise<ActivityVerdictView>

export function verifyActivityLog(activity: Pick<Activity, 'verify'>): VerifyActivity {
  return () => readable(activity.verify())
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown
    throw new InputError(
      'history-unreadable',
      `The activity log could not be read: ${thrown.message}. Nothing else is touched by that.`,
      'none',
      thrown,
    )
  }
}
