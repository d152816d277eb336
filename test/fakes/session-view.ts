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
