import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Set when the shell is built: the key store's binary addons by their name, each with the SHA-256 of its file. */
declare const __SIGNET_ADDONS__: Readonly<Record<string, string>> | undefined

/**
 * Whether every binary addon is the one that the app was built with. They stand outside of the archive, where its own
 * integrity check does not reach (D12).
 */
export function areAddonsOurs(from: string): boolean {
  const pins = Object.entries(typeof __SIGNET_ADDONS__ === 'object' ? __SIGNET_ADDONS__ : {})
  const require = createRequire(from)
  return pins.every(([name, digest]) => {
    try {
      return (
        createHash('sha256')
          .update(readFileSync(require.resolve(name)))
          .digest('hex') === digest
      )
    } catch {
      return false
    }
  })
}
