/**
 * Everything a window is told unasked: name → shape of the payload.
 *
 * @module
 */
import * as z from 'zod/mini'
import { activityViewSchema } from './activity-views.ts'
import { updateSchema } from './state.ts'

export const events = {
  'state.changed': updateSchema,
  /** A line that was just written to the activity log. */
  'activity.appended': activityViewSchema,
  /** Of the shell only: a person chose this in the tray, a menu or a notification. */
  'shell.asked': z.object({
    what: z.enum(['sign-in', 'settings', 'approvals', 'profile']),
    /** The profile, where it is about one. */
    about: z.nullable(z.string()),
  }),
}

export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name)
}
