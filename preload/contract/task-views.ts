/**
 * Things that take a while, as a window shows them: steps, a question on the way, an end.
 *
 * @module
 */
import * as z from 'zod/mini'
import { errorViewSchema } from './errors.ts'
import { saidListSchema, saidSchema } from './said.ts'

/** What a question is about, for a face with words of its own; any other is asked in the agent's words. */
export const questionTopicSchema = z.enum([
  'passphrase',
  'new-passphrase',
  'passphrase-again',
  'pasted-code',
  'region',
])
export type QuestionTopic = z.infer<typeof questionTopicSchema>

/** What was wrong with the answer before, so that it is asked once more. */
export const questionProblemSchema = z.enum([
  'passphrase-wrong',
  'passphrase-short',
  'passphrases-differ',
  'paste-empty',
  'paste-too-long',
  'paste-not-a-code',
  'paste-incomplete',
  'paste-address-to-open',
  'paste-other-sign-in',
])
export type QuestionProblem = z.infer<typeof questionProblemSchema>

/** A step of a sign-in. What a step does not have is left out; times are epoch milliseconds. */
export const signInStepViewSchema = z.object({
  kind: z.enum([
    'preparing',
    'registering',
    'showing-code',
    'opening-browser',
    'waiting-for-browser',
    'waiting-for-code',
    'exchanging',
    'signed-in',
  ]),
  method: z.optional(z.string()),
  /** Why a device code is used, where nobody asked for one. */
  because: z.optional(z.string()),
  region: z.optional(z.string()),
  name: z.optional(z.string()),
  startUrl: z.optional(z.string()),
  /** The page to open, where there is one. */
  url: z.optional(z.string()),
  /** Whether a browser was started on it. */
  opened: z.optional(z.boolean()),
  /** To be compared with what the page shows. */
  userCode: z.optional(z.string()),
  until: z.optional(z.number()),
  /** What was wrong with the code that was brought last. */
  problem: z.optional(z.string()),
  principalArn: z.optional(z.string()),
})
export type SignInStepView = z.infer<typeof signInStepViewSchema>

export const taskViewSchema = z.object({
  id: z.string(),
  /** `move-key`: of the vault; its subject is where to. */
  kind: z.enum(['sign-in', 'unlock', 'change', 'move-key']),
  /** What the person asked for, in their words: "Sign in to shop-dev". */
  title: z.string(),
  /** What it is about, alone: a profile, a session. */
  subject: z.optional(z.string()),
  startedAt: z.number(),
  /** Of a sign-in: where it stands. */
  step: z.nullable(signInStepViewSchema),
  /** What is under way, and how far, where it counts. */
  progress: z.nullable(
    z.object({
      text: z.string(),
      /** What the text is made of, where the agent has it. */
      said: z.optional(saidSchema),
      done: z.number(),
      total: z.nullable(z.number()),
      /** What is counted, for a face with words of its own, and what was found on the way. */
      counts: z.optional(z.literal('accounts')),
      found: z.optional(z.number()),
    }),
  ),
  /** What would change, before the question whether it may. */
  preview: z.nullable(z.object({ summary: z.array(z.string()), diff: z.array(z.string()) })),
  /** An answer is wanted: `tasks.answer`. */
  question: z.nullable(
    z.object({
      id: z.string(),
      message: z.string(),
      isSecret: z.boolean(),
      topic: z.optional(questionTopicSchema),
      problem: z.optional(questionProblemSchema),
    }),
  ),
  /** What the person was told on the way. */
  notes: z.array(z.string()),
  outcome: z.nullable(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('done'),
        summary: z.array(z.string()),
        diff: z.array(z.string()),
        said: saidListSchema,
      }),
      z.object({ kind: z.literal('cancelled') }),
      z.object({ kind: z.literal('failed'), error: errorViewSchema }),
    ]),
  ),
})
export type TaskView = z.infer<typeof taskViewSchema>
