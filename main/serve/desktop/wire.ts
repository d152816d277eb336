/**
 * Messages of a window ↔ text. Pure.
 *
 * @module
 */
import { type EventName, type EventPayload, events } from '../../../preload/contract/events.ts'
import {
  type CallMessage,
  callMessageSchema,
  type FromAgent,
  mostBytesOfCall,
} from '../../../preload/contract/messages.ts'

/** Undefined for what is no call: whoever sends that gets no answer. */
export function decodeCall(text: string): CallMessage | undefined {
  // SECURITY (T16, T27): measured before it is parsed. A UTF-16 unit is at most three bytes.
  if (text.length > mostBytesOfCall || new TextEncoder().encode(text).length > mostBytesOfCall)
    return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return callMessageSchema.safeParse(value).data
}

export function encodeReply(id: number, reply: unknown): string {
  return encode({ kind: 'reply', id, reply })
}

export function encodeRefusal(id: number, error: Extract<FromAgent, { kind: 'refusal' }>['error']): string {
  return encode({ kind: 'refusal', id, error })
}

/** @throws a schema error for a payload that is not of its event: a mistake of ours. */
export function encodeEvent<Name extends EventName>(name: Name, payload: EventPayload<Name>): string {
  // SECURITY (T15): the schema drops every field that it does not name, so nothing else can cross.
  return encode({ kind: 'event', name, payload: events[name].parse(payload) })
}

function encode(message: FromAgent): string {
  return JSON.stringify(message)
}
