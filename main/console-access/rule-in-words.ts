/**
 * A statement of the policy in plain English. It says what the statement says, not what somebody may have meant: several
 * things that are each enough to be let through are joined by "or", since IAM refuses only when all of a condition holds.
 *
 * @module
 */
import type { PolicyCondition } from '../aws/signin-control-types.ts'
import { conditionOperator } from './condition-operator.ts'
import { keyInWords } from './key-in-words.ts'
import { parsePrincipalArn } from './principal-arn.ts'
import type { Phase } from './request-context.ts'

/**
 * What a rule says of principals that a phase does not know: `aws:PrincipalArn` is not there before sign-in, `signin:PrincipalArn`
 * not after it. An exception by such a key excepts nobody, which locks out the very person that it was made for.
 */
export function lostPrincipalKeys(
  condition: PolicyCondition | undefined,
  phases: readonly Phase[],
): readonly string[] {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => ({ key, isNegated: conditionOperator(operator)?.isNegated === true })),
  )
  return phases.flatMap((phase) => {
    const isBefore = phase === 'before-sign-in'
    const lost = isBefore ? ['aws:principalarn', 'aws:principalaccount'] : ['signin:principalarn']
    const live = isBefore ? 'signin:principalarn' : 'aws:principalarn'
    // With the phase's own key beside it, the exception counts by that one.
    const hasException = tests.some(({ key, isNegated }) => isNegated && key.toLowerCase() === live)
    return tests
      .filter(({ key, isNegated }) => lost.includes(key.toLowerCase()) && !(isNegated && hasException))
      .map(({ key, isNegated }) => {
        const when = isBefore ? 'Before sign-in' : 'After sign-in'
        const so = isNegated ? 'this makes no exception' : 'this meets nobody'
        return `${when} ${so}: ${key} is not in the request then.`
      })
  })
}

export interface RuleWords {
  readonly text: string
  /** False when a part is shown as it stands in the policy, because it is not understood. */
  readonly isUnderstood: boolean
}

interface Clauses {
  /** All of these have to be so for a refusal: `from VPC vpc-1`. */
  readonly when: string[]
  /** Any of these lets a request through. */
  readonly unless: string[]
  readonly except: string[]
  readonly raw: string[]
}

/**
 * @param phases - When the rule counts; empty when it names no action of a sign-in.
 * @param accountId - The account of the policy: not said again in the sentence.
 */
export function ruleInWords(
  condition: PolicyCondition | undefined,
  phases: readonly Phase[],
  accountId: string,
): RuleWords {
  const clauses: Clauses = { when: [], unless: [], except: [], raw: [] }
  for (const [operator, keys] of Object.entries(condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) addClause(clauses, operator, key, values, accountId)
  }
  if (phases.length === 0) return { text: 'This rule is about no part of a sign-in.', isUnderstood: true }
  const raw = clauses.raw.map((one) => `where ${one}`)
  const when = [...clauses.when, ...raw].map((one) => ` ${one}`).join(' and')
  const unless = clauses.unless.length === 0 ? '' : ` unless the request ${joined(clauses.unless, 'or')}`
  const except =
    clauses.except.length === 0 ? '' : `, except for ${joined([...new Set(clauses.except)], 'and')}`
  const text = `Sign-in${when} is refused${unless}${except}${onlyIn(phases)}.`
  return { text, isUnderstood: raw.length === 0 }
}

function onlyIn(phases: readonly Phase[]): string {
  if (phases.length > 1) return ''
  return phases[0] === 'before-sign-in'
    ? '; this is checked before sign-in only'
    : '; this is checked after sign-in only'
}

function addClause(
  clauses: Clauses,
  spelling: string,
  key: string,
  values: readonly string[],
  accountId: string,
): void {
  const operator = conditionOperator(spelling)
  const name = keyInWords(key)
  const isPlain = operator !== undefined && operator.set === undefined && operator.name !== 'Null'
  // A positive operator with IfExists also holds without the key, and "when" would not say so.
  const isSayable = isPlain && (operator.isNegated || !operator.ifExists) && values.length > 0
  if (!isSayable || name === undefined || values.some((value) => value.includes('${'))) {
    clauses.raw.push(rawCondition(spelling, key, values))
  } else if (name === 'account') {
    if (operator.isNegated) clauses.raw.push(rawCondition(spelling, key, values))
    else if (values.join() !== accountId) clauses.when.push(`to account ${joined(values, 'or')}`)
  } else if (name === 'principal') {
    const shown = values.map((value) => shownPrincipal(value, accountId))
    if (operator.isNegated) clauses.except.push(...shown)
    else clauses.when.push(`for ${joined(shown, 'or')}`)
  } else {
    const place = networkPhrases[name]
    if (place === undefined) clauses.raw.push(rawCondition(spelling, key, values))
    else if (operator.isNegated) clauses.unless.push(place.unless(joined(values, 'or')))
    else clauses.when.push(place.when(joined(values, 'or')))
  }
}

interface NetworkPhrase {
  readonly when: (values: string) => string
  readonly unless: (values: string) => string
}

const networkPhrases: Readonly<Record<string, NetworkPhrase>> = {
  address: {
    when: (values) => `from ${values}`,
    unless: (values) => `comes from ${values}`,
  },
  VPC: {
    when: (values) => `from VPC ${values}`,
    unless: (values) => `comes from VPC ${values}`,
  },
  'VPC endpoint': {
    when: (values) => `through VPC endpoint ${values}`,
    unless: (values) => `comes through VPC endpoint ${values}`,
  },
  'address inside the VPC': {
    when: (values) => `from ${values} inside a VPC`,
    unless: (values) => `comes from ${values} inside a VPC`,
  },
  Region: {
    when: (values) => `in Region ${values}`,
    unless: (values) => `is to Region ${values}`,
  },
}

/** `role BreakGlass`; the ARN itself where it is a pattern, or none that is known. */
export function shownPrincipal(arn: string, accountId: string): string {
  const principal = parsePrincipalArn(arn)
  if (principal === undefined || /[*?]/.test(arn)) return arn
  const of = principal.accountId === accountId ? '' : ` of account ${principal.accountId}`
  switch (principal.kind) {
    case 'root':
      return `the root user${of}`
    case 'user':
    case 'role':
      return `${principal.kind} ${principal.path}${principal.name}${of}`
    case 'assumed-role':
      return `sessions of role ${principal.name}${of}`
    case 'federated-user':
      return `federated user ${principal.name}${of}`
  }
}

function rawCondition(operator: string, key: string, values: readonly string[]): string {
  return `${operator} ${key} ${JSON.stringify(values)}`
}

function joined(values: readonly string[], word: 'and' | 'or'): string {
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} ${word} ${last}`
}
