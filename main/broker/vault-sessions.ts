/**
 * Reading and replacing sessions in the contents of the vault. Pure.
 *
 * @module
 */
import type { SessionRecord, VaultContents } from '../vault/session-record.ts'

/** The same sign-in: signing in again as the same principal keeps the id and is another session. */
export function isSameSignIn<S extends SessionRecord>(one: SessionRecord, other: S): one is S {
  return one.kind === other.kind && one.id === other.id && one.signedInAt === other.signedInAt
}

export function findSession<S extends SessionRecord>(contents: VaultContents, session: S): S | undefined {
  return contents.sessions.find((kept): kept is S => isSameSignIn(kept, session))
}

/** With `session` in the place of its older self. Unchanged when that was signed out, or signed in anew, meanwhile. */
export function replaceSession(contents: VaultContents, session: SessionRecord): VaultContents {
  if (!findSession(contents, session)) return contents
  return {
    ...contents,
    sessions: contents.sessions.map((kept) => (isSameSignIn(kept, session) ? session : kept)),
  }
}
