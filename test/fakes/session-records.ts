/** Sessions as the vault keeps them, with words in place of secrets. */

import type { IdentityCenterSession, SignInSession } from '../../main/vault/session-record.ts'

export const principalArn = 'arn:aws:iam::111122223333:user/developer'

/** A sign-in to AWS itself, of that principal unless told. */
export function signInSession(changes: Partial<SignInSession> = {}): SignInSession {
  const arn = changes.principalArn ?? principalArn
  return {
    kind: 'signin',
    id: arn,
    principalArn: arn,
    accountId: '111122223333',
    region: 'eu-central-1',
    clientId: 'c',
    tokenType: 'x',
    refreshToken: 'ASORcanary-refresh',
    dpopKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' },
    signedInAt: 1,
    renewedAt: 1,
    ...changes,
  }
}

/** A sign-in to a portal, which cannot renew itself unless told. */
export function identityCenterSession(
  name: string,
  changes: Partial<IdentityCenterSession> = {},
): IdentityCenterSession {
  return {
    kind: 'identity-center',
    id: `identity-center:${name}`,
    name,
    startUrl: 'https://d-1234567890.awsapps.com/start',
    region: 'us-east-1',
    scopes: ['sso:account:access'],
    flow: 'device',
    registrations: {},
    accessToken: 'canary-access',
    accessTokenExpiresAt: 9e12,
    signedInAt: 1,
    renewedAt: 1,
    ...changes,
  }
}
