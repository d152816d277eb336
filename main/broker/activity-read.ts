/**
 * The activity log, as a person asks for it: the newest lines that fit.
 *
 * @module
 */
import type { ActivityView } from '../../preload/contract/activity-views.ts'
import type { ActivityFile } from '../kernel/ports/activity-file.ts'
import { decodeLine } from './activity-line.ts'

export interface ActivityQuery {
  /** At most so many, the newest. */
  readonly limit: number
  readonly profile?: string | undefined
  /** Not older than this, epoch milliseconds. */
  readonly since?: number | undefined
}

/** Oldest first. Lines that cannot be read are passed over: {@link verifyActivity} tells of them. @throws {@link FileError} */
export async function readActivity(
  file: Pick<ActivityFile, 'names' | 'lines'>,
  { limit, profile, since = 0 }: ActivityQuery,
): Promise<readonly ActivityView[]> {
  const found: ActivityView[] = []
  const names = await file.names()
  for (const name of names.toReversed()) {
    const candidates = await candidatesIn(file, name, { limit, profile })
    // Newest first: most of a file is not looked into.
    for (let text = candidates.pop(); text !== undefined; text = candidates.pop()) {
      const view = decodeLine(text)?.view
      if (view === undefined || (profile !== undefined && view.profile !== profile)) continue
      if (view.time < since || found.length >= limit) return found.reverse()
      found.push(view)
    }
  }
  return found.reverse()
}

/** The lines of a file that may be wanted, oldest first; none of them is taken apart. */
async function candidatesIn(
  file: Pick<ActivityFile, 'lines'>,
  name: string,
  { limit, profile }: Pick<ActivityQuery, 'limit' | 'profile'>,
): Promise<string[]> {
  // As the encoder writes a name; a line that has it elsewhere is found out when it is decoded.
  const wanted = profile === undefined ? '' : JSON.stringify(profile).replace(/[^\x20-\x7e]+/g, '')
  const isPlain = profile === undefined || wanted === JSON.stringify(profile)
  const candidates: string[] = []
  for await (const { lines } of file.lines(name)) {
    for (const text of lines) if (!isPlain || text.includes(wanted)) candidates.push(text)
    // What is too old to be among the newest is not kept.
    if (profile === undefined && candidates.length > limit * 2) {
      candidates.splice(0, candidates.length - limit)
    }
  }
  return candidates
}
