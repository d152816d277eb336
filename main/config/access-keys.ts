/**
 * Long-term access keys that stand in the AWS files, and the edits that take them out or put them back. Pure.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { Secret } from '../kernel/secret.ts'
import { credentialSources, describeSource } from './credential-source.ts'
import type { ProfileChange } from './edit-profiles.ts'
import type { Profile, SharedConfig } from './profiles.ts'
import { readSharedConfig } from './profiles.ts'
import type { ConfigFileKind } from './sections.ts'

/** A key as it stands in a file. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
}

export interface FoundAccessKey extends AccessKey {
  readonly profile: string
  /** The file whose key counts. */
  readonly file: ConfigFileKind
  readonly mfaSerial: string | undefined
  readonly region: string | undefined
  /** The profile assumes a role with its own key: the key goes to a profile of this name. */
  readonly keyProfile: string
  /** Why it stays where it is. */
  readonly obstacle: string | undefined
}

const accessKeySettings = ['aws_access_key_id', 'aws_secret_access_key'] as const

/** Every profile with an access key, in the order of the files. */
export function findAccessKeys(texts: Readonly<Record<ConfigFileKind, string>>): readonly FoundAccessKey[] {
  const shared = readSharedConfig(texts.config, texts.credentials)
  const alone = {
    config: readSharedConfig(texts.config, '').profiles,
    credentials: readSharedConfig('', texts.credentials).profiles,
  }
  return [...shared.profiles.values()].flatMap((profile) => {
    const [first, other] = (['credentials', 'config'] as const).flatMap((file) => {
      const key = keyOf(alone[file].get(profile.name))
      return key ? [{ file, ...key }] : []
    })
    if (!first) return []
    const keyProfile = keyProfileOf(profile, shared)
    const isOwnSource = keyProfile !== profile.name
    return [
      {
        ...first,
        profile: profile.name,
        mfaSerial: isOwnSource ? undefined : settingOf(profile, 'mfa_serial'),
        region: settingOf(profile, 'region'),
        keyProfile,
        obstacle: obstacleOf(profile, first, other, isOwnSource),
      },
    ]
  })
}

/** The key of a profile in one file's text. */
export function accessKeyIn(text: string, file: ConfigFileKind, profile: string): AccessKey | undefined {
  const { profiles } = file === 'config' ? readSharedConfig(text, '') : readSharedConfig('', text)
  return keyOf(profiles.get(profile))
}

/** Edits by file: Signet's line comes in, the keys go. A `credential_process` may stand in the config file alone. */
export function takingOut(
  found: readonly FoundAccessKey[],
  lineFor: (profile: string) => string,
): Readonly<Record<ConfigFileKind, ReadonlyMap<string, ProfileChange>>> {
  const config = new Map<string, ProfileChange>()
  const credentials = new Map<string, ProfileChange>()
  for (const { profile, keyProfile, region } of found) {
    const line = { credential_process: lineFor(keyProfile) }
    credentials.set(profile, { remove: keySettings })
    if (keyProfile === profile) config.set(profile, { set: line, remove: keySettings })
    else {
      config.set(profile, { set: { source_profile: keyProfile }, remove: keySettings })
      config.set(keyProfile, { set: { ...line, ...(region ? { region } : {}) } })
    }
  }
  return { config, credentials }
}

const keySettings = [...accessKeySettings, 'aws_account_id']

function keyOf(profile: Profile | undefined): AccessKey | undefined {
  const accessKeyId = profile && settingOf(profile, 'aws_access_key_id')
  const secret = profile && settingOf(profile, 'aws_secret_access_key')
  if (!accessKeyId || !secret) return undefined
  return { accessKeyId, secretAccessKey: new Secret(secret) }
}

function obstacleOf(
  profile: Profile,
  first: AccessKey & { readonly file: ConfigFileKind },
  other: AccessKey | undefined,
  isOwnSource: boolean,
): string | undefined {
  if (!/^[A-Z0-9]{16,128}$/.test(first.accessKeyId)) return inWords('stays-key-id')
  if (!/^[\x21-\x7e]{16,256}$/.test(first.secretAccessKey.reveal())) return inWords('stays-secret')
  if (['aws_session_token', 'aws_security_token'].some((key) => profile.settings.has(key))) {
    return inWords('stays-temporary')
  }
  const isSame =
    other?.accessKeyId === first.accessKeyId &&
    other.secretAccessKey.reveal() === first.secretAccessKey.reveal()
  if (other && !isSame) return inWords('stays-two-keys')
  const rest = credentialSources(profile).filter(
    ({ kind, isOurs }) => !kind.startsWith('static-') && !isOurs && !(isOwnSource && kind === 'assume-role'),
  )
  if (rest.length === 0) return undefined
  return inWords('stays-has-also', { sources: rest.map(describeSource).join(' and ') })
}

/** Itself; another one for a profile that assumes a role with its own key, or did until it was half moved. */
function keyProfileOf(profile: Profile, shared: SharedConfig): string {
  const { name } = profile
  const source = settingOf(profile, 'source_profile')
  if (source === name) return freeName(`${name}-keys`, shared)
  const other = source?.startsWith(`${name}-keys`) ? shared.profiles.get(source) : undefined
  return other && credentialSources(other).some(({ isOurs }) => isOurs) ? other.name : name
}

function freeName(wanted: string, { profiles }: SharedConfig): string {
  let name = wanted
  for (let count = 2; profiles.has(name); count += 1) name = `${wanted}-${count}`
  return name
}

function settingOf(profile: Profile, key: string): string | undefined {
  return profile.settings.get(key)?.value || undefined
}
