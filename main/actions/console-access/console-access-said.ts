/**
 * What the sentences of console access are made of, collected for a view.
 *
 * @module
 */
import type { Said } from '../../../preload/contract/said.ts'
import { statementText } from '../../console-access/change-lines.ts'
import type { ChangePlan, Confirmation } from '../../console-access/change-plan.ts'
import type { RecordedStep } from '../../console-access/change-record.ts'
import type { LockOutRow } from '../../console-access/lock-out.ts'
import type { ChangeStep } from '../../console-access/plan-steps.ts'
import type { PolicySaid } from '../../console-access/policy-in-words.ts'
import { refusalsInWords } from '../../console-access/refusal-in-words.ts'
import type { Situation } from '../../console-access/situation.ts'
import { inputText } from '../../console-access/statement-input.ts'
import { say, sentences, textOf } from '../../kernel/say.ts'

/** Each sentence one time. */
export function saidOnce(all: readonly Said[]): Said[] {
  return [...new Map(all.map((said) => [said.text, said])).values()]
}

export function sentencesOf({ summary, rules }: Pick<PolicySaid, 'summary' | 'rules'>): readonly Said[] {
  return [summary, ...rules.map(({ said }) => said)]
}

/** Who it is, from where, and why not. */
export function rowSaid({ situation, because }: LockOutRow, onceOn: LockOutRow | undefined): readonly Said[] {
  const { said, network, principal } = situation
  const from = saidFrom(network, principal.isPortalUser)
  return [
    ...(said ? [said] : []),
    ...(typeof from === 'string' ? [] : [from]),
    ...refusalsInWords(onceOn?.because ?? because),
  ]
}

export function saidFrom(network: Situation['network'], isPortalUser: boolean): string | Said {
  const known = Object.values(network).filter((value) => value !== undefined)
  if (known.length > 0) return known.join(', ')
  return isPortalUser ? say('from-portal', {}, 'the portal') : say('from-unknown', {}, 'not known')
}

export interface StepSaid {
  readonly does: Said
  readonly undo: Said | undefined
}

export function stepSaid(step: ChangeStep | RecordedStep): StepSaid {
  switch (step.do) {
    case 'wait':
      return { does: say('step-wait', {}, 'wait until AWS shows it'), undo: undefined }
    case 'authorization-on': {
      const { targetId: target } = step
      const does = say('step-on', { target }, `turn console authorization on for ${target}`)
      return { does, undo: say('undo-off', {}, 'turn it off') }
    }
    case 'authorization-off': {
      const { targetId: target } = step
      const does = say('step-off', { target }, `turn console authorization off for ${target}`)
      return { does, undo: say('undo-on', {}, 'turn it on') }
    }
    case 'add-statement': {
      const statement = inputText(step.input)
      return {
        does: say('step-add', { statement }, `add ${statement}`),
        undo: say('undo-remove', {}, 'remove it'),
      }
    }
    case 'remove-statement': {
      const { input, condition } = step
      const statement = statementText({ input, condition })
      return {
        does: say('step-remove', { statement }, `remove ${statement}`),
        undo: input ? say('undo-add', {}, 'add it again, with a new id') : undefined,
      }
    }
  }
}

/** Why it is to be typed: who stands to lose, by name. */
export function confirmationSaid({ kind }: Confirmation, { dangers, rowsOnceOn, steps }: ChangePlan): Said {
  const isMore = steps.some((step) => step.do === 'add-statement')
  if (kind === 'none') return say('confirm-nothing', {}, 'There is nothing to change.')
  if (kind === 'yes') {
    return rowsOnceOn.length > 0 && isMore
      ? say('confirm-inert', {}, 'This keeps nobody out as long as console authorization is off.')
      : say('confirm-safe', {}, 'This keeps nobody out who gets in now.')
  }
  const named = (wanted: 'loses' | 'cannot-tell') =>
    dangers
      .filter((danger) => danger.kind === wanted)
      .flatMap(({ rows }) => rows.map(({ situation: { said, name } }) => said ?? name))
  const [loses, open] = [named('loses'), named('cannot-tell')]
  const list = (who: readonly (string | Said)[]) => who.map(textOf).join(', ')
  if (loses.length + open.length === 0) {
    return say('confirm-others', {}, 'Everybody on the list keeps access. Others may lose it.')
  }
  return sentences([
    ...(loses.length === 0 ? [] : [say('confirm-loses', { who: loses }, `This locks out: ${list(loses)}.`)]),
    ...(open.length === 0
      ? []
      : [say('confirm-open', { who: open }, `It cannot be told for: ${list(open)}.`)]),
  ])
}
