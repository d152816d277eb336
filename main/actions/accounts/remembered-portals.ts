/**
 * Where Identity Center sessions were signed in, after they were signed out of: a name, an address, no token. With it the
 * name alone is enough to sign in again.
 *
 * @module
 */
import { AppError } from '../../kernel/errors.ts'
import type { Preferences } from '../window/preferences.ts'
import type { RememberedPortal } from '../window/preferences-file.ts'

export interface RememberedPortals {
  /** By session name. Never fails: what cannot be read is asked for again. */
  all(): Promise<Readonly<Record<string, RememberedPortal>>>
  /** Never fails: a sign-out must not. */
  remember(portal: RememberedPortal & { readonly name: string }): Promise<void>
  /** Nothing happens for a name that is not known. @throws {@link InputError} as `Preferences.update`. */
  forget(name: string): Promise<void>
}

export function rememberedPortals(preferences: Pick<Preferences, 'read' | 'update'>): RememberedPortals {
  return {
    async all() {
      return (await unless(preferences.read()))?.portals ?? {}
    },
    async remember({ name, startUrl, region, scopes }) {
      await unless(
        preferences.update((contents) => ({
          ...contents,
          portals: { ...contents.portals, [name]: { startUrl, region, scopes: [...scopes] } },
        })),
      )
    },
    async forget(forgotten) {
      await preferences.update((contents) => {
        if (!Object.hasOwn(contents.portals, forgotten)) return contents
        const kept = Object.entries(contents.portals).filter(([name]) => name !== forgotten)
        return { ...contents, portals: Object.fromEntries(kept) }
      })
    },
  }
}

async function unless<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (thrown) {
    if (thrown instanceof AppError) return undefined
    throw thrown
  }
}
