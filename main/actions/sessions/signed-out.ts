import type { SessionView, SignedOutView, VaultView } from '../../../preload/contract/views.ts'
import type { RememberedPortals } from '../accounts/remembered-portals.ts'

export type ReadSignedOut = (now: {
  readonly vault: Pick<VaultView, 'state'>
  readonly sessions: readonly Pick<SessionView, 'name'>[]
}) => Promise<readonly SignedOutView[]>

/** Portals that were signed out of and not in again. A locked vault hides who is signed in, so nobody is said to be out. */
export function readSignedOut(portals: Pick<RememberedPortals, 'all'>): ReadSignedOut {
  return async ({ vault, sessions }) => {
    if (vault.state === 'locked') return []
    const here = new Set(sessions.map(({ name }) => name))
    return Object.entries(await portals.all())
      .filter(([name]) => !here.has(name))
      .map(([name, { startUrl, region }]) => ({ name, startUrl, region }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  }
}
