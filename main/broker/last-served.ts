import type { ActivityView } from '../../preload/contract/activity-views.ts'
import type { ActivityFile } from '../kernel/ports/activity-file.ts'
import { decodeLine } from './activity-line.ts'

/** As the encoder writes it. A name with such signs in it is found when the line is decoded. */
const served = '"event":"served"'
const profileIn = /"profile":"((?:[^"\\]|\\.)*)"/

/**
 * The newest hand-out for each profile that the log has. Of the many lines only those are taken apart, so that a log of
 * years is read in a moment.
 *
 * @throws {@link FileError}
 */
export async function readLastServed(
  file: Pick<ActivityFile, 'names' | 'lines'>,
): Promise<ReadonlyMap<string, ActivityView>> {
  const newest = new Map<string, ActivityView>()
  const names = await file.names()
  for (const name of names.toReversed()) {
    const texts = new Map<string, string>()
    for await (const { lines } of file.lines(name)) {
      for (const text of lines) {
        const profile = text.includes(served) ? profileIn.exec(text)?.[1] : undefined
        if (profile !== undefined) texts.set(profile, text)
      }
    }
    for (const text of texts.values()) {
      const view = decodeLine(text)?.view
      if (view?.event !== 'served' || view.profile === undefined) continue
      if (!newest.has(view.profile)) newest.set(view.profile, view)
    }
  }
  return newest
}
