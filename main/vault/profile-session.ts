/**
 * Which session stands behind a profile. Pure.
 *
 * @module
 */

import { own } from '../kernel/own.ts'
import type { ProfileBinding, VaultContents } from './session-record.ts'

type Bindings = Pick<VaultContents, 'profiles'>

/** What serves a profile. Names come from the AWS config, so nothing but a name of its own counts. */
export function bindingOf({ profiles }: Bindings, profile: string): ProfileBinding | undefined {
  return own(profiles, profile)
}

/** Whether both are the same role of the same session, however they came to be. */
export function isSameRole(one: ProfileBinding, other: ProfileBinding): boolean {
  return one.session === other.session && one.accountId === other.accountId && one.roleName === other.roleName
}

/** Whether both say the same, in any order of their members. */
export function isSameBinding(one: ProfileBinding | undefined, other: ProfileBinding | undefined): boolean {
  const text = (binding: ProfileBinding | undefined) =>
    binding && JSON.stringify(Object.entries(binding).sort())
  return text(one) === text(other)
}

/** The session of a profile: its own, or the one that its chain of roles begins with. Undefined where there is none. */
export function sessionIdOf(contents: Bindings, profile: string): string | undefined {
  const seen = new Set<string>()
  for (let name = profile; !seen.has(name); ) {
    seen.add(name)
    const bound = bindingOf(contents, name)
    if (!bound || bound.session !== undefined) return bound?.session
    name = bound.source
  }
  return undefined
}

/** Names of the profiles that a session serves, itself or through roles. */
export function profilesOf(contents: Bindings, sessionId: string): string[] {
  return Object.keys(contents.profiles).filter((name) => sessionIdOf(contents, name) === sessionId)
}
