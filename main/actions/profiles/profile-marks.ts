/**
 * Changes of what a person put on profiles. Pure.
 *
 * @module
 */
import type { DefaultPointer, PreferencesContents, ProfileMark } from '../window/preferences-file.ts'

/** A mark with nothing on it leaves. */
export function withMark(
  contents: PreferencesContents,
  profile: string,
  change: (mark: ProfileMark) => ProfileMark,
): PreferencesContents {
  const { [profile]: _, ...others } = contents.profiles
  const before = Object.hasOwn(contents.profiles, profile) ? contents.profiles[profile] : undefined
  const after = change(before ?? {})
  const isEmpty = Object.keys(after).length === 0
  return { ...contents, profiles: isEmpty ? others : { ...others, [profile]: after } }
}

/** The marks and the default pointer under the new name. */
export function renamedMarks(contents: PreferencesContents, from: string, to: string): PreferencesContents {
  const mark = Object.hasOwn(contents.profiles, from) ? contents.profiles[from] : undefined
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
