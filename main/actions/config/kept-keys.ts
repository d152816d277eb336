/**
 * Access keys that are in the vault, where the text of an AWS file is put back as it was. The keys do not come back with it:
 * the copy from before they left holds them, so it is sealed and no way back.
 *
 * @module
 */
import { profileOfCredentialProcess } from '../../config/credential-process.ts'
import { credentialSources } from '../../config/credential-source.ts'
import { shown } from '../../config/names.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { RefusalError } from '../../kernel/errors.ts'
import { shellWord } from '../../kernel/shell-word.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'

/** Profiles that ask Signet now, and would have no source of credentials at all. */
export function losingTheirSource(now: SharedConfig, then: SharedConfig): readonly string[] {
  return [...now.profiles.values()].flatMap(({ name, settings }) => {
    const line = settings.get('credential_process')?.value
    if (line === undefined || profileOfCredentialProcess(line) !== name) return []
    const former = then.profiles.get(name)
    return former && credentialSources(former).length > 0 ? [] : [name]
  })
}

/**
 * @param losing - As {@link losingTheirSource} gives them.
 * @throws {@link RefusalError} `keys-in-vault` when one of them is served with an access key.
 */
export function assertKeepsKeys(losing: readonly string[], contents: VaultContents): void {
  const ofUsers = new Set(contents.sessions.flatMap(({ kind, id }) => (kind === 'iam-user' ? [id] : [])))
  const [first, ...others] = losing.filter((name) => ofUsers.has(bindingOf(contents, name)?.session ?? ''))
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  throw new RefusalError(
    'keys-in-vault',
    `Profile ${shown(first)}${more} would be left without credentials: the access key is in the vault, and an undo does not ` +
      'bring it back. Nothing was undone. Put the key back into the files first. ' +
      `Run: signet import --restore-keys --profile ${shellWord(first)}`,
  )
}
