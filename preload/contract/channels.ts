/**
 * The channels of IPC between the shell and its window. Both carry text: one JSON object of `messages.ts`, so that it is
 * measured before it is read.
 */
export const channels = {
  /** Invoked with a call; answered with its reply or its refusal. */
  call: 'signet:call',
  /** Events, as they happen. */
  event: 'signet:event',
} as const
