import type { CredentialSource, CredentialSourceKind } from './credential-source.ts'
import type { ProblemKind, ProblemSeverity } from './problem-texts.ts'
import type { ConfigFileKind } from './sections.ts'

export interface ProblemSources {
  readonly found: readonly CredentialSource[]
  readonly javascript: CredentialSourceKind | undefined
  readonly awsCli: CredentialSourceKind | undefined
}

/** One thing that a tool refuses, leaves out or reads in its own way, and what to do about it. */
export interface ConfigProblem {
  readonly file: ConfigFileKind
  /** From 1. */
  readonly line: number
  readonly severity: ProblemSeverity
  readonly kind: ProblemKind
  /** The name that it is about, as it is shown; empty where it is about none. */
  readonly subject: string
  /** Of `two-sources`: where they stand, and which one each kind of tool uses. */
  readonly sources?: ProblemSources
  /** What is wrong. No value of the file is in it. */
  readonly problem: string
  /** What the SDKs make of it. */
  readonly specification: string
  readonly awsCli: string
  readonly fix: string
}
