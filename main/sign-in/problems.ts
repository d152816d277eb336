/**
 * How a sign-in fails, in words: what happened, what is safe, what to do next.
 *
 * @module
 */
import { InputError, ProtocolError, RefusalError, SessionError, UnavailableError } from '../kernel/errors.ts'
import type { IdentityCenterFlow } from '../vault/session-record.ts'
import type { SignInMethod } from './flow.ts'

/** Every way to sign in. */
export type Way = SignInMethod | IdentityCenterFlow

const untouched = 'Nothing was stored, and the sessions you have go on.'

const again: Readonly<Record<Way, string>> = {
  'same-device': 'Run `signet login` again.',
  'cross-device': 'Run `signet login --remote` again.',
  'authorization-code': 'Sign in again.',
  device: 'Sign in again: that gives a new code.',
}

/** What else to do when nobody came back. */
const whenLate: Readonly<Record<Way, string>> = {
  'same-device':
    'If the page showed an error such as HTTP 400, open the address in a private window; if the browser cannot reach ' +
    'this machine, use `signet login --remote`.',
  'cross-device': 'If the page showed an error such as HTTP 400, open the address in a private window.',
  'authorization-code':
    'If the page showed an error, check the start URL and the region of the session, which is where Identity Center is ' +
    'at home; if the browser cannot reach this machine, add `--use-device-code`.',
  device: 'If the page did not take the code, check the start URL of the session.',
}

const withoutPort: Readonly<Record<'same-device' | 'authorization-code', string>> = {
  'same-device': 'Use `signet login --remote`: it needs no port.',
  'authorization-code': 'Sign in with `--use-device-code`: that needs no port.',
}

/**
 * Nobody came back in time.
 *
 * @param unreachable - What kept Signet from asking AWS at the end, where something did.
 */
export function lateError(way: Way, patienceInSeconds = 600, unreachable?: unknown): SessionError {
  const minutes = Math.max(1, Math.round(patienceInSeconds / 60))
  const within = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  const asked =
    unreachable === undefined ? '' : ' At the end Signet could not reach AWS to ask: check the network.'
  return new SessionError(
    'sign-in-expired',
    `Nobody confirmed the sign-in within ${within}.${asked} ${untouched} ${again[way]} ${whenLate[way]}`,
    'sign-in',
    unreachable,
  )
}

/** @param refused - `text` is safe to show. */
export function refusedError(
  way: Way,
  refused: { readonly error: string; readonly text: string },
): SessionError | RefusalError | UnavailableError {
  const { error, text } = refused
  if (error === 'server_error' || error === 'temporarily_unavailable') {
    const message = `AWS could not sign you in just now (${text}). ${untouched} ${again[way]} It may work in a moment.`
    return new UnavailableError('server-error', message)
  }
  if (way === 'authorization-code' && (error === 'unauthorized_client' || error === 'invalid_client')) {
    const message = `IAM Identity Center does not take the registration of this computer (${text}). ${untouched} ${again[way]}`
    return new RefusalError('registration-invalid', message, 'sign-in')
  }
  const message =
    `The sign-in was refused in the browser (${text}). ${untouched} ` +
    `To try again, perhaps with another identity: ${again[way]}`
  return new SessionError('sign-in-denied', message)
}

/** @param cause - What the last attempt to listen failed with. */
export function noPortError(
  way: 'same-device' | 'authorization-code',
  attempts: number,
  cause: unknown,
): UnavailableError {
  const message =
    `Signet could not listen on 127.0.0.1 for the browser's answer, ${attempts} times in a row. ${untouched} ` +
    withoutPort[way]
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

/** AWS named a page to type the code at that no browser may be sent to. */
export function foreignVerificationError(): ProtocolError {
  return new ProtocolError(
    'response-malformed',
    `IAM Identity Center named a page to confirm the sign-in at that is neither https nor on this machine. ${untouched} ` +
      'Update Signet if it stays so.',
  )
}
