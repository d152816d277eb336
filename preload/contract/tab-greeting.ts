/**
 * The first message each way on the WebSocket of a browser tab, before any call: a tab that comes back makes the server
 * prove that it is the one it left. Over IPC there is nothing to prove.
 *
 * @module
 */
import * as z from 'zod/mini'

/** 32 bytes, hexadecimal. */
const bytesSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** From the tab. A page that was just loaded from this server has no key yet, and so no question. */
export const greetingSchema = z.strictObject({ kind: z.literal('greet'), nonce: z.nullable(bytesSchema) })
export type Greeting = z.infer<typeof greetingSchema>

export const welcomeSchema = z.discriminatedUnion('kind', [
  /** To a page without a key: the key for its later questions. */
  z.strictObject({ kind: z.literal('welcome'), key: bytesSchema }),
  /** HMAC-SHA-256 (RFC 2104) of {@link provenText}, with that key. */
  z.strictObject({ kind: z.literal('proof'), proof: bytesSchema }),
])
export type Welcome = z.infer<typeof welcomeSchema>

export function provenText(nonce: string): string {
  return `signet tab ${nonce}`
}
