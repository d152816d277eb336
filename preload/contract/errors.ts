/**
 * What an error may carry across a boundary: a window, a terminal, an HTTP reply.
 * Nothing else of an error ever crosses: no stack, no cause, no fields.
 *
 * @module
 */
import * as z from 'zod/mini'

/** What a person can do about an error. */
export const remedySchema = z.enum(['none', 'retry', 'sign-in', 'unlock', 'approve', 'fix-config'])
export type Remedy = z.infer<typeof remedySchema>

/** Every code that can be shown. Closed: a new code is a line here, with its class in `kernel/errors.ts`. */
export const errorCodeSchema = z.enum([
  // InputError: the request or a file is not as it must be.
  'request-malformed',
  'profile-unknown',
  'profile-conflict',
  'profile-name-invalid',
  'config-invalid',
  'config-changed',
  'config-unwritable',
  'region-invalid',
  'endpoint-invalid',
  'environment-unsafe',
  'home-unsafe',
  'start-url-invalid',
  'preferences-newer',
  'preferences-unwritable',
  'history-unwritable',
  'history-unreadable',
  'statement-invalid',
  'target-invalid',
  'resource-invalid',
  'token-invalid',
  // ProtocolError: a peer broke the specification.
  'response-malformed',
  'id-token-malformed',
  'frame-malformed',
  // RefusalError: a peer or a person said no.
  'access-denied',
  'invalid-request',
  'not-found',
  'conflict',
  'quota-exceeded',
  'insufficient-permissions',
  'consent-denied',
  'policy-denied',
  'keys-in-vault',
  'life-too-short',
  'registration-invalid',
  'role-not-assigned',
  'mfa-failed',
  // SessionError
  'session-missing',
  'session-expired',
  'sign-in-expired',
  'sign-in-denied',
  'sign-in-cancelled',
  'credentials-changed',
  'mfa-needed',
  // VaultError
  'vault-locked',
  'vault-corrupt',
  'vault-newer',
  'vault-key-missing',
  'vault-unreadable',
  'vault-unwritable',
  'passphrase-wrong',
  'key-store-absent',
  'key-store-locked',
  'key-store-denied',
  'key-store-timed-out',
  // UnavailableError
  'network-down',
  'timed-out',
  'throttled',
  'server-error',
  'tls-untrusted',
  'loopback-unavailable',
  'agent-busy',
  // A programmer's mistake.
  'internal',
])
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** The only form in which an error crosses a boundary. */
export const errorViewSchema = z.object({ code: errorCodeSchema, message: z.string(), remedy: remedySchema })
export type ErrorView = z.infer<typeof errorViewSchema>
