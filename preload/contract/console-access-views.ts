/**
 * What a person may see of console access: who may sign in to the AWS console, and from where.
 * Times are epoch milliseconds.
 *
 * @module
 */
import * as z from 'zod/mini'
import { errorViewSchema } from './errors.ts'
import { saidListSchema } from './said.ts'

/** What makes a statement, as AWS spells it. */
export const permissionInputViewSchema = z.object({
  sourceVpc: z.optional(z.string()),
  signinSourceVpce: z.optional(z.string()),
  consoleSourceVpce: z.optional(z.string()),
  vpcSourceIp: z.optional(z.string()),
  sourceIp: z.optional(z.string()),
  requestedRegion: z.optional(z.string()),
  excludedPrincipal: z.optional(z.string()),
})
export type PermissionInputView = z.infer<typeof permissionInputViewSchema>

const conditionSchema = z.record(z.string(), z.record(z.string(), z.array(z.string())))

export const permissionStatementViewSchema = z.object({
  /** AWS's id; null for one that is only planned. */
  sid: z.nullable(z.string()),
  /** In words, for a person. */
  words: z.string(),
  /** What makes it; null when its condition is all that is known. */
  input: z.nullable(permissionInputViewSchema),
  condition: z.nullable(conditionSchema),
})
export type PermissionStatementView = z.infer<typeof permissionStatementViewSchema>

/** Whether one situation is let in: before the person has proved who they are, after that, and both together. */
export const accessVerdictViewSchema = z.object({
  beforeSignIn: z.enum(['let-in', 'locked-out', 'cannot-tell']),
  afterSignIn: z.enum(['let-in', 'locked-out', 'cannot-tell']),
})
export type AccessVerdictView = z.infer<typeof accessVerdictViewSchema>

/** One row of "who would get in". */
export const lockOutRowViewSchema = z.object({
  /** The situation: "you, now". */
  name: z.string(),
  principalArn: z.string(),
  /** From where, for a person. */
  from: z.string(),
  isPortalUser: z.boolean(),
  now: accessVerdictViewSchema,
  /** With the change; the same as `now` where there is none. */
  afterwards: accessVerdictViewSchema,
  /** What is inert then binds once console authorization is turned on; null where nothing is inert. */
  onceOn: z.nullable(accessVerdictViewSchema),
  /** From `now` to `afterwards`. */
  outcome: z.enum(['keeps', 'loses', 'gains', 'stays-out', 'cannot-tell']),
  /** Why somebody is kept out, or may be: afterwards, or once it is on. */
  reasons: z.array(z.string()),
})
export type LockOutRowView = z.infer<typeof lockOutRowViewSchema>

export const consoleTargetViewSchema = z.object({
  targetId: z.string(),
  kind: z.enum(['account', 'organization', 'root']),
  /** As AWS spells it. */
  scope: z.string(),
  isOn: z.boolean(),
})

/** Everything of one account, read at one moment. AWS's reading lags behind its writing by up to minutes. */
export const consoleAccessViewSchema = z.object({
  profile: z.string(),
  accountId: z.string(),
  /** Where it was read. */
  region: z.string(),
  readAt: z.number(),
  /** The account first; then the target that was asked for. */
  targets: z.array(consoleTargetViewSchema),
  /** Whether the statements bind anybody. */
  isOn: z.boolean(),
  statements: z.array(permissionStatementViewSchema),
  /** The whole policy in words, a sentence each. */
  words: z.array(z.string()),
  /** The policy as AWS has it, JSON. */
  policy: z.string(),
  rows: z.array(lockOutRowViewSchema),
  notes: z.array(z.string()),
  /** Changes by Signet that AWS does not show yet. */
  unseen: z.array(z.string()),
  said: saidListSchema,
})
export type ConsoleAccessView = z.infer<typeof consoleAccessViewSchema>

export const changeStepViewSchema = z.object({
  do: z.enum(['authorization-off', 'authorization-on', 'remove-statement', 'add-statement', 'wait']),
  /** As AWS names the call: `put-resource-permission-statement`. Null for the wait. */
  operation: z.nullable(z.string()),
  /** What it is called with, for a person. */
  text: z.string(),
  /** What takes it back, for a person; null when nothing does. */
  undo: z.nullable(z.string()),
  /** The same in every sending of this call. */
  clientToken: z.nullable(z.string()),
  state: z.enum(['planned', 'sent', 'done', 'failed']),
})
export type ChangeStepView = z.infer<typeof changeStepViewSchema>

/** `serious` can mean a lock-out, or a door that stands open. */
export const accessWarningViewSchema = z.object({
  weight: z.enum(['serious', 'note']),
  text: z.string(),
})

/** What has to be typed before a change is sent. */
export const changeConfirmationViewSchema = z.object({
  kind: z.enum(['none', 'yes', 'typed']),
  /** For `typed`: this. */
  word: z.nullable(z.string()),
  /** Why, for a person. */
  reason: z.string(),
})

export const changePlanViewSchema = z.object({
  profile: z.string(),
  accountId: z.string(),
  targetId: z.string(),
  isOnNow: z.boolean(),
  isOnAfterwards: z.boolean(),
  /** Lines that begin with `+` or `-`. */
  diff: z.array(z.string()),
  steps: z.array(changeStepViewSchema),
  wordsNow: z.array(z.string()),
  wordsAfterwards: z.array(z.string()),
  rows: z.array(lockOutRowViewSchema),
  warnings: z.array(accessWarningViewSchema),
  confirmation: changeConfirmationViewSchema,
  /** Commands that go back. They sign with keys, so they work also for whom the console keeps out. */
  wayBack: z.array(z.object({ command: z.string(), text: z.string() })),
  said: saidListSchema,
})
export type ChangePlanView = z.infer<typeof changePlanViewSchema>

export const changeResultViewSchema = z.object({
  outcome: z.enum(['applied', 'failed', 'cancelled', 'unchanged', 'dry-run', 'declined']),
  plan: changePlanViewSchema,
  /** Of the record that Signet keeps; null when nothing was sent. */
  changeId: z.nullable(z.string()),
  steps: z.array(changeStepViewSchema),
  /** Why it stopped. */
  fault: z.nullable(errorViewSchema),
  /** Whether reading showed all of it before Signet stopped looking; null when it did not look. */
  isSeen: z.nullable(z.boolean()),
  /** How to take back what was done. */
  undoCommand: z.nullable(z.string()),
})
export type ChangeResultView = z.infer<typeof changeResultViewSchema>

/** A change that Signet made, as its history has it. */
export const pastChangeViewSchema = z.object({
  id: z.string(),
  profile: z.string(),
  accountId: z.string(),
  targetId: z.string(),
  plannedAt: z.number(),
  state: z.enum(['done', 'stopped']),
  /** The change that it took back. */
  undoOf: z.nullable(z.string()),
  undoneBy: z.nullable(z.string()),
  steps: z.array(changeStepViewSchema),
  said: saidListSchema,
})
export type PastChangeView = z.infer<typeof pastChangeViewSchema>

export const consoleDriftViewSchema = z.object({
  profile: z.string(),
  accountId: z.string(),
  targetId: z.string(),
  path: z.string(),
  isSame: z.boolean(),
  /** From the file to AWS: `+` is at AWS and not in the file, `-` is in the file and not at AWS. */
  diff: z.array(z.string()),
})
export type ConsoleDriftView = z.infer<typeof consoleDriftViewSchema>
