/**
 * The slices of a window's state that come from the person's files. One that cannot be read takes nothing else from the
 * window: what was read last stays, and why there is nothing newer is a slice of its own.
 *
 * @module
 */
import type { ErrorView } from '../../../preload/contract/errors.ts'
import type { WindowState } from '../../../preload/contract/state.ts'
import type { AccountView, ProfileView } from '../../../preload/contract/views.ts'
import { AppError, errorView } from '../../kernel/errors.ts'
import { windowError } from './window-words.ts'

export type FilesSlices = Pick<WindowState, 'profiles' | 'accounts' | 'filesFault'>

/** Both throw an AppError when a file cannot be read. */
export interface FilesSlicesNeeds {
  readonly profiles: () => Promise<readonly ProfileView[]>
  readonly accounts: () => Promise<readonly AccountView[]>
  /** Told after each look at the files. */
  readonly onLook: () => void
}

/**
 * @returns The same objects until the files are read again: what is the same is not compared letter by letter each second.
 */
export function filesSlices(
  needs: FilesSlicesNeeds,
): (options: { readonly withFiles: boolean }) => Promise<FilesSlices> {
  let kept: FilesSlices | undefined
  return async ({ withFiles }) => {
    if (kept !== undefined && !withFiles) return kept
    const profiles = await readOr(needs.profiles, kept?.profiles)
    const accounts = await readOr(needs.accounts, kept?.accounts)
    kept = {
      profiles: [...profiles.views],
      accounts: [...accounts.views],
      filesFault: profiles.fault ?? accounts.fault,
    }
    needs.onLook()
    return kept
  }
}

async function readOr<View>(
  read: () => Promise<readonly View[]>,
  before: readonly View[] = [],
): Promise<{ readonly views: readonly View[]; readonly fault: ErrorView | null }> {
  try {
    return { views: await read(), fault: null }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return { views: before, fault: windowError(errorView(thrown)) }
  }
}
