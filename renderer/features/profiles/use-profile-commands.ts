import { type RefObject, useMemo } from 'react'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { useCommands } from '../../ui/use-commands.ts'
import { profileActions } from './profile-actions.ts'

/** Keys and palette entries of the profile that is active in the list. */
export function useProfileCommands({
  active,
  search,
  hasSeveral,
}: {
  readonly active: ProfileView | undefined
  readonly search: RefObject<HTMLInputElement | null>
  /** The keys are the selection's then. */
  readonly hasSeveral: boolean
}): void {
  const app = useApp()
  const { profiles } = useTexts()
  const commands = useMemo(() => {
    const ofActive =
      active === undefined
        ? []
        : profileActions(app, active)
            .flat()
            .filter(({ isDisabled }) => !isDisabled)
            .map(({ id, title, keys, run }) => ({
              id: `profile-${id}`,
              title: `${title.replace(/\s*…$/, '')}: ${active.name}`,
              group: 'profiles' as const,
              isOfRow: id !== 'use',
              run,
              ...(keys === undefined || hasSeveral ? {} : { keys }),
            }))
    const find = {
      id: 'profiles-search',
      title: profiles.search,
      group: 'profiles' as const,
      keys: '/',
      run: () => search.current?.focus(),
    }
    return [find, ...ofActive]
  }, [app, active, search, profiles, hasSeveral])
  useCommands(commands)
}
