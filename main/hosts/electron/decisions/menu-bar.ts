/**
 * The menu bar, as data. Without developer tools where the app is packaged (D15).
 *
 * @module
 */
import type { ShellTexts } from '../texts/english.ts'

/** What a menu asks the shell to do. */
export type MenuDeed = 'sign-in' | 'settings' | 'install-command' | 'look-for-update' | 'quit'

export type MenuRole =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'reload'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'toggleDevTools'
  | 'minimize'
  | 'zoom'
  | 'close'

export type MenuEntry =
  | { readonly role: MenuRole }
  | { readonly does: MenuDeed; readonly text: string; readonly keys?: string }
  | 'separator'

export interface MenuColumn {
  readonly title: string
  readonly entries: readonly MenuEntry[]
}

export function menuBar(
  { menu }: ShellTexts,
  { isMac, isPackaged }: { readonly isMac: boolean; readonly isPackaged: boolean },
): readonly MenuColumn[] {
  const settings: MenuEntry = { does: 'settings', text: menu.settings, keys: 'CommandOrControl+,' }
  const quit: MenuEntry = { does: 'quit', text: menu.quit, keys: 'CommandOrControl+Q' }
  const own: readonly MenuEntry[] = [
    { does: 'install-command', text: menu.command },
    { does: 'look-for-update', text: menu.update },
  ]
  const signIn: MenuEntry = { does: 'sign-in', text: menu.signIn, keys: 'CommandOrControl+N' }
  const mac: MenuColumn = {
    title: 'Signet',
    entries: [
      ...([{ role: 'about' }, 'separator', settings, ...own, 'separator'] as const),
      ...(['services', 'hide', 'hideOthers', 'unhide'] as const).map((role) => ({ role })),
      ...(['separator', quit] as const),
    ],
  }
  const file = isMac
    ? [signIn, 'separator' as const, { role: 'close' as const }]
    : [signIn, settings, 'separator' as const, quit]
  return [
    ...(isMac ? [mac] : []),
    { title: menu.file, entries: file },
    { title: menu.edit, entries: editing },
    { title: menu.view, entries: isPackaged ? viewing : [...viewing, { role: 'toggleDevTools' }] },
    { title: menu.window, entries: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'close' }] },
    ...(isMac
      ? []
      : [{ title: menu.help, entries: [...own, 'separator' as const, { role: 'about' as const }] }]),
  ]
}

const editing: readonly MenuEntry[] = [
  { role: 'undo' },
  { role: 'redo' },
  'separator',
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
]
const viewing: readonly MenuEntry[] = [
  { role: 'reload' },
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  'separator',
  { role: 'togglefullscreen' },
]
