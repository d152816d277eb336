import type { ProblemKind, ProblemSeverity } from './problem-texts.ts'
import type { ConfigFileKind } from './sections.ts'

/** One thing that a tool refuses, leaves out or reads in its own way, and what to do about it. */
export interface ConfigProblem {
  readonly file: ConfigFileKind
  /** From 1. */
  readonly line: number
  readonly severity: ProblemSeverity
  readonly kind: ProblemKind
  /** What is wrong. No value of the file is in it. */
  readonly problem: string
  /** What the SDKs make of it. */
  readonly specification: string
  readonly awsCli: string
  readonly fix: string
}
