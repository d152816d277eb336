/**
 * Profiles in the order in which a person looks for them. Pure: a window filters with it at every key.
 *
 * @module
 */
import type { ProfileView } from '../../../preload/contract/views.ts'
import { fuzzyMatch } from './fuzzy-match.ts'

export interface ProfileSearch {
  /** Words that must all fit: a name, an account, a role, a region, a tag. */
  readonly query?: string | undefined
  readonly tag?: string | undefined
  readonly onlyPinned?: boolean | undefined
}

/**
 * What fits. With a query the best fit comes first; else what is pinned, then what is used often and recently, then the
 * config's own order.
 */
export function searchProfiles(
  profiles: readonly ProfileView[],
  { query = '', tag, onlyPinned = false }: ProfileSearch,
): readonly ProfileView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = profiles.flatMap((view, order) => {
    if (onlyPinned && !view.isPinned) return []
    if (tag !== undefined && !view.tags.includes(tag)) return []
    const fit = fitOf(words, view)
    return fit === undefined ? [] : [{ view, order, fit }]
  })
  const rank = ({ isPinned, frecency }: ProfileView) => (isPinned ? 1_000_000 : 0) + frecency
  return found
    .sort((a, b) => b.fit - a.fit || rank(b.view) - rank(a.view) || a.order - b.order)
    .map(({ view }) => view)
}

function fitOf(words: readonly string[], view: ProfileView): number | undefined {
  let fit = 0
  for (const word of words) {
    const name = fuzzyMatch(word, view.name)
    const beside = besideName(word, view)
    if (name === undefined && beside === undefined) return undefined
    fit += Math.max(name ?? 0, beside ?? 0)
  }
  return fit
}

/** Elsewhere only whole words count: letters strewn over an account's number say nothing. */
function besideName(word: string, { accountId, roleName, region, tags }: ProfileView): number | undefined {
  const texts = [accountId, roleName, region, ...tags]
  return texts.some((text) => text?.toLowerCase().includes(word)) ? 500 : undefined
}
