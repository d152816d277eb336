import type { SessionView } from '../../preload/contract/views.ts'

/** A session as shown, with nothing on it but what a test gives. */
export function sessionViewOf(id: string, changes: Partial<SessionView> = {}): SessionView {
  return {
    ...{ id, kind: 'identity-center', principalArn: null, accountId: null, name: null, startUrl: null },
    ...{ region: 'eu-central-1', state: 'active', signedInAt: 0, credentialsExpireAt: null },
    ...{ nextRenewalAt: null, fault: null, profiles: [] },
    ...changes,
  }
}
