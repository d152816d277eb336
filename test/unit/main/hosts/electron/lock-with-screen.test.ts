import { describe, expect, it } from 'vitest'
import { lockWithScreen } from '../../../../../main/hosts/electron/lock-with-screen.ts'
import type { WindowHub } from '../../../../../main/serve/desktop/window-hub.ts'
import { usualSettings } from '../../../../../preload/contract/settings-views.ts'
import type { StateUpdate } from '../../../../../preload/contract/state.ts'

const error = { code: 'vault-unwritable', message: 'The disk is full.', remedy: 'retry' }

/** An agent that locks, or cannot. */
function rig({ locksWithScreen = true, isFull = false } = {}) {
  const asked: string[] = []
  const open: unknown[] = []
  const settings = { ...usualSettings, locksWithScreen }
  const hub = {
    watch(told: (update: StateUpdate) => void) {
      told({ revision: 1, changed: { settings, vault: { state: 'open' } } } as unknown as StateUpdate)
      return () => undefined
    },
    connect: () => ({
      async call(text: string) {
        const { name } = JSON.parse(text) as { readonly name: string }
        asked.push(name)
        const isRefused = isFull && name === 'vault.lock'
        return JSON.stringify(
          isRefused ? { kind: 'refusal', id: 0, error } : { kind: 'reply', id: 0, reply: {} },
        )
      },
      receive: () => true,
      close: () => undefined,
    }),
  } as unknown as WindowHub
  return { lock: lockWithScreen(hub, (seen) => open.push(seen)), asked, open, settings }
}

describe('lockWithScreen', () => {
  it('locks where a person wants it so, and is silent about it', async () => {
    const { lock, asked, open } = rig()
    await lock()
    expect([asked, open]).toEqual([['state.refresh', 'vault.lock'], []])
  })

  it('lets be where nobody asked for it', async () => {
    const { lock, asked, open } = rig({ locksWithScreen: false, isFull: true })
    await lock()
    expect([asked, open]).toEqual([['state.refresh'], []])
  })

  it('says so where the vault stays open: whoever left the screen thinks it shut (R4)', async () => {
    const { lock, open, settings } = rig({ isFull: true })
    await lock()
    expect(open).toEqual([expect.objectContaining({ locksWithScreen: settings.locksWithScreen })])
  })
})
