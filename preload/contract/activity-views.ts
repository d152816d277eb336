/**
 * Who uses what, as a person may see it. No field can hold a secret: of an access key only its last four signs exist.
 * Times are epoch milliseconds by this machine's clock, expiries by AWS's.
 *
 * @module
 */
import * as z from 'zod/mini'
import { errorCodeSchema } from './errors.ts'

/** A program that asked, or that ran the one that asked. */
export const programViewSchema = z.object({
  pid: z.number(),
  /** The system's count since boot. */
  start: z.optional(z.string()),
  exe: z.optional(z.string()),
  /** What an interpreter runs, by its own word: never checked. */
  script: z.optional(z.string()),
})
export type ProgramView = z.infer<typeof programViewSchema>

/**
 * Who asked. `verified`: the asking process was proven to be the one it says, and the system named its parent. `claimed`:
 * its own word. `refuted`: its word was found wrong. `unknown`: nothing could be found out. That a program is verified
 * says which it is, not that it may be trusted.
 */
export const consumerViewSchema = z.object({
  how: z.enum(['verified', 'claimed', 'refuted', 'unknown']),
  /** The program that ran Signet's command. */
  program: z.optional(programViewSchema),
  /** The one that ran that. */
  parent: z.optional(programViewSchema),
  /** The asking process itself, where it was verified: as a rule Signet's command. */
  relay: z.optional(programViewSchema),
  tty: z.optional(z.string()),
  /** The session's leader, as a rule a terminal's shell. */
  leader: z.optional(z.object({ pid: z.number(), start: z.optional(z.string()) })),
})
export type ConsumerView = z.infer<typeof consumerViewSchema>

/**
 * `requested`: whoever asked was gone before there was an answer. `expired`: nobody answered a question in time. `gap` and
 * `dropped` are about the log itself: lines that are missing, torn or were never written.
 */
export const activityEventSchema = z.enum([
  'requested',
  'served',
  'denied',
  'asked',
  'approved',
  'expired',
  'failed',
  'signed-in',
  'signed-out',
  'locked',
  'unlocked',
  'policy-changed',
  'default-changed',
  'gap',
  'dropped',
])
export type ActivityEvent = z.infer<typeof activityEventSchema>

/** How much was handed out since midnight, where the agent stands. */
export const todayViewSchema = z.object({
  since: z.number(),
  served: z.number(),
  /** Denied, failed, or not answered by a person. */
  refused: z.number(),
})
export type TodayView = z.infer<typeof todayViewSchema>

/** One line of the activity log. What an event does not have is left out. */
export const activityViewSchema = z.object({
  seq: z.int(),
  time: z.number(),
  event: activityEventSchema,
  profile: z.optional(z.string()),
  /** How the credentials left. */
  channel: z.optional(z.string()),
  accountId: z.optional(z.string()),
  /** The principal's or the role's ARN, or the role's name where its ARN is not known. */
  principal: z.optional(z.string()),
  /** The last four signs of the access key's id. */
  key: z.optional(z.string().check(z.maxLength(4))),
  expires: z.optional(z.number()),
  milliseconds: z.optional(z.number()),
  /** Whether it was answered from memory, without waiting. */
  cached: z.optional(z.boolean()),
  /** The person was told, as the profile's policy wants it. */
  noticed: z.optional(z.boolean()),
  consumer: z.optional(consumerViewSchema),
  /** Who answered a question or changed something. */
  by: z.optional(consumerViewSchema),
  code: z.optional(errorCodeSchema),
  /** In words of our own: what changed, why not, what is missing. */
  note: z.optional(z.string()),
  /** Lines, of `gap` and `dropped`. */
  count: z.optional(z.number()),
})
export type ActivityView = z.infer<typeof activityViewSchema>

/** How the log itself is. */
export const activityHealthViewSchema = z.object({
  /** Why lines could not be written, while they cannot. */
  fault: z.nullable(z.string()),
  /** Lines that wait for the disk. */
  waiting: z.number(),
  /** Lines that found no room to wait, since the agent started. */
  dropped: z.number(),
})
export type ActivityHealthView = z.infer<typeof activityHealthViewSchema>

/** What reading the whole log again found. */
export const activityVerdictViewSchema = z.object({
  /** Whether every line is there as it was written, as far as the log can tell. */
  isIntact: z.boolean(),
  lines: z.number(),
  /** The first and the last line there is; older ones are rotated away. */
  first: z.nullable(z.int()),
  last: z.nullable(z.int()),
  findings: z.array(
    z.object({
      kind: z.enum([
        'changed',
        'missing',
        'out-of-order',
        'unreadable',
        'end-unknown',
        'gap',
        'torn',
        'dropped',
      ]),
      /** In which file, and where in it, counted from 1. */
      file: z.string(),
      line: z.number(),
      text: z.string(),
    }),
  ),
})
export type ActivityVerdictView = z.infer<typeof activityVerdictViewSchema>

/** A question that waits for a person. It says what was checked, and never that something is safe. */
export const consentQuestionViewSchema = z.object({
  id: z.string(),
  profile: z.string(),
  channel: z.string(),
  isProduction: z.boolean(),
  consumer: consumerViewSchema,
  askedAt: z.number(),
  until: z.number(),
  /** Whether a yes can be remembered: only for a verified program. */
  canRemember: z.boolean(),
})
export type ConsentQuestionView = z.infer<typeof consentQuestionViewSchema>

/** How a profile may be used. */
export const policyViewSchema = z.object({
  profile: z.string(),
  use: z.enum(['allow', 'notify', 'ask', 'deny']),
  minRemainingSeconds: z.nullable(z.number()),
  isProduction: z.boolean(),
})
export type PolicyView = z.infer<typeof policyViewSchema>
