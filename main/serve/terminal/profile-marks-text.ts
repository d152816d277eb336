import type { ProfileView } from '../../../preload/contract/views.ts'
import { printable } from './style.ts'

/** What a person put on a profile, in words: never by colour alone. */
export function profileMarks({ isDefault, isPinned, isProduction, tags, colour }: ProfileView): string {
  return [
    ...(isDefault ? ['default'] : []),
    ...(isProduction ? ['PRODUCTION'] : []),
    ...(isPinned ? ['pinned'] : []),
    ...(colour === null ? [] : [colour]),
    ...tags.map((tag) => `#${printable(tag)}`),
  ].join(' ')
}
