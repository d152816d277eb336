/**
 * What has to change so that a profile stands behind `[default]`.
 *
 * @module
 */
import { type CredentialSource, credentialSources } from './credential-source.ts'
import type { SectionChange } from './edit.ts'
import { keysToAdopt } from './profile-conflict.ts'
import type { Profile } from './profiles.ts'
import type { ConfigFileKind } from './sections.ts'

/**
 * The keys that say where requests go. They come along with the credentials: those of one account at the endpoint of
 * another would be wrong, or worse. What else stands in `[default]` (output, retries) is the person's own, and stays.
 */
const destinationKeys = [
  'region',
  'endpoint_url',
  'services',
  'ignore_configured_endpoint_urls',
  'use_fips_endpoint',
  'use_dualstack_endpoint',
] as const

/** Long-term or other keys in a profile. They may be kept nowhere else, so they are never removed. */
export function staticKeysOf(profile: Profile | undefined): CredentialSource | undefined {
  return profile && credentialSources(profile).find(({ kind }) => kind.startsWith('static-'))
}

/**
 * The edits of both files.
 *
 * @param former - `[default]` as it was before Signet, without static keys.
 * @param profile - The one that is to stand behind it; undefined when the config does not have it, or it is `default`.
 * @param line - The value of `credential_process`.
 */
export function defaultChange(
  former: Profile | undefined,
  profile: Profile | undefined,
  line: string,
): Readonly<Record<ConfigFileKind, SectionChange>> {
  const others = keysToAdopt(former)
  const wanted = profile ? destinationOf(profile) : {}
  const present = (name: string) => former?.settings.get(name)
  // A profile without a region is used in the region that tools took until now: without any, most would fail.
  const dropped = profile ? destinationKeys.filter((name) => name !== 'region' && !wanted[name]) : []
  const dropIn = (file: ConfigFileKind) => dropped.filter((name) => present(name)?.file === file)
  // A key of the credentials file wins over the same key of the config file.
  const shadows = Object.entries(wanted)
    .filter(([name, value]) => present(name)?.file === 'credentials' && present(name)?.value !== value)
    .map(([name]) => name)
  const process = present('credential_process')?.file === 'credentials' ? ['credential_process'] : []
  return {
    config: { set: { credential_process: line, ...wanted }, remove: [...others.config, ...dropIn('config')] },
    credentials: {
      remove: [...new Set([...others.credentials, ...dropIn('credentials'), ...shadows, ...process])],
    },
  }
}

function destinationOf(profile: Profile): Readonly<Record<string, string>> {
  return Object.fromEntries(
    destinationKeys.flatMap((name) => {
      const value = profile.settings.get(name)?.value
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
}
