/**
 * How a sign-in fails, in words: what happened, what is safe, what to do next.
 *
 * @module
 */
import { InputError, RefusalError, SessionError, UnavailableError } from '../kernel/errors.ts'
import type { SignInMethod } from './flow.ts'

const untouched = 'Nothing was stored, and the sessions you have go on.'

/** Nobody came back in time. */
export function lateError(method: SignInMethod): SessionError {
  const next =
    method === 'same-device'
      ? 'Run `signet login` again. If the page showed an error such as HTTP 400, open the address in a private ' +
        'window; if the browser cannot reach this machine, use `signet login --remote`.'
      : 'Run `signet login --remote` again. If the page showed an error such as HTTP 400, open the address in a ' +
        'private window.'
  return new SessionError(
    'sign-in-expired',
    `Nobody confirmed the sign-in within 10 minutes. ${untouched} ${next}`,
  )
}

/** @param refused - `text` is safe to show. */
export function refusedError(refused: {
  readonly error: string
  readonly text: string
}): SessionError | UnavailableError {
  if (refused.error === 'server_error' || refused.error === 'temporarily_unavailable') {
    const message = `AWS could not sign you in just now (${refused.text}). ${untouched} Run \`signet login\` again in a moment.`
    return new UnavailableError('server-error', message)
  }
  const message =
    `The sign-in was refused in the browser (${refused.text}). ${untouched} ` +
    'To try again, perhaps with another identity, run `signet login`.'
  return new SessionError('sign-in-denied', message)
}

/** @param cause - What the last attempt to listen failed with. */
export function noPortError(attempts: number, cause: unknown): UnavailableError {
  const message =
    `Signet could not listen on 127.0.0.1 for the browser's answer, ${attempts} times in a row. ${untouched} ` +
    'Use `signet login --remote`: it needs no port.'
  return new UnavailableError('loopback-unavailable', message, { cause })
}

/** There is nobody to type the code. */
export function nobodyToAskError(): RefusalError {
  return new RefusalError(
    'sign-in-denied',
    `This sign-in needs a code to be pasted, and nobody can be asked here. ${untouched} Run \`signet login --remote\` in a terminal.`,
    'sign-in',
  )
}

/** The sign-in page would not be one that a browser may be sent to. */
export function foreignPageError(host: string): InputError {
  return new InputError(
    'endpoint-invalid',
    `The sign-in page at ${host} is neither https nor on this machine, so Signet does not open it. ${untouched} ` +
      "Correct the endpoint override in the agent's environment.",
  )
}
