/**
 * The tray's icon and menu, made of what `tray-menu.ts` says.
 *
 * @module
 */
import { join } from 'node:path'
import { Menu, type MenuItemConstructorOptions, nativeImage, nativeTheme, Tray } from 'electron'
import { appFolder } from './app-folder.ts'
import { trayImage } from './decisions/tray-image.ts'
import type { TrayDeed, TrayItem } from './decisions/tray-menu.ts'
import { menuText } from './texts/plain-text.ts'

export interface ShellTray {
  show(items: readonly TrayItem[], tip: string): void
  remove(): void
}

export function shellTray(platform: string, act: (deed: TrayDeed) => void): ShellTray {
  const image = () => {
    const name = trayImage(platform, nativeTheme.shouldUseDarkColors)
    return nativeImage.createFromPath(join(appFolder, 'assets', 'tray', name))
  }
  const tray = new Tray(image())
  const redress = () => tray.setImage(image())
  nativeTheme.on('updated', redress)
  // On macOS a click is the menu's.
  if (platform !== 'darwin') tray.on('click', () => act({ kind: 'open' }))
  let shown: readonly TrayItem[] = []
  const draw = (): void =>
    tray.setContextMenu(Menu.buildFromTemplate(shown.map((item) => entryOf(item, choose))))
  const choose = (deed: TrayDeed): void => {
    // The system has moved the mark by itself; it stands where the agent says.
    draw()
    act(deed)
  }
  return {
    show(items, tip) {
      // A menu that is open is not taken away under the pointer for the sake of the same menu.
      if (JSON.stringify(items) === JSON.stringify(shown)) return
      shown = items
      tray.setToolTip(tip)
      draw()
    },
    remove() {
      nativeTheme.off('updated', redress)
      tray.destroy()
    },
  }
}

function entryOf(item: TrayItem, act: (deed: TrayDeed) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'label':
      return { label: menuText(item.text), enabled: false }
    case 'submenu':
      return { label: menuText(item.text), submenu: item.items.map((inner) => entryOf(inner, act)) }
    default: {
      const entry = { label: menuText(item.text), click: () => act(item.does) }
      return item.isChosen === undefined ? entry : { ...entry, type: 'checkbox', checked: item.isChosen }
    }
  }
}
