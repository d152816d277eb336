import { useMemo } from 'react'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useAgentState } from '../../app-context.tsx'

/** Those of the names that are there still, in the order of the config. */
export function useNamedProfiles(names: readonly string[]): readonly ProfileView[] {
  const profiles = useAgentState((state) => state.profiles)
  const key = names.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the names
  return useMemo(() => {
    const wanted = new Set(names)
    return profiles.filter(({ name }) => wanted.has(name))
  }, [profiles, key])
}
