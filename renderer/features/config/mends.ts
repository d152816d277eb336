/**
 * How a finding is mended: the commands that its advice names, and what this window can do itself. Pure.
 *
 * @module
 */
import type { FindingView } from '../../../preload/contract/views.ts'

export type FindingGroup = 'mend' | 'note' | 'ok'

export const groupOf: Readonly<Record<FindingView['verdict'], FindingGroup>> = {
  problem: 'mend',
  warning: 'mend',
  note: 'note',
  ok: 'ok',
}

export interface Mends {
  /** To be copied. */
  readonly commands: readonly string[]
  readonly action: 'unlock' | 'takeOver' | undefined
}

export function mendsOf(
  { subject, verdict, advice }: FindingView,
  vault: 'absent' | 'locked' | 'open',
): Mends {
  const needs = groupOf[verdict] === 'mend'
  const action =
    needs && subject === 'vault' && vault === 'locked'
      ? 'unlock'
      : needs && subject === 'AWS CLI sign-ins' && commandsIn(advice ?? '').length > 0
        ? 'takeOver'
        : undefined
  return { commands: commandsIn(advice ?? ''), action }
}

/** `signet …` within quotes, or behind a colon to the end of its sentence. */
export function commandsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/["“](signet [^"”\n]+)["”]|: (signet [^\n]+?)(?=\.?(?:\s+[A-Z]|\s*$))/g)]
  return [...new Set(found.map(([, quoted, behind]) => (quoted ?? behind ?? '').trim()))]
}

/** What is wrong first; within a group as they were found. */
export function byGroup(
  findings: readonly FindingView[],
): readonly { readonly group: FindingGroup; readonly findings: readonly FindingView[] }[] {
  return (['mend', 'note', 'ok'] as const)
    .map((group) => ({
      group,
      findings: findings
        .filter(({ verdict }) => groupOf[verdict] === group)
        .sort((one, other) => weight[one.verdict] - weight[other.verdict]),
    }))
    .filter(({ findings: own }) => own.length > 0)
}

const weight: Readonly<Record<FindingView['verdict'], number>> = { problem: 0, warning: 1, note: 2, ok: 3 }
