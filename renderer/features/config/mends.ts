/**
 * How a finding is mended: what its advice says, the commands in it, and what this window can do itself. Pure.
 *
 * @module
 */
import type { FindingView } from '../../../preload/contract/views.ts'

export type FindingGroup = 'mend' | 'note' | 'ok'

const groupOf: Readonly<Record<FindingView['verdict'], FindingGroup>> = {
  problem: 'mend',
  warning: 'mend',
  note: 'note',
  ok: 'ok',
}

export interface Mends {
  readonly action: 'unlock' | 'takeOver' | 'useDefault' | undefined
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
        : needs && subject === '[default]'
          ? 'useDefault'
          : undefined
  return { action }
}

/** Words as they are said, and commands as they are pasted. */
export interface AdvicePart {
  readonly kind: 'words' | 'command'
  readonly text: string
}

/** A line that is a command; `signet …` within quotes, or behind a colon to the end of its sentence. */
const command =
  /^((?:signet|unset|sudo|df|\$\{EDITOR:-vi\}) .+)$|["“](signet [^"”\n]+)["”]|(?<=: )(signet [^\n]+?)(?=\.?(?:\s+[A-Z]|\s*$))/gm

/** What an advice says, in its order. */
export function adviceParts(advice: string): readonly AdvicePart[] {
  const parts: AdvicePart[] = []
  const add = (kind: AdvicePart['kind'], text: string) => {
    if (text.trim() !== '') parts.push({ kind, text: text.trim() })
  }
  let end = 0
  for (const found of advice.matchAll(command)) {
    const [whole, line, quoted, behind] = found
    add('words', advice.slice(end, found.index))
    add('command', line ?? quoted ?? behind ?? '')
    end = found.index + whole.length
  }
  add('words', advice.slice(end))
  return parts
}

export function commandsIn(text: string): readonly string[] {
  const commands = adviceParts(text).filter(({ kind }) => kind === 'command')
  return [...new Set(commands.map((part) => part.text))]
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
