/**
 * Everything that is said of console access, and what each saying is made of.
 *
 * @module
 */
import type { Said } from './said.ts'

/** A value as AWS spells it, or something that is said. */
type Part = string | Said
type Parts = readonly Part[]
type Names = readonly string[]

/** A condition key, as the agent has a name for it. */
export type NamedKey =
  | 'address'
  | 'VPC'
  | 'VPC endpoint'
  | 'address inside the VPC'
  | 'Region'
  | 'principal'
  | "principal's account"
  | 'account'

/** Those of them that say from where. */
export type NetworkKey = Exclude<NamedKey, 'principal' | "principal's account" | 'account'>

export type SaidPhase = 'before-sign-in' | 'after-sign-in' | 'both'

// biome-ignore lint/complexity/noBannedTypes: a saying that is made of nothing more
type Nothing = {}

export type PolicySayings = {
  'policy-unknown': Nothing
  'policy-open-and-off': Nothing
  'policy-open': Nothing
  'policy-inert': { readonly count: number }
  'policy-counts': { readonly count: number }
  /** One sentence after the other. */
  sentences: { readonly parts: readonly Said[] }
  'rule-of-no-sign-in': Nothing
  'rule-allows': Nothing
  'rule-refuses': {
    readonly when: Parts
    readonly unless: Parts
    readonly except: Parts
    readonly phase: SaidPhase
  }
  'rule-says': { readonly what: Names }
  'rule-not-written-yet': Nothing
  'rule-not-in-policy-yet': Nothing
  'rule-lost-key': { readonly isBefore: boolean; readonly isException: boolean; readonly key: string }
  'when-condition': { readonly condition: string }
  'when-account': { readonly accounts: Names }
  'when-principal': { readonly principals: Parts }
  'when-network': { readonly key: NetworkKey; readonly values: Names }
  'unless-network': { readonly key: NetworkKey; readonly values: Names }
  /** `account` is empty for the account of the policy. */
  'principal-root': { readonly account: string }
  'principal-user': { readonly name: string; readonly account: string }
  'principal-role': { readonly name: string; readonly account: string }
  'principal-sessions': { readonly name: string; readonly account: string }
  'principal-federated': { readonly name: string; readonly account: string }
  'note-portal-networks': Nothing
  'note-federated': Nothing
  'note-access-keys': Nothing
  'note-other-policies': Nothing
  'note-address': Nothing
}

export type LockOutSayings = {
  refusal: { readonly isSure: boolean; readonly phase: SaidPhase; readonly reasons: Parts }
  'reason-everybody': Nothing
  'reason-effect': Nothing
  'reason-principal': Nothing
  'reason-resource': Nothing
  'reason-not-written-yet': Nothing
  'finding-condition': {
    readonly key: string
    readonly state: Part
    readonly operator: string
    readonly values: Names
  }
  'finding-absent': { readonly key: NamedKey }
  'finding-absent-wanted': { readonly key: NamedKey; readonly values: Names }
  'finding-is': { readonly key: NamedKey; readonly state: Part }
  'finding-is-tested': {
    readonly key: NamedKey
    readonly state: Part
    readonly operator: string
    readonly values: Names
  }
  'finding-is-not': { readonly key: NamedKey; readonly state: Part; readonly values: Names }
  'finding-has-to-be': { readonly key: NamedKey; readonly state: Part; readonly values: Names }
  'state-absent': Nothing
  'state-unknown': Nothing
  'state-either': { readonly states: Parts }
  'state-role': { readonly arn: string }
  'state-portal': Nothing
  'who-you': Nothing
  'who-glass-anywhere': Nothing
  'who-glass-here': Nothing
  'who-portal': Nothing
  'who-root': Nothing
  'who-root-here': Nothing
  'from-portal': Nothing
  'from-unknown': Nothing
}

export type PlanSayings = {
  'warning-nobody-bound': Nothing
  'warning-inert': Nothing
  'warning-access-keys': Nothing
  'warning-open-between': Nothing
  'warning-not-put-back': Nothing
  'warning-not-shown': Nothing
  'warning-glass-unsure': { readonly principal: string }
  'warning-nobody-left-out': Nothing
  'warning-name-glass': Nothing
  'warning-left-out-by-some': Nothing
  'warning-portal-kept-out': Nothing
  'warning-portal-networks': Nothing
  'warning-several-networks': { readonly count: number }
  'warning-other-policies': Nothing
  'warning-more-accounts': { readonly target: string; readonly account: string }
  'warning-renewal': { readonly profile: string }
  'warning-lost': { readonly statement: string }
  'warning-counted-in': { readonly what: Part }
  'unseen-added': { readonly statement: string }
  'unseen-removed': { readonly statement: string }
  'unseen-authorization': { readonly target: string; readonly isOn: boolean }
  'step-wait': Nothing
  'step-on': { readonly target: string }
  'step-off': { readonly target: string }
  'step-add': { readonly statement: string }
  'step-remove': { readonly statement: string }
  'undo-on': Nothing
  'undo-off': Nothing
  'undo-add': Nothing
  'undo-remove': Nothing
  'way-off': { readonly target: string }
  'way-undo': Nothing
  'confirm-nothing': Nothing
  'confirm-inert': Nothing
  'confirm-safe': Nothing
  'confirm-loses': { readonly who: Parts }
  'confirm-open': { readonly who: Parts }
  'confirm-others': Nothing
}

export type StatementSayings = {
  'statement-endpoint': Nothing
  'statement-address': Nothing
  'statement-vpc': Nothing
  'statement-region': Nothing
  'statement-principal': Nothing
  'statement-region-of': { readonly of: 'VPC' | 'VPC endpoint' }
  'statement-inside-what': Nothing
}

/** Of a change that was sent. */
export type ChangeSayings = { 'change-seen': Nothing; 'change-unseen': Nothing }

export type ConsoleAccessSayings = PolicySayings &
  LockOutSayings &
  PlanSayings &
  StatementSayings &
  ChangeSayings
