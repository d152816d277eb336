/**
 * What stands at AWS, merged into one picture and said in plain English: where console authorization is on, and what the
 * statements make of a sign-in.
 *
 * @module
 */
import type { ConsoleAuthorization, PermissionStatement } from '../aws/signin-control-types.ts'
import { conditionOperator } from './condition-operator.ts'
import type { ExpectedPolicy, ExpectedStatement } from './expected-policy.ts'
import { actionsOf, type Phase } from './request-context.ts'
import { lostPrincipalKeys, ruleInWords } from './rule-in-words.ts'
import { isWrittenFrom, pairKey } from './statement-pairs.ts'
import { matchesWildcard } from './wildcard.ts'

export interface AccessPicture {
  readonly accountId: string
  /** Of which of these console authorization is known. */
  readonly targets: readonly ConsoleAuthorization[]
  /** As they are listed, with their ids. */
  readonly statements: readonly PermissionStatement[]
  readonly policy: ExpectedPolicy
}

export interface ScopeWords {
  readonly targetId: string
  readonly kind: 'account' | 'organization' | 'root'
  readonly isEnabled: boolean
  readonly text: string
}

export interface RuleSentence {
  readonly text: string
  /** Of the listed statements that this rule comes from. */
  readonly sids: readonly string[]
  /** In the policy's list; two for a usual rule, none for one that the policy does not show yet. */
  readonly statements: readonly number[]
  readonly phases: readonly Phase[]
  readonly isInert: boolean
  /** False when a part of the text is the policy's own. */
  readonly isUnderstood: boolean
}

export interface PolicyInWords {
  readonly scopes: readonly ScopeWords[]
  /** One line over all: whether the rules count. */
  readonly summary: string
  readonly rules: readonly RuleSentence[]
  readonly notes: readonly string[]
}

export function policyInWords(picture: AccessPicture): PolicyInWords {
  const isInert = !picture.targets.some(({ consoleAuthorizationEnabled }) => consoleAuthorizationEnabled)
  const written = pairs(picture.policy).map((pair) => writtenRule(pair, picture, isInert))
  const found = new Set(written.flatMap(({ sids }) => sids))
  const missing = picture.statements.filter(({ sid }) => !found.has(sid))
  const rules = [...written, ...missing.map((statement) => missingRule(statement, picture, isInert))]
  return {
    scopes: picture.targets.map(scopeInWords),
    summary: summaryOf(rules, isInert, picture.targets.length > 0),
    rules,
    notes: notesOf(picture, rules),
  }
}

function scopeInWords({ targetId, scope, consoleAuthorizationEnabled }: ConsoleAuthorization): ScopeWords {
  const kind = targetId.startsWith('o-') ? 'organization' : targetId.startsWith('r-') ? 'root' : 'account'
  const name = kind === 'root' ? `root ${targetId} of the organization` : `${kind} ${targetId}`
  const state = consoleAuthorizationEnabled ? 'on' : 'off'
  return {
    targetId,
    kind,
    isEnabled: consoleAuthorizationEnabled,
    text: `Console authorization is ${state} for ${name} (AWS calls the scope ${scope}).`,
  }
}

function summaryOf(rules: readonly RuleSentence[], isInert: boolean, isKnown: boolean): string {
  if (!isKnown)
    return 'It is not known whether console authorization is on, so it is not known whether the rules count.'
  if (rules.length === 0) {
    return isInert
      ? 'Nobody is refused: console authorization is off, and there are no rules.'
      : 'Nobody is refused: there are no rules.'
  }
  const count = rules.length === 1 ? 'The rule' : `The ${rules.length} rules`
  if (isInert)
    return `${count} below ${rules.length === 1 ? 'is' : 'are'} inert until console authorization is on.`
  return rules.length === 1
    ? 'The rule below counts.'
    : `${count} below count, and a sign-in has to pass all of them.`
}

/** Statements of one sentence: the two of a pair, or one that stands alone. */
type Pair = readonly { readonly index: number; readonly statement: ExpectedStatement }[]

function pairs(policy: ExpectedPolicy): readonly Pair[] {
  const byKey = new Map<string, Pair>()
  for (const [index, statement] of policy.Statement.entries()) {
    const { Effect, Principal, Resource, Condition } = statement
    const key = JSON.stringify([Effect, Principal, Resource, pairKey(Condition)])
    byKey.set(key, [...(byKey.get(key) ?? []), { index, statement }])
  }
  return [...byKey.values()]
}

function writtenRule(pair: Pair, { accountId, statements }: AccessPicture, isInert: boolean): RuleSentence {
  const [first] = pair
  if (first === undefined) throw new TypeError('A pair has a statement.')
  const { Effect, Principal, Resource, Condition, readings } = first.statement
  const phases = (['before-sign-in', 'after-sign-in'] as const).filter((phase) =>
    pair.some(({ statement }) => coversPhase(statement.Action, phase)),
  )
  const words = ruleInWords(Condition, phases, accountId)
  const odd = [
    ...(Effect === 'Deny' ? [] : [`Effect ${Effect}`]),
    ...(Principal?.AWS === '*' && Object.keys(Principal).length === 1
      ? []
      : [`Principal ${JSON.stringify(Principal)}`]),
    ...(Resource === '*' ? [] : [`Resource ${Resource}`]),
  ]
  const text = Effect === 'Allow' ? 'A statement allows sign-in, and refuses nobody.' : words.text
  const asItStands = odd.length === 0 || Effect === 'Allow' ? '' : ` It says ${odd.join(', ')}.`
  const expected =
    readings === undefined ? '' : ' AWS has not written it yet, and does not document how it joins its parts.'
  const lost = pair.flatMap(({ statement }) =>
    lostPrincipalKeys(
      statement.Condition,
      phases.filter((phase) => coversPhase(statement.Action, phase)),
    ),
  )
  return {
    text: [`${text}${asItStands}${expected}`, ...(Effect === 'Allow' ? [] : lost)].join(' '),
    sids: statements
      .filter((listed) => pair.some(({ statement }) => isWrittenFrom(statement, listed)))
      .map(({ sid }) => sid),
    statements: pair.map(({ index }) => index),
    phases,
    isInert,
    isUnderstood: words.isUnderstood && asItStands === '',
  }
}

function missingRule(
  statement: PermissionStatement,
  { accountId }: AccessPicture,
  isInert: boolean,
): RuleSentence {
  const phases = ['before-sign-in', 'after-sign-in'] as const
  const { text, isUnderstood } = ruleInWords(statement.condition, phases, accountId)
  const where = ' It is listed, but not in the policy yet.'
  return { text: `${text}${where}`, sids: [statement.sid], statements: [], phases, isInert, isUnderstood }
}

function coversPhase(patterns: readonly string[], phase: Phase): boolean {
  return actionsOf[phase].some((action) =>
    patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())),
  )
}

const networkKeys: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
])

function notesOf({ policy, statements }: AccessPicture, rules: readonly RuleSentence[]): readonly string[] {
  if (rules.length === 0) return []
  const conditions = [
    ...policy.Statement.map(({ Condition }) => Condition),
    ...statements.map((one) => one.condition),
  ]
  const tests = conditions.flatMap((condition) =>
    Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values })),
    ),
  )
  const hasNetwork = tests.some(
    ({ operator, key }) => networkKeys.has(key) && conditionOperator(operator)?.isNegated !== false,
  )
  const hasFederated = tests.some(
    ({ key, values }) =>
      key === 'signin:principalarn' && values.some((value) => value.includes(':federated-user/')),
  )
  return [
    ...(hasNetwork
      ? [
          'People who come through the IAM Identity Center portal cannot pass a rule on networks, wherever they are.',
        ]
      : []),
    ...(hasFederated ? ['AWS does not document that a federated user can be excepted before sign-in.'] : []),
    'Calls signed with access keys are not bound by these rules.',
    "IAM policies and the organization's own policies can refuse a sign-in too; they are not in this picture.",
  ]
}
