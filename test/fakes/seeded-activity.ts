import { ActivityWriter } from '../../main/broker/activity-writer.ts'
import { nodeActivityFile } from '../../main/hosts/node/activity-file.ts'
import type { ActivityView } from '../../preload/contract/activity-views.ts'
import { FakeClock } from './fake-clock.ts'

/** Writes an activity log as an agent would have, before there is one. Lines in the order of their times. */
export async function seedActivity(
  stateFolder: string,
  lines: readonly Omit<ActivityView, 'seq'>[],
): Promise<void> {
  const file = nodeActivityFile(stateFolder)
  const writer = new ActivityWriter({
    file,
    clock: new FakeClock(),
    log: { note: () => undefined },
  })
  for (let at = 0; at < lines.length; at += 5_000) {
    for (const line of lines.slice(at, at + 5_000)) writer.add(line)
    await writer.flush()
  }
  const { fault, waiting, dropped } = writer.health()
  await file.close()
  if (fault !== null || waiting + dropped > 0) throw new Error(`not every line was written: ${fault}`)
}
