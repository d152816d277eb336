/**
 * What the agent did today, as a count: the log is read once, and counted on as lines come.
 *
 * @module
 */
import type { ActivityEvent, ActivityView, TodayView } from '../../../preload/contract/activity-views.ts'
import type { Activity } from '../../broker/activity.ts'
import type { Clock } from '../../kernel/ports/clock.ts'

export interface TodayTally {
  /** Null until the log was read for the first time, and where it cannot be. */
  latest(): TodayView | null
  close(): void
}

export interface TodayTallyNeeds {
  readonly activity: Pick<Activity, 'read' | 'subscribe'>
  readonly clock: Pick<Clock, 'now' | 'schedule'>
  /** Told when the log was read. */
  readonly onRead: () => void
}

/** More lines of one day are counted from the newest of them. */
const mostLines = 20_000

/** What a person waits for is on its way to the window by then. */
const pauseInMilliseconds = 2_000

/** Begins to count soon. */
export function tallyToday({ activity, clock, onRead }: TodayTallyNeeds): TodayTally {
  let today: TodayView | null = null
  /** Lines that came while the log was read: they may stand in what was read. */
  let meanwhile: ActivityView[] | undefined = []
  const roll = (): void => {
    const since = startOfDay(clock.now())
    if (today !== null && today.since !== since) today = { since, served: 0, refused: 0 }
  }
  const count = (line: ActivityView): void => {
    if (meanwhile !== undefined) meanwhile.push(line)
    roll()
    if (today !== null) today = counted(today, line)
  }
  async function read(): Promise<void> {
    end = activity.subscribe(count)
    const since = startOfDay(clock.now())
    const lines = await activity.read({ since, limit: mostLines }).catch(() => undefined)
    const late = meanwhile ?? []
    meanwhile = undefined
    // Without the log nothing is said of today: a count from now on would look like the whole of it.
    if (lines === undefined) return
    const known = new Set(lines.map(({ seq }) => seq))
    const all = [...lines, ...late.filter(({ seq }) => !known.has(seq))]
    today = all.reduce(counted, { since, served: 0, refused: 0 })
    onRead()
  }
  let end = clock.schedule(pauseInMilliseconds, () => void read())
  return {
    latest() {
      roll()
      return today
    },
    close: () => end(),
  }
}

function counted(today: TodayView, { event, time }: ActivityView): TodayView {
  if (time < today.since) return today
  if (event === 'served') return { ...today, served: today.served + 1 }
  return refusals.has(event) ? { ...today, refused: today.refused + 1 } : today
}

const refusals: ReadonlySet<ActivityEvent> = new Set(['denied', 'expired', 'failed'])

/** Midnight before, where the agent stands. */
function startOfDay(now: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
}
