import { describe, expect, it } from 'vitest'
import { defaultProfile } from '../../../../../main/actions/profiles/default-profile.ts'
import { VaultError } from '../../../../../main/kernel/errors.ts'
import { dispatch } from '../../../../../main/serve/desktop/dispatch.ts'
import type { Handlers } from '../../../../../main/serve/desktop/handlers.ts'
import { windowError, withoutCommands } from '../../../../../main/serve/desktop/window-words.ts'
import { lateError } from '../../../../../main/sign-in/problems.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'

describe('withoutCommands', () => {
  it.each([
    ['The vault was locked by hand. Open it with: signet unlock', 'The vault was locked by hand.'],
    [
      'The passphrase is wrong. The vault is as it was. Run `signet unlock` to try again.',
      'The passphrase is wrong. The vault is as it was.',
    ],
    [
      '"dev" is the default profile. Choose another first: signet use NAME, or give [default] back: signet use --restore.',
      '"dev" is the default profile.',
    ],
    [
      'Profile a.b.c is not signed in, so it cannot stand behind [default]. Let Signet serve it: signet login --profile a.b.c. Or use it as it is, in this terminal alone: signet use a.b.c --here',
      'Profile a.b.c is not signed in, so it cannot stand behind [default].',
    ],
    [
      'Profile dev already has access keys. Choose another name with --profile, or replace what is there with --adopt.',
      'Profile dev already has access keys.',
    ],
    ['One line stays.\nThe next: signet undo.', 'One line stays.'],
    ['Nothing is left of this: signet unlock', 'Nothing is left of this: signet unlock'],
    ['The signet of the king stays. Signet does too.', 'The signet of the king stays. Signet does too.'],
    ['', ''],
  ])('says %j as a window does', (text, words) => {
    expect(withoutCommands(text)).toBe(words)
  })

  it('keeps the half of a sentence that stands for itself', () => {
    const { message } = lateError('same-device')
    expect(withoutCommands(message)).toBe(
      'Nobody confirmed the sign-in within 10 minutes. Nothing was stored, and the sessions you have go on. ' +
        'If the page showed an error such as HTTP 400, open the address in a private window.',
    )
  })
})

describe('windowError', () => {
  it('leaves code and remedy, which a window has buttons for', async () => {
    const thrown = await defaultProfile(memoryPreferences())().catch((error: unknown) => error as VaultError)
    const { code, message, remedy } = thrown as VaultError
    expect(windowError({ code, message, remedy })).toEqual({
      ...{ code: 'profile-unknown', remedy: 'fix-config' },
      message: 'No profile was chosen as the default.',
    })
  })

  it('stands between every call and its window', async () => {
    const handlers = {
      'vault.lock': () => {
        throw new VaultError('vault-locked', 'It is locked. Run: signet unlock', 'unlock')
      },
    } as unknown as Handlers
    const { signal } = new AbortController()
    const reply = await dispatch(
      { kind: 'call', id: 1, name: 'vault.lock', request: {} },
      handlers,
      { signal } as never,
      {
        note: () => undefined,
      },
    )
    expect(reply).toContain('"It is locked."')
  })
})
