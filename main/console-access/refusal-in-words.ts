/**
 * Why a statement refuses a person, or why that cannot be told, in a sentence.
 *
 * @module
 */
import type { ConditionFinding } from './condition.ts'
import { conditionOperator } from './condition-operator.ts'
import type { DecidingStatement } from './evaluate.ts'
import { keyInWords } from './key-in-words.ts'
import { shownKeyState } from './key-state.ts'
import type { Phase } from './request-context.ts'

type Refused = DecidingStatement & { readonly phase: Phase }

const shownPhases: Readonly<Record<Phase, string>> = {
  'before-sign-in': 'before sign-in',
  'after-sign-in': 'after sign-in',
}

const shownUnclear: Readonly<Record<DecidingStatement['unclear'][number], string>> = {
  effect: 'the Effect of the statement is neither Deny nor Allow',
  principal: 'the Principal of the statement may or may not mean this person',
  resource: 'the Resource of the statement is not *',
  'not-written-yet': 'AWS does not document how it joins the parts of this statement',
}

/** One sentence for each reason; one that holds in both phases is said once. */
export function refusalsInWords(refusals: readonly Refused[]): readonly string[] {
  const phases = new Map<string, Phase[]>()
  for (const refusal of refusals) {
    const key = `${refusal.applies === true ? 'Refused' : 'May be refused'}\n${reasonOf(refusal)}`
    phases.set(key, [...(phases.get(key) ?? []), refusal.phase])
  }
  return [...phases].map(([key, inPhases]) => {
    const [verb = '', reason = ''] = key.split('\n')
    const when =
      new Set(inPhases).size > 1 ? 'before and after sign-in' : shownPhases[inPhases[0] ?? 'before-sign-in']
    return `${verb} ${when}: ${reason}.`
  })
}

function reasonOf({ applies, findings, unclear }: Refused): string {
  const about = findings.filter(({ key }) => key.toLowerCase() !== 'aws:resourceaccount')
  if (applies === true)
    return about.length === 0 ? 'the rule binds everybody' : about.map(shownFinding).join('; ')
  const open = findings.filter(({ holds }) => holds === 'unknown')
  return [...unclear.map((one) => shownUnclear[one]), ...open.map(shownFinding)].join('; ')
}

/** `the address is 198.51.100.7, not 203.0.113.0/24` */
function shownFinding(finding: ConditionFinding): string {
  const { operator, key, state, holds } = finding
  const name = keyInWords(key)
  const isNegated = conditionOperator(operator)?.isNegated === true
  const values = finding.values.join(' or ')
  if (name === undefined || conditionOperator(operator)?.name === 'Null') {
    return `${key} is ${shownKeyState(state)} (${operator} ${values})`
  }
  if (state.is === 'absent')
    return `the request has no ${name}${isNegated ? `, and it would have to be ${values}` : ''}`
  const is = `the ${name} is ${shownKeyState(state)}`
  if (!isNegated) return holds === true ? is : `${is} (${operator} ${values})`
  return holds === true ? `${is}, not ${values}` : `${is}, and has to be ${values}`
}
