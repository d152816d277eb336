import type { SignOut } from '../../../actions/sessions/sign-out.ts'
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
      everywhere: flag('end the session at AWS, too, for every machine that has it'),
      json: flag('as JSON'),
    },
    details: [
      'The tokens are removed from the vault, and Identity Center is told. Your AWS config is left as it is; the profiles in\n' +
        'it ask for a sign-in until you sign in again. Credentials already handed out live on to their end: 15 minutes for AWS\n' +
        'Sign-In, the permission set’s session duration for roles.',
      'With --everywhere AWS Sign-In is asked to revoke the refresh token first (action signin:RevokeOAuth2Token). Where AWS\n' +
        'cannot or will not, you are signed out here all the same, and told why.',
    ],
    async run({ profile, session, all, everywhere, json }, words, { io, prompts, request, now }) {
      if (words.length > 0 || [all, profile, session].filter(Boolean).length > 1) {
        throw new InputError(
          'request-malformed',
          'Usage: signet logout [--profile NAME | --session NAME | --all] [--everywhere]',
          'none',
        )
      }
      const whose = all
        ? 'all'
        : session === undefined
          ? { profile: profile ?? profileOf(request.env) }
          : { session }
      const out = await act(whose, prompts, io.signal, { everywhere })
      if (json) {
        io.out(`${JSON.stringify(out)}\n`)
        return exitCodes.ok
      }
      for (const who of out.who) io.out(`Signed out: ${printable(who)}\n`)
      if (out.who.length === 0) io.out('Nobody was signed in.\n')
      for (const { who, isRevoked, why } of out.everywhere ?? []) {
        if (isRevoked) io.out(`Revoked at AWS, for every machine: ${printable(who)}\n`)
        else io.err(`Not revoked at AWS: ${printable(who)}. ${printable(why ?? '')}\n`)
      }
      for (const name of out.notTold) {
        io.err(`AWS could not be told that ${printable(name)} ended; it ends there by itself.\n`)
      }
      for (const key of out.keysKept) {
        io.out(
          `The access key ${printable(key)} stays in the vault. To put it back into the files: signet import --restore-keys\n`,
        )
      }
      const left = (out.credentialsEndAt ?? 0) - now()
      if (left > 0) io.out(`Credentials already handed out end within ${span(left)}.\n`)
      return exitCodes.ok
    },
  })
}
