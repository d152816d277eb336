/**
 * Which profiles the header offers as the default: few enough to be seen at a glance. Pure.
 *
 * @module
 */
import type { ProfileView } from '../../preload/contract/views.ts'

/** As many as the tray shows. */
const most = 10

export interface SwitchChoices {
  readonly favourites: readonly ProfileView[]
  /** Used most and latest, then the config's own order. */
  readonly others: readonly ProfileView[]
}

export function switchChoices(profiles: readonly ProfileView[]): SwitchChoices {
  const usable = profiles.filter(({ source, name }) => source === 'signet' && name !== 'default')
  const favourites = usable.filter(({ isPinned }) => isPinned).slice(0, most)
  const rest = usable.filter(({ isPinned }) => !isPinned)
  const others = rest
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || b.frecency - a.frecency)
    .slice(0, most - favourites.length)
  return { favourites, others }
}
