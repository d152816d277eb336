/**
 * The window's entry.
 *
 * @module
 */
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { AppProvider } from './app-context.tsx'
import { connectBridge } from './bridge.ts'
import { createCommands } from './commands/commands.ts'
import { openFirstPlace } from './mirror/first-place.ts'
import { beginAt, keepAddress } from './mirror/keep-address.ts'
import { createMirror } from './mirror/mirror.ts'
import { createTexts } from './mirror/texts-store.ts'
import { createView } from './mirror/view.ts'

const root = document.getElementById('root')
if (root === null) throw new TypeError('a page without its root')
const link = await connectBridge()
const mirror = createMirror(link)
const view = createView(beginAt(window))
keepAddress(view, window)
openFirstPlace(mirror, view)
const speech = await createTexts(navigator.languages)
const app = { link, mirror, view, commands: createCommands(), speech }
createRoot(root).render(
  <AppProvider app={app}>
    <App />
  </AppProvider>,
)
