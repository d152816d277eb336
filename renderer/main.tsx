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
import { createMirror } from './mirror/mirror.ts'
import { createView } from './mirror/view.ts'
import { textsFor } from './texts/texts.ts'
import { applyTheme } from './theme.ts'

const root = document.getElementById('root')
if (root === null) throw new TypeError('a page without its root')
const link = await connectBridge()
const texts = textsFor(navigator.languages)
document.documentElement.lang = texts.language
applyTheme('system')
const app = { link, mirror: createMirror(link), view: createView(), commands: createCommands(), texts }
createRoot(root).render(
  <AppProvider app={app}>
    <App />
  </AppProvider>,
)
