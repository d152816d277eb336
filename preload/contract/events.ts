/**
 * Everything a window is told unasked: name → shape of the payload.
 *
 * @module
 */
import type * as z from 'zod/mini'
import { updateSchema } from './state.ts'

export const events = {
  'state.changed': updateSchema,
}

export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name)
}
