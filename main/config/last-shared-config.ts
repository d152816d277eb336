import { readSharedConfig, type SharedConfig } from './profiles.ts'

/**
 * As {@link readSharedConfig}, but texts that are the same as the last time are not taken apart again: windows and shells ask
 * many times for files that nobody has touched.
 */
export function lastSharedConfig(): typeof readSharedConfig {
  let last:
    | { readonly config: string; readonly credentials: string; readonly shared: SharedConfig }
    | undefined
  return (config, credentials) => {
    if (last?.config !== config || last.credentials !== credentials) {
      last = { config, credentials, shared: readSharedConfig(config, credentials) }
    }
    return last.shared
  }
}
