/**
 * Which profile a sign-in is for: behind a `[default]` that follows Signet's pointer stands another one. A sign-in never
 * takes the section over: each terminal would move with it.
 *
 * @module
 */
import { isDefaultOwned } from '../../config/default-section.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { InputError } from '../../kernel/errors.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Preferences } from '../window/preferences.ts'

export interface ProfileToSignIn {
  readonly profile: string
  /** The person said `default`, and this is what it follows. */
  readonly isFollowed: boolean
}

/** @throws {@link InputError} `profile-unknown` when `[default]` follows nobody. */
export async function profileToSignIn(
  name: string,
  { profiles }: SharedConfig,
  preferences: Pick<Preferences, 'read'>,
): Promise<ProfileToSignIn> {
  if (name !== 'default' || !isDefaultOwned(profiles.get(name)?.settings)) {
    return { profile: name, isFollowed: false }
  }
  const { default: pointer } = await preferences.read()
  if (pointer) return { profile: pointer.profile, isFollowed: true }
  throw new InputError(
    'profile-unknown',
    '[default] asks Signet for the default profile, and none is chosen. Nothing was changed. ' +
      'Choose one: signet use NAME. Or sign in to another profile: signet login --profile NAME',
    'sign-in',
  )
}

/**
 * Makes sure that the profile which `[default]` follows is one that a sign-in of its own serves: who said `default` has not
 * said that its role is to become somebody else.
 *
 * @throws {@link InputError} `profile-conflict`, with the sign-in that it needs.
 */
export function assertSignsIn(contents: VaultContents, profile: string): void {
  const binding = bindingOf(contents, profile)
  if (binding === undefined) return
  const isRole = binding.session === undefined || binding.roleName !== undefined
  if (!isRole) return
  const portal = contents.sessions.find(({ id }) => id === binding.session)
  const [whose, command] =
    binding.session === undefined
      ? [`a role that is assumed with ${binding.source}`, `signet login --profile ${binding.source}`]
      : portal?.kind === 'identity-center'
        ? [
            `a role of the IAM Identity Center session ${portal.name}`,
            `signet login --sso --session ${portal.name}`,
          ]
        : ['a role of an IAM Identity Center session that is gone', 'signet login --sso']
  throw new InputError(
    'profile-conflict',
    `[default] follows ${profile}, which is ${whose}. Nothing was changed. Sign in to that: ${command}. ` +
      'Or sign in to a profile of another name: signet login --profile NAME',
    'sign-in',
  )
}
