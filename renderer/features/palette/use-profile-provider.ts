import { useMemo } from 'react'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useAgentState, useApp } from '../../app-context.tsx'
import type { RowAction, RowProvider } from '../../commands/row-provider.ts'
import { useProvider } from '../../ui/use-provider.ts'
import { profileActions } from '../profiles/profile-actions.ts'

/** Profiles in the palette: the favourites first, then those used most and latest. */
export function useProfileProvider(): void {
  const app = useApp()
  const profiles = useAgentState((state) => state.profiles)
  useProvider(
    useMemo((): RowProvider => {
      const { palette } = app.texts
      const byId = new Map(profiles.map((profile) => [`profile:${profile.name}`, profile]))
      return {
        id: 'profiles',
        order: 1,
        title: palette.rows.profiles,
        rows: () =>
          likeliestFirst(profiles).map((profile) => ({
            id: `profile:${profile.name}`,
            title: profile.name,
            detail: [profile.accountId, profile.roleName, profile.region].filter(Boolean).join(' · '),
            words: profile.tags.join(' '),
            ...(profile.isDefault ? { badge: palette.default } : {}),
          })),
        actions: ({ id }) => {
          const profile = byId.get(id)
          if (profile === undefined) return []
          const show: RowAction = {
            id: 'show',
            title: palette.showProfile,
            run: () => app.view.setState({ place: 'profiles', detail: profile.name }),
          }
          const access: RowAction = {
            id: 'access',
            title: palette.access,
            isDisabled: profile.source !== 'signet',
            run: () => app.view.setState({ place: 'console-access', detail: profile.name }),
          }
          const all: readonly RowAction[] = [...profileActions(app, profile).flat(), access, show]
          return all.filter(({ isDisabled }) => !isDisabled)
        },
      }
    }, [app, profiles]),
  )
}

/** The agent's order is the config's; a person looks for what they use. */
function likeliestFirst(profiles: readonly ProfileView[]): readonly ProfileView[] {
  const rank = ({ isPinned, frecency }: ProfileView) => (isPinned ? 1_000_000 : 0) + frecency
  return [...profiles].sort((a, b) => rank(b) - rank(a))
}
