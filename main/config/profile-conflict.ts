/**
 * A profile that Signet is to serve may have no source of credentials but Signet.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { type CredentialSource, credentialSources, describeSource } from './credential-source.ts'
import { isDefaultOwned } from './default-section.ts'
import type { Profile } from './profiles.ts'
import type { ConfigFileKind } from './sections.ts'

/** The sources that stand beside Signet's own. */
export function otherSources(profile: Profile | undefined): readonly CredentialSource[] {
  return profile ? credentialSources(profile).filter((source) => !source.isOurs) : []
}

/** @throws {@link InputError} `profile-conflict`, which says what is there, in which file and line, and both ways out. */
export function assertNoOtherSource(profile: Profile | undefined): void {
  const others = otherSources(profile)
  if (!profile || others.length === 0) return
  const found = others.map(describeSource).join(' and ')
  throw new InputError(
    'profile-conflict',
    `Profile ${profile.name} already has ${found}. Choose another name with --profile, or replace what is there with --adopt.`,
  )
}

/**
 * A `[default]` that follows Signet's pointer stands for another profile: to give it a session or a role of its own would
 * move every terminal, and end the following.
 *
 * @throws {@link InputError} `profile-conflict`
 */
export function assertOwnSection(profile: Profile | undefined): void {
  if (profile?.name !== 'default' || !isDefaultOwned(profile.settings)) return
  throw new InputError(
    'profile-conflict',
    '[default] follows the profile that you chose as the default, so it is given nothing of its own. Nothing was changed. ' +
      'Choose another name, or give [default] back first: signet use --restore',
  )
}

/**
 * The keys to remove so that only Signet is left, by file. They are removed, not commented out: a secret in a comment is
 * still on disk. The backup that every change makes has them.
 *
 * `credential_process` of another program is among them; setting ours in the same edit replaces it.
 */
export function keysToAdopt(
  profile: Profile | undefined,
): Readonly<Record<ConfigFileKind, readonly string[]>> {
  const keys = otherSources(profile).flatMap((source) => source.keys)
  const namesIn = (file: ConfigFileKind) => [
    ...new Set(keys.filter((key) => key.file === file).map((key) => key.name)),
  ]
  return { config: namesIn('config'), credentials: namesIn('credentials') }
}
