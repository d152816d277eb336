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
      all: flag('every session'),
      json: flag('as JSON'),
    },
    details: [
      'The refresh token and its key are removed from the vault. Your AWS config is left as it is; the profiles in it\n' +
        'ask for a sign-in until you sign in again. Credentials already handed out end by themselves, within 15 minutes.',
    ],
    async run({ profile, all, json }, words, { io, prompts, request, now }) {
      if (words.length > 0 || (all && profile !== undefined)) {
        throw new InputError('request-malformed', 'Usage: signet logout [--profile NAME | --all]', 'none')
      }
      const out = await act(all ? 'all' : { profile: profile ?? profileOf(request.env) }, prompts)
      if (json) {
        io.out(`${JSON.stringify(out)}\n`)
        return exitCodes.ok
      }
      for (const principal of out.principals) io.out(`Signed out: ${printable(principal)}\n`)
      if (out.principals.length === 0) io.out('Nobody was signed in.\n')
      const left = (out.credentialsEndAt ?? 0) - now()
      if (left > 0) io.out(`Credentials already handed out end within ${span(left)}.\n`)
      return exitCodes.ok
    },
  })
}
