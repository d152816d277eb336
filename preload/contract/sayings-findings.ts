/**
 * Everything that `doctor` says, and what each saying is made of.
 *
 * @module
 */
import type { ErrorCode } from './errors.ts'
import type { Said } from './said.ts'

// biome-ignore lint/complexity/noBannedTypes: a saying that is made of nothing more
type Nothing = {}

/** What can be wrong with a config file. */
export type ConfigProblemKind =
  | 'not-utf-8'
  | 'byte-order-mark'
  | 'key-before-section'
  | 'duplicate-section'
  | 'duplicate-key'
  | 'no-delimiter'
  | 'empty-key'
  | 'sub-property-invalid'
  | 'sub-property-unnamed'
  | 'header-unterminated'
  | 'indented-line'
  | 'indented-comment'
  | 'indented-setting'
  | 'indented-header'
  | 'inline-comment'
  | 'header-spaces'
  | 'header-gap'
  | 'header-comment'
  | 'header-quotes'
  | 'section-name-invalid'
  | 'section-not-a-profile'
  | 'default-for-all'
  | 'default-twice'
  | 'section-twice'
  | 'key-name-invalid'
  | 'key-upper-case'
  | 'colon-delimiter'
  | 'colon-in-name'
  | 'no-equals'
  | 'carriage-return'
  | 'control-character'
  | 'two-sources'
  | 'sso-session-unknown'
  | 'sso-session-mismatch'
  | 'source-profile-unknown'
  | 'role-source-twice'

/** Where a profile's credentials can come from. */
export type NamedSource =
  | 'assume-role'
  | 'web-identity'
  | 'sso'
  | 'static-in-credentials'
  | 'static-in-config'
  | 'login-session'
  | 'credential-process'

/** What can be wrong with a file of the AWS CLI's cache. */
export type CacheFault = 'torn' | 'not-json' | 'foreign' | 'incomplete' | 'key-unusable' | 'unreadable'

/** What became of the file that certificate authorities were taken from. */
export type AuthorityFileState = 'gone' | 'open' | 'changed'

/** What is looked at, where it is no name of the person's own. */
export type FindingSubject =
  | 'vault'
  | 'key store'
  | 'clock'
  | 'endpoints'
  | 'AWS config'
  | 'AWS CLI sign-ins'
  | 'access portal'
  | 'network'

export type FindingSayings = {
  'finding-subject': { readonly subject: FindingSubject }
  /** `words`: the agent's own, in English, with the names and numbers. */
  'finding-error': { readonly code: ErrorCode; readonly words: string }
  'vault-none': { readonly path: string }
  'vault-is-made': Nothing
  'vault-open': { readonly by: 'passphrase' | 'key-store'; readonly path: string }
  'vault-unsaved': { readonly by: 'passphrase' | 'key-store'; readonly path: string }
  /** Commands stand each on a line of their own. */
  'vault-make-room': { readonly commands: readonly string[] }
  'key-store-empty': Nothing
  'key-store-has-key': Nothing
  'key-store-instead': Nothing
  'host-answers': { readonly host: string }
  'clock-unknown': Nothing
  'clock-agrees': Nothing
  'clock-off': { readonly seconds: number; readonly isBehind: boolean; readonly isFar: boolean }
  'clock-set': { readonly commands: readonly string[] }
  'network-plain': Nothing
  'network-no-proxy': Nothing
  'network-proxy-set': { readonly urls: string; readonly path: string }
  'network-proxy-environment': { readonly urls: string }
  'network-unreadable': { readonly path: string }
  'network-set-anew': { readonly commands: readonly string[] }
  'network-authority': { readonly authority: string; readonly from: string; readonly until: string }
  'network-authority-ended': { readonly authority: string; readonly until: string }
  'network-authority-anew': { readonly commands: readonly string[] }
  'network-file': { readonly path: string; readonly state: AuthorityFileState }
  'network-file-next': { readonly state: AuthorityFileState; readonly commands: readonly string[] }
  'endpoints-own': Nothing
  'endpoint-replaced': { readonly variable: string; readonly service: string; readonly url: string }
  'endpoint-unset': { readonly commands: readonly string[] }
  'default-changed': { readonly profile: string }
  'default-follow-again': { readonly command: string }
  'default-follows': { readonly profile: string }
  'config-refused': Nothing
  'config-alike': { readonly count: number }
  'config-findings': { readonly count: number }
  'config-see': { readonly command: string }
  /** The sources are those of `two-sources`: all, and which one each kind of tool uses. */
  'config-problem': {
    readonly kind: ConfigProblemKind
    readonly subject: string
    readonly sources: readonly Said[]
    readonly javascript: NamedSource | ''
    readonly awsCli: NamedSource | ''
  }
  'config-source': {
    readonly source: NamedSource
    readonly key: string
    readonly file: 'config' | 'credentials'
    readonly line: number
  }
  'config-fix': {
    readonly kind: ConfigProblemKind
    readonly subject: string
    readonly commands: readonly string[]
  }
  'cli-cache-fault': { readonly path: string; readonly fault: CacheFault }
  'cli-cache-owner': Nothing
  'cli-cache-delete': Nothing
  'cli-sign-ins': { readonly count: number }
  'cli-take-over': { readonly look: string; readonly take: string }
  'cli-registrations': { readonly count: number }
  'cli-nothing-to-do': Nothing
  'cli-none': Nothing
}
