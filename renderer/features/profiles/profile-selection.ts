/**
 * What there is to say and to do of several profiles, before the agent is asked. Pure.
 *
 * @module
 */
import type { ProfileView, SessionView } from '../../../preload/contract/views.ts'

/** Of those that go, and of those that no removal of many takes along. */
export interface Removable {
  readonly names: readonly string[]
  readonly withKeys: number
  readonly hasDefault: boolean
}

/** Access keys may be kept nowhere else, and the default is what every tool uses: both are taken away alone, or not at all. */
export function removable(profiles: readonly ProfileView[]): Removable {
  const hasKeys = ({ source }: ProfileView) => source.startsWith('static-')
  return {
    names: profiles.filter((profile) => !profile.isDefault && !hasKeys(profile)).map(({ name }) => name),
    withKeys: profiles.filter((profile) => hasKeys(profile)).length,
    hasDefault: profiles.some((profile) => profile.isDefault && !hasKeys(profile)),
  }
}

/** Each tag that one of them has, with how many have it; what most have first. */
export function tagCounts(
  profiles: readonly ProfileView[],
): readonly (readonly [tag: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const tag of profiles.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
}

/** `#shop team, data`: words between spaces and commas. */
export function tagsIn(text: string): readonly string[] {
  const words = text.split(/[\s,]+/).map((tag) => tag.replace(/^#/, ''))
  return [...new Set(words.filter(Boolean))]
}

/** Ids of the sessions behind them that can be renewed now, each once. */
export function renewable(rows: readonly { readonly session: SessionView | undefined }[]): readonly string[] {
  const ids = rows.flatMap(({ session }) => {
    if (session === undefined || session.kind === 'iam-user') return []
    return session.state === 'ended' || session.renews === false ? [] : [session.id]
  })
  return [...new Set(ids)]
}

const mostNamed = 3

/** The first few, and how many more. */
export function firstNames(names: readonly string[]): {
  readonly named: readonly string[]
  readonly more: number
} {
  const named = names.slice(0, mostNamed)
  return { named, more: names.length - named.length }
}
