import { inWords } from '../../../preload/contract/said-forms.ts'
import { VaultError } from '../../kernel/errors.ts'

/**
 * What a key store's refusal means. The words are those of the Secret Service, the macOS keychain and their library;
 * they are the cause, and not shown.
 */
export function keyStoreFault(words: string, hasScreen: boolean): VaultError {
  const cause = new Error(words)
  if (/did not receive a reply|timed? ?out|NoReply/i.test(words)) return notAnswering(cause)
  if (/dismissed|cancel/i.test(words) && hasScreen) {
    return new VaultError(
      'key-store-denied',
      `${inWords('key-store-dismissed')} ${inWords('unlock-allow')}`,
      'unlock',
      cause,
    )
  }
  if (/dismissed|locked|interaction is not allowed/i.test(words)) {
    return new VaultError(
      'key-store-locked',
      `${inWords('key-store-is-locked')} ${inWords('unlock-key-store-first')}`,
      'unlock',
      cause,
    )
  }
  if (/denied|not permitted|cancel/i.test(words)) {
    return new VaultError(
      'key-store-denied',
      `${inWords('key-store-refused')} ${inWords('unlock-allow-there')}`,
      'unlock',
      cause,
    )
  }
  return new VaultError('key-store-absent', inWords('key-store-none'), 'unlock', cause)
}

/** What it means that a key store has not answered in its time: perhaps it waits for a person. */
export function keyStoreTimedOut(deadlineInMilliseconds: number): VaultError {
  return notAnswering(new Error(`no answer within ${deadlineInMilliseconds} ms`))
}

function notAnswering(cause: unknown): VaultError {
  return new VaultError(
    'key-store-timed-out',
    `${inWords('key-store-silent')} ${inWords('unlock-dialog-first')}`,
    'unlock',
    cause,
  )
}

/** The child went away twice: it cannot be run here. */
export function keyStoreEnded(): VaultError {
  return new VaultError(
    'key-store-absent',
    `${inWords('key-store-ended')} ${inWords('unlock-again')}`,
    'unlock',
  )
}
