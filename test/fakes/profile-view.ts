import type { ProfileView } from '../../preload/contract/views.ts'

/** A profile as a window gets it, with what a test says of it. */
export function profileView(name: string, changes: Partial<ProfileView> = {}): ProfileView {
  return {
    name,
    region: 'us-east-1',
    source: 'signet',
    session: null,
    accountId: null,
    roleName: null,
    state: 'active',
    isDefault: false,
    isPinned: false,
    tags: [],
    colour: null,
    isProduction: false,
    usedAt: null,
    frecency: 0,
    ...changes,
  }
}
