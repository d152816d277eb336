/**
 * Names to complete a command line with. Asked at each press of a key, so nothing is asked of AWS or of a person, and a
 * config that did not change is not parsed again.
 *
 * @module
 */
import type { AccountView } from '../../../preload/contract/views.ts'
import { readConfigFile } from '../../config/config-file.ts'
import { everyProfileName } from '../../config/every-profile-name.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { Preferences } from '../window/preferences.ts'

export type NameKind = 'profile' | 'session' | 'account' | 'role' | 'tag'

/** All names of a kind, in no order. Empty where the vault is locked and they stand in it. */
export type CompletionNames = (kind: NameKind, asking: Asking) => Promise<readonly string[]>

export interface CompletionNamesDependencies {
  readonly files: Files
  readonly awsFiles: Pick<AwsFiles, 'locations'>
  readonly vault: Pick<Vault, 'contents' | 'status'>
  readonly preferences: Pick<Preferences, 'read'>
  /** As kept: nothing is asked of AWS. */
  readonly keptAccounts: () => Promise<readonly AccountView[]>
}

export function completionNames({
  files,
  awsFiles,
  vault,
  preferences,
  keptAccounts,
}: CompletionNamesDependencies): CompletionNames {
  let parsed:
    | { readonly config: string; readonly credentials: string; readonly names: readonly string[] }
    | undefined

  async function profiles(asking: Asking): Promise<readonly string[]> {
    const { configPath, credentialsPath } = awsFiles.locations(asking)
    const { text: config } = await readConfigFile(files, configPath)
    const { text: credentials } = await readConfigFile(files, credentialsPath)
    if (parsed?.config !== config || parsed.credentials !== credentials) {
      const names = everyProfileName(config, credentials)
      parsed = { config, credentials, names }
    }
    return parsed.names
  }

  return async (kind, asking) => {
    switch (kind) {
      case 'profile':
        return profiles(asking)
      case 'session':
        if (vault.status().state !== 'open') return []
        return vault
          .contents()
          .sessions.flatMap((session) => (session.kind === 'identity-center' ? [session.name] : []))
      case 'account':
        return (await keptAccounts()).map(({ accountId }) => accountId)
      case 'role':
        return [...new Set((await keptAccounts()).flatMap(({ roles }) => roles))]
      case 'tag': {
        const { profiles: marks } = await preferences.read()
        return [...new Set(Object.values(marks).flatMap(({ tags = [] }) => tags))]
      }
    }
  }
}
