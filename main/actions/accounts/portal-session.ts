import type { IdentityCenterSession } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import { choosePortalSession } from './choose-portal-session.ts'

/** The whole record of the Identity Center session that is meant. @throws as {@link choosePortalSession} */
export function portalSession(
  vault: Pick<Vault, 'contents'>,
  asked: string | undefined,
): IdentityCenterSession {
  const { sessions } = vault.contents()
  return choosePortalSession(
    sessions.filter((session) => session.kind === 'identity-center'),
    asked,
  )
}
