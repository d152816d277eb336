/**
 * Locks the vault when the screen is locked, where a person wants it so.
 *
 * @module
 */
import type { WindowHub } from '../../serve/desktop/window-hub.ts'
import { callAgent } from './agent-calls.ts'
import { type LockedScreenState, locksVault } from './decisions/locks-vault.ts'

/**
 * Follows the settings from now on. Gives what is to be done when the screen is locked.
 *
 * @param onOpen - The vault stays open, for what the disk does not have would be lost. Whoever comes back has to hear of it.
 */
export function lockWithScreen(
  hub: Pick<WindowHub, 'connect' | 'watch'>,
  onOpen: (settings: LockedScreenState['settings'] | undefined) => void,
): () => Promise<void> {
  let state: LockedScreenState | undefined
  hub.watch(({ changed }) => {
    // The first update has every slice.
    state = { ...state, ...changed } as LockedScreenState
  })
  return async () => {
    // What was set a moment ago may not have been told yet.
    await callAgent(hub, 'state.refresh', {})
    if (!locksVault(state)) return
    const { error } = await callAgent(hub, 'vault.lock', {})
    if (error !== undefined) onOpen(state?.settings)
  }
}
