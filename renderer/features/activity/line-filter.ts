/**
 * Which lines are looked for. Pure.
 *
 * @module
 */
import type { ActivityView } from '../../../preload/contract/activity-views.ts'
import { isTrouble } from './buckets.ts'
import { consumerName } from './program-name.ts'

export interface LineFilter {
  /** Words that must all stand somewhere in a line. */
  readonly query: string
  readonly onlyTrouble: boolean
}

/** @param wordOf - An event as the list calls it. */
export function fittingLines(
  lines: readonly ActivityView[],
  { query, onlyTrouble }: LineFilter,
  wordOf: (event: ActivityView['event']) => string,
): readonly ActivityView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && !onlyTrouble) return lines
  return lines.filter((line) => {
    if (onlyTrouble && !isTrouble(line)) return false
    if (words.length === 0) return true
    const text = textOf(line, wordOf).toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function textOf(line: ActivityView, wordOf: (event: ActivityView['event']) => string): string {
  const { event, profile, principal, accountId, consumer, channel, note, code } = line
  const { exe, script } = consumer?.program ?? {}
  return [
    wordOf(event),
    profile,
    principal,
    accountId,
    consumerName(consumer),
    exe,
    script,
    channel,
    note,
    code,
  ]
    .filter(Boolean)
    .join('\n')
}
