import * as z from 'zod/mini'
import { activityHealthViewSchema, activityVerdictViewSchema, activityViewSchema } from './activity-views.ts'
import { call, look, nothing, shortText } from './call.ts'

/** Who used what, and the questions that wait for a person. */
export const activityCalls = {
  'activity.read': look(
    z.strictObject({
      profile: z.nullable(shortText),
      /** How far back; null: as far as there are lines. */
      sinceInMilliseconds: z.nullable(z.number().check(z.minimum(0))),
      limit: z.int().check(z.minimum(1), z.maximum(10_000)),
    }),
    z.object({ lines: z.array(activityViewSchema), health: activityHealthViewSchema }),
  ),
  'activity.verify': look(nothing, activityVerdictViewSchema),
  'consent.answer': call(
    z.strictObject({
      id: shortText,
      answer: z.enum(['yes', 'no']),
      /** A yes for the same program in the same terminal, for a while. */
      remember: z.boolean(),
    }),
    nothing,
  ),
}
