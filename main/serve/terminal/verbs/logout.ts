import type { SignOut } from '../../../actions/sign-out.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { profileOf } from '../profile-of.ts'
import { printable, span } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet logout` */
export function logout(act: SignOut): Verb {
  return verb({
    name: 'logout',
    summary: 'Sign out: the session leaves this machine',
    options: {
      profile: text('NAME', 'the profile to sign out; AWS_PROFILE or "default" when left out'),
      session: text('NAME', 'an Identity Center session'),
      all: flag('every session'),
      json: flag('as JSON'),
    },
    details: [
      'The tokens are removed from the vault, and Identity Center is told. Your AWS config is left as it is; the profiles in\n' +
        'it ask for a sign-in until you sign in again. Credentials already handed out live on to their end: 15 minutes for AWS\n' +
        'Sign-In, the permission set’s session duration for roles.',
    ],
    async run({ profile, session, all, json }, words, { io, prompts, request, now }) {
      if (words.length > 0 || [all, profile, session].filter(Boolean).length > 1) {
        throw new InputError(
          'request-malformed',
          'Usage: signet logout [--profile NAME | --session NAME | --all]',
          'none',
        )
      }
      const whose = all
        ? 'all'
        : session === undefined
          ? { profile: profile ?? profileOf(request.env) }
          : { session }
      const out = await act(whose, prompts, io.signal)
      if (json) {
        io.out(`${JSON.stringify(out)}\n`)
        return exitCodes.ok
      }
      for (const who of out.who) io.out(`Signed out: ${printable(who)}\n`)
      if (out.who.length === 0) io.out('Nobody was signed in.\n')
      for (const name of out.notTold) {
        io.err(`AWS could not be told that ${printable(name)} ended; it ends there by itself.\n`)
      }
      const left = (out.credentialsEndAt ?? 0) - now()
      if (left > 0) io.out(`Credentials already handed out end within ${span(left)}.\n`)
      return exitCodes.ok
    },
  })
}
