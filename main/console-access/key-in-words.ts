/**
 * Condition keys as a person would say them.
 *
 * @module
 */
import type { NamedKey } from '../../preload/contract/sayings-console-access.ts'

const names: ReadonlyMap<string, NamedKey> = new Map<string, NamedKey>([
  ['aws:sourceip', 'address'],
  ['aws:sourcevpc', 'VPC'],
  ['aws:sourcevpce', 'VPC endpoint'],
  ['aws:vpcsourceip', 'address inside the VPC'],
  ['aws:requestedregion', 'Region'],
  ['signin:principalarn', 'principal'],
  ['aws:principalarn', 'principal'],
  ['aws:principalaccount', "principal's account"],
  ['aws:resourceaccount', 'account'],
])

/** Without an article: `address`. `undefined` for a key that is shown as it is. */
export function keyInWords(key: string): NamedKey | undefined {
  return names.get(key.toLowerCase())
}
