/**
 * Why nothing was handed out. Each is one line, for a tool puts it into its own error.
 *
 * @module
 */
import { RefusalError } from '../kernel/errors.ts'
import { answerWithinMilliseconds, type ConsentVerdict } from './consent.ts'

/** `denied`: the policy says never. */
export function deniedByPolicy(profile: string): RefusalError {
  return new RefusalError(
    'policy-denied',
    `Profile "${profile}" is closed: its policy says that nobody gets its credentials. Change it with: signet profiles policy ${shellWord(profile)} --use ask`,
  )
}

export function notConsented(profile: string, kind: Exclude<ConsentVerdict['kind'], 'yes'>): RefusalError {
  return new RefusalError('consent-denied', `Profile "${profile}" asks first, ${whyNot(kind)}`, 'approve')
}

function whyNot(kind: Exclude<ConsentVerdict['kind'], 'yes'>): string {
  switch (kind) {
    case 'no':
      return 'and the answer was no.'
    case 'expired':
      return `and nobody answered within ${answerWithinMilliseconds / 1000} s. Keep open in a terminal: signet activity --follow. Then try again.`
    case 'crowded':
      return 'and too many questions wait already. Answer them with: signet approve'
    case 'called-off':
      return 'and the question was called off. Try again.'
  }
}

/** A relay whose word was found wrong is not asked for. */
export function wrongProcess(profile: string): RefusalError {
  return new RefusalError(
    'consent-denied',
    `Profile "${profile}" asks first, and the program that asked is not the process that it says it is; a program in a container of its own cannot be told either. Nothing was handed out.`,
    'approve',
  )
}

/** The container endpoint's clients give up after a second: nobody can be asked meanwhile. */
export function noPermit(profile: string): RefusalError {
  return new RefusalError(
    'consent-denied',
    `Profile "${profile}" asks first, and this way of asking has no yes, or no more. Start the program anew: signet exec -P ${shellWord(profile)} -- …`,
    'approve',
  )
}

/** @param left - Milliseconds that are left of what AWS gave. */
export function lifeTooShort(profile: string, leastSeconds: number, left: number): RefusalError {
  return new RefusalError(
    'life-too-short',
    `Profile "${profile}" is to have at least ${spanText(leastSeconds)} left, and AWS gives ${spanText(Math.max(0, Math.floor(left / 1000)))} now. Ask for less: signet profiles policy ${shellWord(profile)} --min-remaining 5m`,
  )
}

function spanText(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A name for a command line that a person may copy. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
