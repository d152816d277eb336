/**
 * What stands at AWS, merged into one picture and said in plain English: where console authorization is on, and what the
 * statements make of a sign-in.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import type { ConsoleAuthorization, PermissionStatement } from '../aws/signin-control-types.ts'
import { say, sentences } from '../kernel/say.ts'
import { matchesWildcard } from '../kernel/wildcard.ts'
import type { ExpectedPolicy, ExpectedStatement } from './expected-policy.ts'
import { policyNotes } from './policy-notes.ts'
import { policySummary } from './policy-summary.ts'
import { actionsOf, type Phase } from './request-context.ts'
import { lostPrincipalKeys, ruleInWords } from './rule-in-words.ts'
import { isWrittenFrom, pairKey } from './statement-pairs.ts'

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
  const { summary, rules, notes } = policySaid(picture)
  return {
    scopes: picture.targets.map(scopeInWords),
    summary: summary.text,
    rules: rules.map(({ said: { text }, ...rule }) => ({ text, ...rule })),
    notes: notes.map(({ text }) => text),
  }
}

interface SaidRule extends Omit<RuleSentence, 'text'> {
  readonly said: Said
}

export interface PolicySaid {
  readonly summary: Said
  readonly rules: readonly SaidRule[]
  readonly notes: readonly Said[]
}

/** The same, with what each sentence is made of. */
export function policySaid(picture: AccessPicture): PolicySaid {
  const isInert = !picture.targets.some(({ consoleAuthorizationEnabled }) => consoleAuthorizationEnabled)
  const written = pairs(picture.policy).map((pair) => writtenRule(pair, picture, isInert))
  const found = new Set(written.flatMap(({ sids }) => sids))
  const missing = picture.statements.filter(({ sid }) => !found.has(sid))
  const rules = [...written, ...missing.map((statement) => missingRule(statement, picture, isInert))]
  return {
    summary: policySummary(rules.length, isInert, picture.targets.length > 0),
    rules,
    notes: rules.length === 0 ? [] : policyNotes(picture.policy, picture.statements),
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

function writtenRule(pair: Pair, { accountId, statements }: AccessPicture, isInert: boolean): SaidRule {
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
  const isAllow = Effect === 'Allow'
  const isOdd = odd.length > 0 && !isAllow
  const lost = pair.flatMap(({ statement }) =>
    lostPrincipalKeys(
      statement.Condition,
      phases.filter((phase) => coversPhase(statement.Action, phase)),
    ),
  )
  return {
    said: sentences([
      isAllow ? say('rule-allows', {}, 'A statement allows sign-in, and refuses nobody.') : words.said,
      ...(isOdd ? [say('rule-says', { what: odd }, `It says ${odd.join(', ')}.`)] : []),
      ...(readings === undefined ? [] : [notWrittenYet]),
      ...(isAllow ? [] : lost),
    ]),
    sids: statements
      .filter((listed) => pair.some(({ statement }) => isWrittenFrom(statement, listed)))
      .map(({ sid }) => sid),
    statements: pair.map(({ index }) => index),
    phases,
    isInert,
    isUnderstood: words.isUnderstood && !isOdd,
  }
}

function missingRule(
  statement: PermissionStatement,
  { accountId }: AccessPicture,
  isInert: boolean,
): SaidRule {
  const phases = ['before-sign-in', 'after-sign-in'] as const
  const { said: rule, isUnderstood } = ruleInWords(statement.condition, phases, accountId)
  const said = sentences([rule, notInPolicyYet])
  return { said, sids: [statement.sid], statements: [], phases, isInert, isUnderstood }
}

const notInPolicyYet = say('rule-not-in-policy-yet', {}, 'It is listed, but not in the policy yet.')
const notWrittenYet = say(
  'rule-not-written-yet',
  {},
  'AWS has not written it yet, and does not document how it joins its parts.',
)

function coversPhase(patterns: readonly string[], phase: Phase): boolean {
  return actionsOf[phase].some((action) =>
    patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())),
  )
}
