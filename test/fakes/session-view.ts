import type { SessionView } from '../../preload/contract/views.ts'

export const ann = 'arn:aws:sts::111122223333:assumed-role/Developer/ann@example.com'

/** A session of AWS Sign-In as a window gets it, with what a test says of it. */
export function sessionView(changes: Partial<SessionView> = {}): SessionView {
  return {
    id: ann,
    kind: 'signin',
    principalArn: ann,
    accountId: '111122223333',
    name: null,
    startUrl: null,
    region: 'us-east-1',
    state: 'active',
    signedInAt: 0,
    credentialsExpireAt: null,
    nextRenewalAt: null,
    fault: null,
    profiles: [],
    ...changes,
  }
}

/** One of Identity Center, with nothing on it but what a test gives. */
export function sessionViewOf(id: string, changes: Partial<SessionView> = {}): SessionView {
  const bare = { kind: 'identity-center', principalArn: null, accountId: null } as const
  return sessionView({ id, ...bare, region: 'eu-central-1', ...changes })
}
