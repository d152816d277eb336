import { type Activity, createActivity } from '../../main/broker/activity.ts'
import type { ActivityLimits } from '../../main/broker/activity-writer.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeProcesses } from './fake-processes.ts'
import { MemoryActivityFile } from './memory-activity-file.ts'
import { MemoryLog } from './memory-log.ts'

export interface ActivityRig {
  readonly clock: FakeClock
  readonly file: MemoryActivityFile
  readonly processes: FakeProcesses
  readonly log: MemoryLog
  readonly activity: Activity
}

/** An activity log on a disk in memory; with `file`, another agent on the same disk. */
export function activityRig(
  options: { readonly file?: MemoryActivityFile; readonly limits?: Partial<ActivityLimits> } = {},
): ActivityRig {
  const { file = new MemoryActivityFile(), limits = {} } = options
  const [clock, processes, log] = [new FakeClock(), new FakeProcesses(), new MemoryLog()]
  const activity = createActivity({ file, clock, processes, log, limits, principalOf: () => 'role/Dev' })
  return { clock, file, processes, log, activity }
}

/** Some time after the last entry everything is written and synced. */
export const longEnough = 2_000
