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
      'The key store was not opened: its dialog was dismissed. Run `signet unlock` and allow it.',
      'unlock',
      cause,
    )
  }
  if (/dismissed|locked|interaction is not allowed/i.test(words)) {
    return new VaultError(
      'key-store-locked',
      'The key store of this system is locked. Unlock it (signing in to the desktop does), then run `signet unlock`.',
      'unlock',
      cause,
    )
  }
  if (/denied|not permitted|cancel/i.test(words)) {
    return new VaultError(
      'key-store-denied',
      'The key store of this system refused. Allow Signet there, then run `signet unlock`.',
      'unlock',
      cause,
    )
  }
  return new VaultError(
    'key-store-absent',
    'There is no key store to use here: no Secret Service on this session, or no keyring in it.',
    'unlock',
    cause,
  )
}

export function keyStoreTimedOut(deadlineInMilliseconds: number): VaultError {
  return notAnswering(new Error(`no answer within ${deadlineInMilliseconds} ms`))
}

function notAnswering(cause: unknown): VaultError {
  return new VaultError(
    'key-store-timed-out',
    'The key store of this system does not answer. It may be waiting in a dialog: unlock it there, then run `signet unlock`.',
    'unlock',
    cause,
  )
}

/** The child went away twice: it cannot be run here. */
export function keyStoreEnded(): VaultError {
  return new VaultError(
    'key-store-absent',
    'The key store cannot be reached: the process that speaks to it ended. Run `signet unlock` to try again.',
    'unlock',
  )
}
