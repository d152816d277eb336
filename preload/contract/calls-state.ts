import * as z from 'zod/mini'
import { call, look, nothing, shortText } from './call.ts'
import { snapshotSchema } from './state.ts'

/** The state as a whole, and what is under way. */
export const stateCalls = {
  'state.read': look(nothing, snapshotSchema),
  /** The person came back to the window: what other programs may have changed is read again. */
  'state.refresh': look(nothing, nothing),
  /** `answer` null: the person turned away. */
  'tasks.answer': call(
    z.strictObject({
      task: shortText,
      question: shortText,
      answer: z.nullable(z.string().check(z.maxLength(8192))),
    }),
    nothing,
  ),
  'tasks.cancel': call(z.strictObject({ task: shortText }), nothing),
  /** Opens the page that the task waits for, in the person's browser. False where there is no screen for one. */
  'tasks.openPage': call(z.strictObject({ task: shortText }), z.object({ opened: z.boolean() })),
  /** An ended task is taken off the list. */
  'tasks.dismiss': call(z.strictObject({ task: shortText }), nothing),
}
