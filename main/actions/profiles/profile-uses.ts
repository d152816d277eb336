/**
 * What each profile's credentials are doing: how long those at hand live, and who got them last.
 *
 * Read each second while a window is open, so it is answered from memory. What was handed out before the agent started
 * stands in the log alone, and is looked up once.
 *
 * @module
 */
import type { ActivityView } from '../../../preload/contract/activity-views.ts'
import type { ProfileUseView } from '../../../preload/contract/profile-views.ts'
import type { Activity } from '../../broker/activity.ts'
import type { Broker } from '../../broker/broker.ts'
import { FileError } from '../../kernel/ports/files.ts'

export interface ProfileUses {
  /** By the profile's name; those alone of which there is something to say. */
  read(): Record<string, ProfileUseView>
  /** Reads what the log has from before. A log that cannot be read leaves that out. */
  load(): Promise<void>
}

type HandOut = Pick<ActivityView, 'time' | 'consumer'>

export function profileUses({
  broker,
  activity,
}: {
  readonly broker: Pick<Broker, 'held'>
  readonly activity: Pick<Activity, 'lastServed' | 'readLastServed'>
}): ProfileUses {
  let before: ReadonlyMap<string, HandOut> = new Map()
  let loading: Promise<void> | undefined
  async function load(): Promise<void> {
    try {
      before = await activity.readLastServed()
    } catch (thrown) {
      if (!(thrown instanceof FileError)) throw thrown
    }
  }
  return {
    load() {
      loading ??= load()
      return loading
    },
    read() {
      const uses: Record<string, ProfileUseView> = Object.create(null)
      for (const [profile, line] of before) uses[profile] = { handedOut: handedOut(line) }
      for (const [profile, line] of activity.lastServed()) uses[profile] = { handedOut: handedOut(line) }
      for (const [profile, { expiresAt, givenAt }] of broker.held()) {
        uses[profile] = { ...uses[profile], credentials: { expiresAt, givenAt } }
      }
      return uses
    },
  }
}

function handedOut({ time: at, consumer }: HandOut): NonNullable<ProfileUseView['handedOut']> {
  return consumer?.program === undefined ? { at } : { at, to: consumer.program }
}
