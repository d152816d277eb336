/**
 * What is said of where a profile's credentials come from.
 *
 * @module
 */
import type { ErrorCode } from './errors.ts'
import type { NamedSource } from './sayings-findings.ts'

// biome-ignore lint/complexity/noBannedTypes: a saying that is made of nothing more
type Nothing = {}

export type ExplanationSayings = {
  'source-of-profile': { readonly source: NamedSource }
  'served-unknown': Nothing
  'served-nothing': Nothing
  /** `words`: the agent's own, in English, with the names. */
  'served-nothing-for': { readonly code: ErrorCode; readonly words: string }
  'served-by-role': { readonly role: string; readonly source: string; readonly isOfConfig: boolean }
  /** `role` and `account` are empty where the session is served as it is. */
  'served-by-session': {
    readonly role: string
    readonly account: string
    readonly who: string
    readonly hasEnded: boolean
  }
}
