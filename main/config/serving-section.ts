/**
 * The edit that makes a section of a profile one which Signet serves, and nobody else. Pure.
 *
 * @module
 */
import { editSection } from './edit.ts'
import { keysToAdopt } from './profile-conflict.ts'
import type { Profile } from './profiles.ts'
import type { ConfigFileKind } from './sections.ts'

export interface ServingSection {
  /** Signet's line and what goes with it, for the config file; keys in lower case. */
  readonly set: Readonly<Record<string, string>>
  /** What gives the profile credentials until now goes. Undefined: nothing is taken away. */
  readonly adopted: Profile | undefined
}

/**
 * @param name - Of the profile. Untrusted.
 * @returns the change of each file. It throws {@link InputError} as {@link editSection} does.
 */
export function servingSection(
  name: string,
  { set, adopted }: ServingSection,
): (file: ConfigFileKind) => (text: string) => string {
  const gone = keysToAdopt(adopted)
  return (file) => (text) => {
    if (file === 'credentials' && gone.credentials.length === 0) return text
    const change = file === 'config' ? { set, remove: gone.config } : { remove: gone.credentials }
    return editSection(text, { file, type: 'profile', name }, change).text
  }
}
