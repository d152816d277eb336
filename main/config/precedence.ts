/**
 * Which source of a profile each family of AWS tools takes. They do not agree, and no document lists all of them: the
 * orders of Go, Java and Rust are those of the SDKs' own sources.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html Credential providers}
 * @see {@link https://github.com/aws/aws-sdk-go-v2/blob/main/config/resolve_credentials.go Go}
 * @see {@link https://github.com/aws/aws-sdk-java-v2/blob/master/core/auth/src/main/java/software/amazon/awssdk/auth/credentials/internal/ProfileCredentialsUtils.java Java}
 * @see {@link https://github.com/smithy-lang/smithy-rs/blob/main/aws/rust-runtime/aws-config/src/profile/credentials/repr.rs Rust}
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { type CredentialSourceKind, precedence } from './credential-source.ts'

export const toolFamilies = ['aws-cli', 'javascript', 'go', 'java', 'rust'] as const
export type ToolFamily = (typeof toolFamilies)[number]

export const toolWords: Readonly<Record<ToolFamily, string>> = {
  'aws-cli': inWords('tools-python'),
  javascript: 'JavaScript',
  go: 'Go',
  java: 'Java',
  rust: 'Rust',
}

const keys = ['static-in-credentials', 'static-in-config'] as const

/** First match first. A kind that is left out is one whose place is not known. */
const orders: Readonly<Record<ToolFamily, readonly CredentialSourceKind[]>> = {
  'aws-cli': precedence.awsCli,
  javascript: precedence.javascript,
  go: ['assume-role', ...keys, 'web-identity', 'sso', 'credential-process'],
  java: ['web-identity', 'sso', 'assume-role', 'login-session', 'credential-process', ...keys],
  rust: ['assume-role', 'web-identity', 'sso', 'login-session', 'credential-process', ...keys],
}

/** Undefined: the profile has none. `unknown`: which one is taken is not known. */
export type Winner = CredentialSourceKind | 'unknown' | undefined

/**
 * The source that a family takes of those that a profile has.
 *
 * @param viaSourceProfile - Another profile takes its credentials here: JavaScript then takes keys before anything else.
 */
export function winnerOf(
  family: ToolFamily,
  found: ReadonlySet<CredentialSourceKind>,
  viaSourceProfile = false,
): Winner {
  const [only, ...more] = found
  if (more.length === 0) return only
  const order = family === 'javascript' && viaSourceProfile ? [...keys, ...orders[family]] : orders[family]
  const first = order.find((kind) => found.has(kind))
  const isFirstOfAll = first === order[0]
  const hasUnplaced = [...found].some((kind) => !order.includes(kind))
  return hasUnplaced && !isFirstOfAll ? 'unknown' : first
}
