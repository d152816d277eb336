/**
 * How calls and events travel, the same over IPC and over a WebSocket: one JSON object each.
 *
 * @module
 */
import * as z from 'zod/mini'
import { errorViewSchema } from './errors.ts'

/** Bytes of one message from a window, as UTF-8. */
export const mostBytesOfCall = 256 * 1024

export const callMessageSchema = z.strictObject({
  kind: z.literal('call'),
  /** Chosen by the window, given back with the reply. */
  id: z.int().check(z.minimum(0)),
  name: z.string().check(z.maxLength(64)),
  request: z.unknown(),
})
export type CallMessage = z.infer<typeof callMessageSchema>

export const fromAgentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), id: z.number(), reply: z.unknown() }),
  z.strictObject({ kind: z.literal('refusal'), id: z.number(), error: errorViewSchema }),
  z.strictObject({ kind: z.literal('event'), name: z.string(), payload: z.unknown() }),
])
export type FromAgent = z.infer<typeof fromAgentSchema>
