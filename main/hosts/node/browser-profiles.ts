/**
 * The profiles of a browser, out of its own files. They are foreign: any program of the person may have written them, and a
 * profile's id ends up in an argument. What is not as it must be is passed over. Pure.
 *
 * @module
 */
import * as z from 'zod/mini'

export interface BrowserProfile {
  /** Chromium: the name of its folder. Firefox: its name. */
  readonly id: string
  /** As the person knows it. */
  readonly name: string
}

const mostProfiles = 100
const longestName = 100

const localStateSchema = z.object({
  profile: z.object({ info_cache: z.record(z.string(), z.unknown()) }),
})
const cachedProfileSchema = z.object({
  name: z.optional(z.string()),
  is_omitted_from_profile_list: z.optional(z.boolean()),
})

/** Of a Chromium's `Local State`: folder → how it is shown. None for a file that is damaged. */
export function chromiumProfiles(bytes: Uint8Array): readonly BrowserProfile[] {
  const state = localStateSchema.safeParse(jsonOf(bytes))
  if (!state.success) return []
  const entries = Object.entries(state.data.profile.info_cache).flatMap(([id, entry]) => {
    const decoded = cachedProfileSchema.safeParse(entry)
    if (!decoded.success || decoded.data.is_omitted_from_profile_list || !isProfileId(id)) return []
    return [{ id, name: shownName(decoded.data.name ?? '') || id }]
  })
  return inOrder(entries)
}

const firefoxProfileSchema = z.object({ Name: z.string() })

/** Of Firefox's `profiles.ini`. */
export function firefoxProfiles(bytes: Uint8Array): readonly BrowserProfile[] {
  const sections = sectionsOf(new TextDecoder().decode(bytes))
  const names = sections.flatMap((section) => {
    const decoded = firefoxProfileSchema.safeParse(section)
    return decoded.success && isProfileId(decoded.data.Name) ? [decoded.data.Name] : []
  })
  return inOrder([...new Set(names)].map((id) => ({ id, name: shownName(id) || id })))
}

/**
 * Whether a profile may be named in an argument.
 *
 * SECURITY: T28. A leading dash would be an option of the browser's, a separator or dots another folder, a control
 * character is in no name that a person gave, and U+FFFD stands for bytes that are no text.
 */
export function isProfileId(id: string): boolean {
  if (id.length === 0 || id.length > longestName || !id.isWellFormed()) return false
  if (/^[-\s.]|\s$|[\p{C}\p{Zl}\p{Zp}/\\"\ufffd]/u.test(id)) return false
  return id !== '__proto__'
}

/** Without what turns a line around or ends it. */
function shownName(name: string): string {
  return name
    .slice(0, longestName)
    .toWellFormed()
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
}

/** Two of one name are told apart by what the browser calls them. */
function inOrder(profiles: readonly BrowserProfile[]): readonly BrowserProfile[] {
  const kept = profiles.slice(0, mostProfiles)
  const told = kept.map(({ id, name }) => {
    const isTwice = kept.some((other) => other.id !== id && other.name === name)
    return { id, name: isTwice ? `${name} (${id})` : name }
  })
  return told.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }))
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

/** The `[Profile…]` sections of an ini file. */
function sectionsOf(text: string): readonly Readonly<Record<string, string>>[] {
  const sections: Record<string, string>[] = []
  let current: Record<string, string> | undefined
  for (const line of text.split(/\r?\n/)) {
    const title = /^\[(.*)\]\s*$/.exec(line)?.[1]
    if (title !== undefined) {
      current = /^Profile\d+$/.test(title) ? {} : undefined
      if (current) sections.push(current)
      continue
    }
    const at = line.indexOf('=')
    if (current && at > 0) current[line.slice(0, at).trim()] = line.slice(at + 1)
  }
  return sections
}
