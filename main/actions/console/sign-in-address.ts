import type { ConsoleSite } from '../../aws/console-site.ts'
import { openable } from '../../sign-in/openable.ts'

/**
 * Whether an address is one that signs a browser in to this very console: at AWS's own host for it, as AWS's rules have it.
 *
 * @param standIn - What the agent's own environment puts in that host's place.
 */
export function isSignInAddress(address: URL, { signIn }: ConsoleSite, standIn: URL | undefined): boolean {
  // SECURITY (T17): a browser goes wherever it is sent on to.
  const isOfAws = address.origin === (standIn ?? signIn).origin
  return isOfAws && openable(address) && /\/(federation|oauth)$/.test(address.pathname)
}
