/**
 * Changes of what a person put on profiles. Pure.
 *
 * @module
 */

import { own } from '../../kernel/own.ts'
import type { DefaultPointer, PreferencesContents, ProfileMark } from '../window/preferences-file.ts'

/** What each of these profiles has on it, changed alike. A mark with nothing on it leaves. */
export function withMarks(
  contents: PreferencesContents,
  names: readonly string[],
  change: (mark: ProfileMark) => ProfileMark,
): PreferencesContents {
  const marks = new Map(Object.entries(contents.profiles))
  for (const name of names) {
    const after = change(marks.get(name) ?? {})
    if (Object.keys(after).length === 0) marks.delete(name)
    else marks.set(name, after)
  }
  return { ...contents, profiles: Object.fromEntries(marks) }
}

/** The marks and the default pointer under the new name. */
export function renamedMarks(contents: PreferencesContents, from: string, to: string): PreferencesContents {
  const mark = own(contents.profiles, from)
  const { [from]: _, ...others } = contents.profiles
  const pointer = contents.default && renamedPointer(contents.default, from, to)
  return {
    ...contents,
    ...(pointer ? { default: pointer } : {}),
    profiles: mark ? { ...others, [to]: mark } : contents.profiles,
  }
}

function renamedPointer(
  { profile, previous, since }: DefaultPointer,
  from: string,
  to: string,
): DefaultPointer {
  const renamed = (name: string) => (name === from ? to : name)
  return {
    profile: renamed(profile),
    ...(previous === undefined ? {} : { previous: renamed(previous) }),
    since,
  }
}
