/**
 * The two files as one: profiles, SSO sessions and services, as an AWS SDK sees them.
 *
 * @module
 */
import { parseConfig } from './parse.ts'
import { type ConfigFileKind, readSections, type Section } from './sections.ts'

/** A value and where it stands. */
export interface Setting {
  readonly value: string
  readonly file: ConfigFileKind
  /** From 1. */
  readonly line: number
}

/** A profile, SSO session or services section. Settings are keyed by their name in lower case. */
export interface Profile {
  readonly name: string
  readonly settings: ReadonlyMap<string, Setting>
}

export interface SharedConfig {
  /** In the order of the config file, then those that only the credentials file has. */
  readonly profiles: ReadonlyMap<string, Profile>
  readonly ssoSessions: ReadonlyMap<string, Profile>
  readonly services: ReadonlyMap<string, Profile>
}

/** Merges both files. A key of the credentials file wins over the same key of the config file. */
export function readSharedConfig(config: string, credentials: string): SharedConfig {
  const merged = { profile: new Map(), 'sso-session': new Map(), services: new Map() } satisfies Merged
  mergeFile(merged, config, 'config')
  mergeFile(merged, credentials, 'credentials')
  return { profiles: merged.profile, ssoSessions: merged['sso-session'], services: merged.services }
}

interface MutableProfile {
  readonly name: string
  readonly settings: Map<string, Setting>
}

type Merged = Record<'profile' | 'sso-session' | 'services', Map<string, MutableProfile>>

function mergeFile(merged: Merged, text: string, file: ConfigFileKind): void {
  const { sections } = readSections(parseConfig(text), file)
  const defaultIsPrefixed = sections.some((section) => isDefault(section) && section.prefixed)
  for (const section of sections) {
    if (section.type === undefined) continue
    if (isDefault(section) && section.prefixed !== defaultIsPrefixed) continue
    const found = merged[section.type].get(section.name)
    const profile: MutableProfile = found ?? { name: section.name, settings: new Map() }
    if (!found) merged[section.type].set(section.name, profile)
    for (const { name, value, line } of section.properties) profile.settings.set(name, { value, file, line })
  }
}

function isDefault(section: Section): boolean {
  return section.type === 'profile' && section.name === 'default'
}
