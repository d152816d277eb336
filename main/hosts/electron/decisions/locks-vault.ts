import type { WindowState } from '../../../../preload/contract/state.ts'

/** What is looked at. */
export type LockedScreenState = Pick<WindowState, 'settings' | 'vault'>

/**
 * Whether the vault is locked with the screen. One that stands closed is shut too: else the next tool would open it without
 * anybody there. Where there is none yet, there is nothing to shut.
 *
 * @param state - Undefined until the agent has told.
 */
export function locksVault(state: LockedScreenState | undefined): boolean {
  return state?.settings.locksWithScreen === true && state.vault.state !== 'absent'
}
