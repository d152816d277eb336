import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { AppProvider, type App as Parts } from './app-context.tsx'
import { createCommands } from './commands/commands.ts'
import { createTexts } from './mirror/texts-store.ts'

/** Shows the window in its page. */
export async function renderWindow(parts: Pick<Parts, 'link' | 'mirror' | 'view'>): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new TypeError('a page without its root')
  const speech = await createTexts(navigator.languages)
  createRoot(root).render(
    <AppProvider app={{ ...parts, commands: createCommands(), speech }}>
      <App />
    </AppProvider>,
  )
}
