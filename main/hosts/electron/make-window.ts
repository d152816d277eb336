import { BrowserWindow, screen } from 'electron'
import { placeWindow, smallest, type WindowBounds } from './decisions/window-bounds.ts'
import { WEB_PREFS } from './web-prefs.ts'

/** A window where the last one was, or where the system puts it; it shows nothing yet. */
export function makeWindow(kept: WindowBounds | undefined): BrowserWindow {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { isMaximized, ...place } = placeWindow(kept, displays)
  const window = new BrowserWindow({
    ...{ ...place, minWidth: smallest.width, minHeight: smallest.height },
    ...{ show: false, title: 'Signet', autoHideMenuBar: true },
    webPreferences: WEB_PREFS,
  })
  if (isMaximized) window.maximize()
  return window
}
