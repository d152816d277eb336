import { describe, expect, it } from 'vitest'
import { locksVault } from '../../../../../../main/hosts/electron/decisions/locks-vault.ts'
import { usualSettings } from '../../../../../../preload/contract/settings-views.ts'

const shown = { startAtLogin: null, canNotify: true, seesScreenLock: true }
const state = (locksWithScreen: boolean, vault: 'absent' | 'locked' | 'open') => ({
  settings: { ...usualSettings, ...shown, locksWithScreen },
  vault: { state: vault, key: null, path: '/v', durable: true, notices: [] },
})

describe('locksVault', () => {
  it('is off unless a person has set it', () => {
    expect([usualSettings.locksWithScreen, locksVault(state(false, 'open')), locksVault(undefined)]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('shuts one that is open, and one that the next tool would open; none where there is none', () => {
    expect((['open', 'locked', 'absent'] as const).map((vault) => locksVault(state(true, vault)))).toEqual([
      true,
      true,
      false,
    ])
  })
})
