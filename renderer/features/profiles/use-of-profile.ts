import type { ProfileUseView } from '../../../preload/contract/profile-views.ts'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useAgentState } from '../../app-context.tsx'

/** What a profile's credentials are doing; of a `[default]` that follows another one, what that one's do. */
export function useOfProfile({
  name,
  source,
  isDefault,
}: Pick<ProfileView, 'name' | 'source' | 'isDefault'>): ProfileUseView | undefined {
  return useAgentState(({ uses, profiles }) => {
    const isFollowing = name === 'default' && source === 'signet' && !isDefault
    const served = isFollowing ? profiles.find((each) => each.isDefault)?.name : name
    return served !== undefined && Object.hasOwn(uses, served) ? uses[served] : undefined
  })
}
