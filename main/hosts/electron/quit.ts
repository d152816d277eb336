import process from 'node:process'
import { app } from 'electron'

/** However the app ends, the agent ends in order first. The window may be closed without an end. */
export function endOrderly(end: () => Promise<void>): void {
  let isEnding = false
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (isEnding) return
    isEnding = true
    void end()
      .catch(() => undefined)
      .then(() => app.exit(0))
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}
