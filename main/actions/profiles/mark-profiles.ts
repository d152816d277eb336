/**
 * Favourites, tags and colours of profiles. They stand in Signet's preferences, never in the AWS config.
 *
 * @module
 */
import type { ProfileColour } from '../../../preload/contract/profile-views.ts'
import { InputError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { Preferences } from '../window/preferences.ts'
import type { PreferencesContents, ProfileMark } from '../window/preferences-file.ts'
import { withMarks } from './profile-marks.ts'
import { assertKnown } from './usable-profile.ts'

export interface MarkProfilesRequest extends Asking {
  readonly profiles: readonly string[]
  /** Undefined: as it is. */
  readonly isPinned?: boolean | undefined
  readonly addTags?: readonly string[] | undefined
  readonly removeTags?: readonly string[] | undefined
  /** `none` takes the colour away. */
  readonly colour?: ProfileColour | 'none' | undefined
}

export interface ProfileMarked {
  readonly profile: string
  readonly isPinned: boolean
  readonly tags: readonly string[]
  readonly colour: ProfileColour | null
}

/**
 * All of them at once, however many: one read, one save. Answers in the order asked, each profile once.
 *
 * @throws {@link InputError} `profile-unknown`, or `request-malformed` for a tag that cannot be one; then none is changed.
 */
export type MarkProfiles = (request: MarkProfilesRequest) => Promise<readonly ProfileMarked[]>

export function markProfiles({
  awsFiles,
  preferences,
}: {
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly preferences: Pick<Preferences, 'update'>
}): MarkProfiles {
  return async (request) => {
    for (const tag of request.addTags ?? []) assertTag(tag)
    const names = [...new Set(request.profiles)]
    const { shared } = await awsFiles.read(request)
    for (const name of names) assertKnown(name, shared)
    const after = await preferences.update((contents) =>
      withMarks(contents, names, (mark) => marked(mark, request)),
    )
    return names.map((name) => viewOf(name, after))
  }
}

function viewOf(profile: string, { profiles }: PreferencesContents): ProfileMarked {
  const mark = own(profiles, profile)
  return {
    profile,
    isPinned: mark?.isPinned ?? false,
    tags: mark?.tags ?? [],
    colour: mark?.colour ?? null,
  }
}

function marked(mark: ProfileMark, request: MarkProfilesRequest): ProfileMark {
  const { isPinned: wasPinned, tags: before = [], colour: wasColour, ...uses } = mark
  const { addTags = [], removeTags = [], isPinned = wasPinned, colour = wasColour } = request
  const tags = [...new Set([...before, ...addTags])].filter((tag) => !removeTags.includes(tag)).sort()
  return {
    ...(isPinned ? { isPinned } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(colour && colour !== 'none' ? { colour } : {}),
    ...uses,
  }
}

function assertTag(tag: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}_.:/-]{0,31}$/u.test(tag)) return
  throw new InputError(
    'request-malformed',
    'A tag has at most 32 letters, digits and _ . : / - and begins with a letter or digit.',
    'none',
  )
}
