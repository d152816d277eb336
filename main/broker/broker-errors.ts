/**
 * What a caller is told. Each names the next step, with the profile that was asked for.
 *
 * @module
 */
import type { ErrorCode } from '../../preload/contract/errors.ts'
import { InputError, RefusalError, SessionError, UnavailableError } from '../kernel/errors.ts'
import { shellWord } from '../kernel/shell-word.ts'
import type { RenewalFailure } from './key-entry.ts'

function loginCommand(profile: string): string {
  return `signet login --profile ${shellWord(profile)}`
}

/** The AWS config sends a tool here with a profile that the vault does not know: signing in makes it one. */
export function profileUnknown(profile: string): SessionError {
  return new SessionError(
    'session-missing',
    `Signet does not serve a profile ${shellWord(profile)}. To sign in with it, run: ${loginCommand(profile)}`,
  )
}

export function sessionMissing(profile: string): SessionError {
  return new SessionError(
    'session-missing',
    `Profile ${shellWord(profile)} is not signed in. Run: ${loginCommand(profile)}`,
  )
}

export function sessionEnded(profile: string, code: ErrorCode): SessionError {
  const word = shellWord(profile)
  if (code === 'credentials-changed') {
    const what = `The password or permissions behind profile ${word} have changed, and AWS ended its session.`
    return new SessionError('credentials-changed', `${what} Run: ${loginCommand(profile)}`)
  }
  const what =
    code === 'invalid-request'
      ? `AWS no longer accepts the session of profile ${word}: it was revoked, or is of another region.`
      : `The AWS session of profile ${word} has ended.`
  return new SessionError('session-expired', `${what} Run: ${loginCommand(profile)}`)
}

/** A profile of an Identity Center session without a role of its own. */
export function roleUnknown(profile: string): InputError {
  return new InputError(
    'profile-unknown',
    `Profile ${shellWord(profile)} has an IAM Identity Center session, but no account and role in it. Add the profile anew, with both.`,
  )
}

export function identityCenterMissing(sessionId: string): SessionError {
  const name = shellWord(sessionId.replace(/^identity-center:/, ''))
  return new SessionError(
    'session-missing',
    `IAM Identity Center session ${name} is signed out. Run: signet login --sso --session ${name}`,
  )
}

export function identityCenterEnded(name: string): SessionError {
  return new SessionError(
    'session-expired',
    `The IAM Identity Center session ${shellWord(name)} has ended. Run: signet login --sso --session ${shellWord(name)}`,
  )
}

/** The key is in the vault, and the person has signed out. */
export function userSignedOut(profile: string): SessionError {
  return new SessionError(
    'session-missing',
    `The IAM user of profile ${shellWord(profile)} is signed out; its access key is still in the vault. Run: ${loginCommand(profile)}`,
  )
}

/** Only a person can go on. */
export function mfaNeeded(profile?: string): SessionError {
  const who = profile === undefined ? 'This' : `Profile ${shellWord(profile)}`
  const command = profile === undefined ? 'signet login --profile NAME' : loginCommand(profile)
  return new SessionError(
    'mfa-needed',
    `${who} needs an MFA code, and nobody can be asked here. Run: ${command}`,
  )
}

/** The same, for the profile that was asked for. */
export function forProfile(error: unknown, profile: string): unknown {
  return error instanceof SessionError && error.code === 'mfa-needed' ? mfaNeeded(profile) : error
}

/** A profile that the AWS config gives to another one, which is not Signet's. */
export function sourceNotServed(profile: string, source: string): SessionError {
  const [asked, word] = [shellWord(profile), shellWord(source)]
  return new SessionError(
    'session-missing',
    `Profile ${asked} takes its credentials from profile ${word}, which Signet does not serve. Sign in with it (${loginCommand(source)}), or take it over from the AWS CLI (signet import).`,
  )
}

/** A role that stands in the AWS config alone, over a profile with a policy. */
export function sourceGuarded(profile: string, source: string): RefusalError {
  const [asked, word] = [shellWord(profile), shellWord(source)]
  return new RefusalError(
    'policy-denied',
    `Profile ${word} is guarded by its policy, so it does not assume the role of profile ${asked}, which only the AWS config knows. To allow it, make the role a profile of Signet: signet profiles add --adopt --name ${asked} --source-profile ${word} --role-arn ARN`,
    'approve',
  )
}

/** A profile whose role is assumed with access keys that stand in a file. */
export function sourceHasKeys(profile: string, source: string): InputError {
  const [asked, word] = [shellWord(profile), shellWord(source)]
  const whose = profile === source ? 'keys of its own' : `keys of profile ${word}`
  return new InputError(
    'config-invalid',
    `Profile ${asked} assumes its role with long-term ${whose}, which stand in a file. Signet uses them only from its vault. Run: signet import --move-keys --profile ${word}`,
  )
}

/** The failure of a renewal, with when the next try is made: as its rest says, or later where other limits do. */
export function renewalFailed(failure: RenewalFailure, now: number, nextAt = failure.until): unknown {
  const { error } = failure
  if (!(error instanceof UnavailableError)) return error
  const seconds = Math.max(1, Math.ceil((nextAt - now) / 1000))
  const message = `${error.message} Signet tries again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
  return new UnavailableError(error.code, message, { cause: error, retryAfterSeconds: seconds })
}

export function renewalLate(): UnavailableError {
  return new UnavailableError(
    'timed-out',
    'AWS has not answered in time. Signet goes on waiting for it: try again in a moment.',
  )
}

/** Credentials ended right after they came, and again: asking AWS faster would not help. */
export function renewedTooOften(waitInMilliseconds: number): UnavailableError {
  const seconds = Math.max(1, Math.ceil(waitInMilliseconds / 1000))
  return new UnavailableError(
    'agent-busy',
    `The credentials ended as soon as they were renewed. Check this machine's clock, and try again in ${seconds} s.`,
    { retryAfterSeconds: seconds },
  )
}

/** A person asks for what was just done. */
export function renewedJustNow(waitInMilliseconds: number): UnavailableError {
  const seconds = Math.max(1, Math.ceil(waitInMilliseconds / 1000))
  return new UnavailableError('throttled', `It was renewed a moment ago. Again in ${seconds} s.`, {
    retryAfterSeconds: seconds,
  })
}

/** A session that ended, or is not there. */
export function sessionOver(sessionId: string): SessionError {
  return new SessionError('session-expired', `The session ${shellWord(sessionId)} has ended. Sign in again.`)
}

/** A renewal went well, and yet nothing of it lives. */
export function deadOnArrival(): UnavailableError {
  return new UnavailableError('server-error', 'AWS gave credentials that have ended already. Try again.')
}

export function brokerClosed(): UnavailableError {
  return new UnavailableError('agent-busy', 'The Signet agent is stopping. Try again in a moment.')
}
