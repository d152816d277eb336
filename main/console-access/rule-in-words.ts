/**
 * A statement of the policy in plain English. It says what the statement says, not what somebody may have meant: several
 * things that are each enough to be let through are joined by "or", since IAM refuses only when all of a condition holds.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import type { NetworkKey, SaidPhase } from '../../preload/contract/sayings-console-access.ts'
import type { PolicyCondition } from '../aws/signin-control-types.ts'
import { say, textOf } from '../kernel/say.ts'
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
): readonly Said[] {
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
        const text = `${when} ${so}: ${key} is not in the request then.`
        return say('rule-lost-key', { isBefore, isException: isNegated, key }, text)
      })
  })
}

export interface RuleWords {
  readonly said: Said
  /** False when a part is shown as it stands in the policy, because it is not understood. */
  readonly isUnderstood: boolean
}

interface Clauses {
  /** All of these have to be so for a refusal: `from VPC vpc-1`. */
  readonly when: Said[]
  /** Any of these lets a request through. */
  readonly unless: Said[]
  readonly except: (string | Said)[]
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
  const { raw } = clauses
  if (phases.length === 0) {
    return {
      said: say('rule-of-no-sign-in', {}, 'This rule is about no part of a sign-in.'),
      isUnderstood: true,
    }
  }
  const conditions = raw.map((condition) => say('when-condition', { condition }, `where ${condition}`))
  return {
    said: refusing({ ...clauses, when: [...clauses.when, ...conditions] }, phases),
    isUnderstood: raw.length === 0,
  }
}

function refusing({ when, unless, except: all }: Omit<Clauses, 'raw'>, phases: readonly Phase[]): Said {
  const except = [...new Map(all.map((one) => [textOf(one), one])).values()]
  const phase: SaidPhase = phases.length > 1 ? 'both' : (phases[0] ?? 'both')
  const text = [
    `Sign-in${when.map((one) => ` ${one.text}`).join(' and')} is refused`,
    unless.length === 0 ? '' : ` unless the request ${joined(unless, 'or')}`,
    except.length === 0 ? '' : `, except for ${joined(except, 'and')}`,
    phase === 'both' ? '' : `; this is checked ${shownPhases[phase]} only`,
    '.',
  ].join('')
  return say('rule-refuses', { when, unless, except, phase }, text)
}

const shownPhases = { 'before-sign-in': 'before sign-in', 'after-sign-in': 'after sign-in' } as const

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
    else if (values.join() !== accountId) {
      clauses.when.push(say('when-account', { accounts: values }, `to account ${joined(values, 'or')}`))
    }
  } else if (name === 'principal') {
    const principals = values.map((value) => saidPrincipal(value, accountId))
    if (operator.isNegated) clauses.except.push(...principals)
    else clauses.when.push(say('when-principal', { principals }, `for ${joined(principals, 'or')}`))
  } else if (name === "principal's account") {
    clauses.raw.push(rawCondition(spelling, key, values))
  } else if (operator.isNegated) {
    const text = networkPhrases[name].unless(joined(values, 'or'))
    clauses.unless.push(say('unless-network', { key: name, values }, text))
  } else {
    clauses.when.push(
      say('when-network', { key: name, values }, networkPhrases[name].when(joined(values, 'or'))),
    )
  }
}

interface NetworkPhrase {
  readonly when: (values: string) => string
  readonly unless: (values: string) => string
}

const networkPhrases: Readonly<Record<NetworkKey, NetworkPhrase>> = {
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
function saidPrincipal(arn: string, accountId: string): string | Said {
  const principal = parsePrincipalArn(arn)
  if (principal === undefined || /[*?]/.test(arn)) return arn
  const account = principal.accountId === accountId ? '' : principal.accountId
  const of = account === '' ? '' : ` of account ${account}`
  switch (principal.kind) {
    case 'root':
      return say('principal-root', { account }, `the root user${of}`)
    case 'user':
    case 'role': {
      const { kind } = principal
      const name = `${principal.path}${principal.name}`
      return say(`principal-${kind}`, { name, account }, `${kind} ${name}${of}`)
    }
    case 'assumed-role': {
      const { name } = principal
      return say('principal-sessions', { name, account }, `sessions of role ${name}${of}`)
    }
    case 'federated-user': {
      const { name } = principal
      return say('principal-federated', { name, account }, `federated user ${name}${of}`)
    }
  }
}

function rawCondition(operator: string, key: string, values: readonly string[]): string {
  return `${operator} ${key} ${JSON.stringify(values)}`
}

function joined(parts: readonly (string | Said)[], word: 'and' | 'or'): string {
  const values = parts.map(textOf)
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} ${word} ${last}`
}
