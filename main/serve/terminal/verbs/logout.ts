import type { SignedOut, SignOut } from '../../../actions/sessions/sign-out.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, profileOption, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { profileOf } from '../profile-of.ts'
import { printable, span } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'

const mostNamed = 5

/** One session may have served more than the profile that was named. */
function profilesText(profiles: readonly string[]): string {
  const more = profiles.length - mostNamed
  const named = profiles.slice(0, mostNamed).map(printable).join(', ')
  return more > 0 ? `${named} and ${more} more` : named
}

/** `signet logout` */
export function logout(act: SignOut): Verb {
  return verb({
    name: 'logout',
    summary: 'Sign out: the session leaves this machine',
    options: {
      profile: profileOption('the profile to sign out; AWS_PROFILE or "default" when left out'),
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
      const one = session === undefined ? { profile: profile ?? profileOf(request.env) } : { session }
      const out = await act(all ? 'all' : one, prompts, io.signal, { everywhere })
      if (json) io.out(`${printableJson(out)}\n`)
      else tell(out, io, now())
      return exitCodes.ok
    },
  })
}

function tell(out: SignedOut, io: VerbContext['io'], now: number): void {
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
  if (out.profiles.length > 0) io.out(`Without credentials until a sign-in: ${profilesText(out.profiles)}\n`)
  const left = (out.credentialsEndAt ?? 0) - now
  if (left > 0) io.out(`Credentials already handed out end within ${span(left)}.\n`)
}
