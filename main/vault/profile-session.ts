/**
 * Which session stands behind a profile. Pure.
 *
 * @module
 */
import type { ProfileBinding, VaultContents } from './session-record.ts'

type Bindings = Pick<VaultContents, 'profiles'>

/** What serves a profile. Names come from the AWS config, so nothing but a name of its own counts. */
export function bindingOf({ profiles }: Bindings, profile: string): ProfileBinding | undefined {
  return Object.hasOwn(profiles, profile) ? profiles[profile] : undefined
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
