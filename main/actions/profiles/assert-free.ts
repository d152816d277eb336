import { credentialSources, sourceWords } from '../../config/credential-source.ts'
import { assertNoOtherSource, assertOwnSection } from '../../config/profile-conflict.ts'
import type { Profile } from '../../config/profiles.ts'
import { InputError } from '../../kernel/errors.ts'

/**
 * Makes sure that a profile may be given to Signet. Long-term keys may be kept nowhere else, so they are never removed.
 *
 * @throws {@link InputError} `profile-conflict`
 */
export function assertFree(profile: Profile | undefined, adopt: boolean): void {
  if (!profile) return
  assertOwnSection(profile)
  if (!adopt) {
    assertNoOtherSource(profile)
    return
  }
  const keys = credentialSources(profile).find(({ kind }) => kind.startsWith('static-'))
  const [first] = keys?.keys ?? []
  if (!keys || !first) return
  throw new InputError(
    'profile-conflict',
    `Profile ${profile.name} has ${sourceWords[keys.kind]} (${first.file} file line ${first.line}). They may be kept nowhere ` +
      `else, so Signet does not remove them. Choose another name with --name, or move them into the vault first: signet import --move-keys --profile ${profile.name}`,
  )
}
