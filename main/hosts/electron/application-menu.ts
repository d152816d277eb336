import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuColumn, MenuDeed, MenuEntry } from './decisions/menu-bar.ts'

/** Makes the menu bar the application's. */
export function showMenuBar(columns: readonly MenuColumn[], act: (deed: MenuDeed) => void): void {
  const template = columns.map(
    ({ title, entries }): MenuItemConstructorOptions => ({
      label: title,
      submenu: entries.map((entry) => entryOf(entry, act)),
    }),
  )
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function entryOf(entry: MenuEntry, act: (deed: MenuDeed) => void): MenuItemConstructorOptions {
  if (entry === 'separator') return { type: 'separator' }
  if ('role' in entry) return { role: entry.role }
  const { text, does, keys } = entry
  return { label: text, click: () => act(does), ...(keys === undefined ? {} : { accelerator: keys }) }
}
