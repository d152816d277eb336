/**
 * An update, from looking for it to installing it, with the person's consent twice: before it is fetched, and before it is
 * installed (D14). What is not sure ends it, and the Signet that runs stays as it is.
 *
 * @module
 */
import type { UpdateOffer } from './update-manifest.ts'

/** What fetches and installs. It has checks of its own, which stay on. */
export interface UpdateInstaller {
  /** The version that the feed offers; undefined where it offers none. */
  offered(): Promise<string | undefined>
  /** The path of the file that would be installed. */
  fetch(): Promise<string>
  install(): void
}

export interface UpdateNeeds {
  readonly readManifest: () => Promise<UpdateOffer | undefined>
  readonly checkFile: (path: string, offer: UpdateOffer) => Promise<void>
  /** From now on nothing older is believed. */
  readonly remember: (counter: number) => Promise<void>
  readonly mayFetch: (version: string) => Promise<boolean>
  readonly mayInstall: (version: string) => Promise<boolean>
  /** Why it ended without an update, for whoever looks later. */
  readonly note: (fault: unknown) => void
  /** Made when it is first needed. */
  readonly installer: () => Promise<UpdateInstaller>
}

export type UpdateEnd = 'none' | 'declined' | 'failed' | 'installing'

export async function lookForUpdate(needs: UpdateNeeds): Promise<UpdateEnd> {
  let installer: UpdateInstaller
  try {
    const offer = await needs.readManifest()
    if (offer === undefined) return 'none'
    await needs.remember(offer.counter)
    if (!(await needs.mayFetch(offer.version))) return 'declined'
    installer = await needs.installer()
    // SECURITY (T21): the feed has no say of its own. It fetches what was signed, or nothing.
    if ((await installer.offered()) !== offer.version) throw new Error('the feed offers another version')
    const path = await installer.fetch()
    await needs.checkFile(path, offer)
    if (!(await needs.mayInstall(offer.version))) return 'declined'
    // Again: a person may have thought it over for an hour.
    await needs.checkFile(path, offer)
  } catch (thrown) {
    needs.note(thrown)
    return 'failed'
  }
  installer.install()
  return 'installing'
}
