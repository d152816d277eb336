/**
 * What a person does from the tray, the menu bar or a notification: each is a call of the window's contract, or leads to
 * the window.
 *
 * @module
 */
import type { EventPayload } from '../../../preload/contract/events.ts'
import type { WindowHub } from '../../serve/desktop/window-hub.ts'
import { encodeEvent } from '../../serve/desktop/wire.ts'
import { callAgent } from './agent-calls.ts'
import type { MenuDeed } from './decisions/menu-bar.ts'
import type { TrayDeed } from './decisions/tray-menu.ts'
import type { MainWindow } from './main-window.ts'

export interface DeedNeeds {
  readonly hub: Pick<WindowHub, 'connect'>
  readonly window: Pick<MainWindow, 'open' | 'ask'>
  readonly setPaused: (isPaused: boolean) => void
  /** The vault was told to open; where it needs a person, the window asks. */
  readonly onResumed: () => void
  readonly installCommand: () => Promise<void>
  readonly lookForUpdate: () => Promise<void>
  readonly quit: () => void
}

export interface Deeds {
  tray(deed: TrayDeed): Promise<void>
  menu(deed: MenuDeed): Promise<void>
  ask(what: EventPayload<'shell.asked'>['what'], about?: string): void
}

export function deeds(needs: DeedNeeds): Deeds {
  const { hub, window } = needs
  const ask: Deeds['ask'] = (what, about) =>
    window.ask(encodeEvent('shell.asked', { what, about: about ?? null }))
  return {
    ask,
    async tray(deed) {
      switch (deed.kind) {
        case 'use': {
          const { profile } = deed
          const use = (dryRun: boolean) => callAgent(hub, 'profiles.use', { profile, dryRun, typed: null })
          const look = await use(true)
          const used = look.error || look.reply.isFirst ? undefined : await use(false)
          // What a person must see or type first, such as a production profile's name, is asked in the window.
          return used === undefined || used.error ? ask('profile', profile) : undefined
        }
        case 'pause': {
          needs.setPaused(true)
          if ((await callAgent(hub, 'vault.lock', {})).error === undefined) return
          // What the disk does not have would be lost: the window says so.
          needs.setPaused(false)
          return window.open()
        }
        case 'resume':
          needs.setPaused(false)
          await callAgent(hub, 'vault.unlock', {})
          return needs.onResumed()
        case 'sign-in':
          return ask('sign-in')
        case 'open':
          return window.open()
        default:
          return needs.quit()
      }
    },
    async menu(deed) {
      if (deed === 'install-command') return needs.installCommand()
      if (deed === 'look-for-update') return needs.lookForUpdate()
      return deed === 'quit' ? needs.quit() : ask(deed)
    },
  }
}
