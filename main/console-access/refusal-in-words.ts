/**
 * Why a statement refuses a person, or why that cannot be told, in a sentence.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import type { SaidPhase } from '../../preload/contract/sayings-console-access.ts'
import { say, textOf } from '../kernel/say.ts'
import type { ConditionFinding } from './condition.ts'
import { conditionOperator } from './condition-operator.ts'
import type { DecidingStatement } from './evaluate.ts'
import { keyInWords } from './key-in-words.ts'
import { saidKeyState } from './key-state.ts'
import type { Phase } from './request-context.ts'

type Refused = DecidingStatement & { readonly phase: Phase }

const shownPhases: Readonly<Record<SaidPhase, string>> = {
  'before-sign-in': 'before sign-in',
  'after-sign-in': 'after sign-in',
  both: 'before and after sign-in',
}

const saidUnclear: Readonly<Record<DecidingStatement['unclear'][number], Said>> = {
  effect: say('reason-effect', {}, 'the Effect of the statement is neither Deny nor Allow'),
  principal: say('reason-principal', {}, 'the Principal of the statement may or may not mean this person'),
  resource: say('reason-resource', {}, 'the Resource of the statement is not *'),
  'not-written-yet': say(
    'reason-not-written-yet',
    {},
    'AWS does not document how it joins the parts of this statement',
  ),
}

/** One sentence for each reason; one that holds in both phases is said once. */
export function refusalsInWords(refusals: readonly Refused[]): readonly Said[] {
  const found = new Map<string, { isSure: boolean; reasons: readonly Said[]; phases: Phase[] }>()
  for (const refusal of refusals) {
    const isSure = refusal.applies === true
    const reasons = reasonsOf(refusal)
    const key = JSON.stringify([isSure, reasons.map(textOf)])
    const phases = [...(found.get(key)?.phases ?? []), refusal.phase]
    found.set(key, { isSure, reasons, phases })
  }
  return [...found.values()].map(({ isSure, reasons, phases }) => {
    const phase = new Set(phases).size > 1 ? 'both' : (phases[0] ?? 'before-sign-in')
    const text = `${isSure ? 'Refused' : 'May be refused'} ${shownPhases[phase]}: ${reasons.map(textOf).join('; ')}.`
    return say('refusal', { isSure, phase, reasons }, text)
  })
}

function reasonsOf({ applies, findings, unclear }: Refused): readonly Said[] {
  const about = findings.filter(({ key }) => key.toLowerCase() !== 'aws:resourceaccount')
  if (applies === true) {
    return about.length === 0
      ? [say('reason-everybody', {}, 'the rule binds everybody')]
      : about.map(saidFinding)
  }
  const open = findings.filter(({ holds }) => holds === 'unknown')
  return [...unclear.map((one) => saidUnclear[one]), ...open.map(saidFinding)]
}

/** `the address is 198.51.100.7, not 203.0.113.0/24` */
function saidFinding({ operator, key: spelling, values, state: found, holds }: ConditionFinding): Said {
  const key = keyInWords(spelling)
  const isNegated = conditionOperator(operator)?.isNegated === true
  const wanted = values.join(' or ')
  const state = saidKeyState(found)
  const test = `${operator} ${wanted}`
  if (key === undefined || conditionOperator(operator)?.name === 'Null') {
    return say(
      'finding-condition',
      { key: spelling, state, operator, values },
      `${spelling} is ${textOf(state)} (${test})`,
    )
  }
  if (found.is === 'absent') {
    const text = `the request has no ${key}`
    return isNegated
      ? say('finding-absent-wanted', { key, values }, `${text}, and it would have to be ${wanted}`)
      : say('finding-absent', { key }, text)
  }
  const is = `the ${key} is ${textOf(state)}`
  if (!isNegated && holds === true) return say('finding-is', { key, state }, is)
  if (!isNegated) return say('finding-is-tested', { key, state, operator, values }, `${is} (${test})`)
  return holds === true
    ? say('finding-is-not', { key, state, values }, `${is}, not ${wanted}`)
    : say('finding-has-to-be', { key, state, values }, `${is}, and has to be ${wanted}`)
}
