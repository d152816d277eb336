/**
 * Things that take a while, as a window shows them: steps, a question on the way, an end.
 *
 * @module
 */
import * as z from 'zod/mini'
import { errorViewSchema } from './errors.ts'

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
  kind: z.enum(['sign-in', 'unlock', 'change']),
  /** What the person asked for, in their words: "Sign in to shop-dev". */
  title: z.string(),
  /** What it is about, alone: a profile, a session. */
  subject: z.optional(z.string()),
  startedAt: z.number(),
  /** Of a sign-in: where it stands. */
  step: z.nullable(signInStepViewSchema),
  /** What is under way, and how far, where it counts. */
  progress: z.nullable(z.object({ text: z.string(), done: z.number(), total: z.nullable(z.number()) })),
  /** What would change, before the question whether it may. */
  preview: z.nullable(z.object({ summary: z.array(z.string()), diff: z.array(z.string()) })),
  /** An answer is wanted: `tasks.answer`. */
  question: z.nullable(z.object({ id: z.string(), message: z.string(), isSecret: z.boolean() })),
  /** What the person was told on the way. */
  notes: z.array(z.string()),
  outcome: z.nullable(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('done'), summary: z.array(z.string()), diff: z.array(z.string()) }),
      z.object({ kind: z.literal('cancelled') }),
      z.object({ kind: z.literal('failed'), error: errorViewSchema }),
    ]),
  ),
})
export type TaskView = z.infer<typeof taskViewSchema>
