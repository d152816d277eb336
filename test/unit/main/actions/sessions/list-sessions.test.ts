import { describe, expect, it } from 'vitest'
import { listSessions } from '../../../../../main/actions/sessions/list-sessions.ts'
import type { SessionState } from '../../../../../main/actions/upkeep/read-status.ts'
import type { IdentityCenterSession, SignInSession } from '../../../../../main/vault/session-record.ts'
import { sessionSummaryViewSchema, type VaultView } from '../../../../../preload/contract/views.ts'

const arn = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'

const signIn: SignInSession = {
  kind: 'signin',
  id: arn,
  principalArn: arn,
  accountId: '111122223333',
  region: 'us-east-1',
  clientId: 'arn:aws:signin:::devtools/same-device',
  tokenType: 't',
  refreshToken: 'SECRET-1',
  dpopKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'SECRET-2' },
  credentials: {
    accessKeyId: 'A',
    secretAccessKey: 'SECRET-3',
    sessionToken: 'SECRET-4',
    expiration: 5_000,
    accountId: '111122223333',
  },
  signedInAt: 1,
  renewedAt: 1,
}

const identityCenter: IdentityCenterSession = {
  kind: 'identity-center',
  id: 'identity-center:corp',
  name: 'corp',
  startUrl: 'https://d-1234567890.awsapps.com/start',
  region: 'eu-central-1',
  scopes: ['sso:account:access'],
  flow: 'authorization-code',
  registrations: {},
  accessToken: 'SECRET-5',
  accessTokenExpiresAt: 9_000,
  refreshToken: 'SECRET-6',
  signedInAt: 1,
  renewedAt: 1,
}

function listed(
  sessions: (SignInSession | IdentityCenterSession)[],
  states: SessionState[] = [],
  state: VaultView['state'] = 'open',
) {
  const profiles = { dev: { session: arn }, shop: { session: identityCenter.id }, ops: { session: arn } }
  const view: VaultView = { state, key: null, path: '/v', durable: true, notices: [] }
  return listSessions({
    door: { enter: async () => undefined, view: () => view },
    vault: { contents: () => ({ sessions, profiles }) },
    states: () => states,
  })({})
}

describe('listSessions', () => {
  it('gives sessions of both kinds, and nothing secret of them', async () => {
    const views = await listed([signIn, identityCenter])
    expect(views).toEqual([
      {
        id: arn,
        kind: 'signin',
        name: 'assumed-role/Developer/alice',
        where: '111122223333',
        region: 'us-east-1',
        state: 'active',
        expiresAt: 5_000,
        renews: true,
        fault: null,
        profiles: 2,
      },
      {
        id: 'identity-center:corp',
        kind: 'identity-center',
        name: 'corp',
        where: 'https://d-1234567890.awsapps.com/start',
        region: 'eu-central-1',
        state: 'active',
        expiresAt: 9_000,
        renews: true,
        fault: null,
        profiles: 1,
      },
    ])
    expect(views.map((view) => sessionSummaryViewSchema.parse(view))).toEqual(views)
    expect(JSON.stringify(views)).not.toContain('SECRET')
  })

  it('takes the broker’s word on a session, but for one that has ended', async () => {
    const { refreshToken: _given, ...withoutRefresh } = identityCenter
    const state = { state: 'waiting', nextRenewalAt: undefined, lastFailure: 'network-down' } as const
    const views = await listed(
      [{ ...signIn, ended: { code: 'session-expired', at: 1 } }, withoutRefresh],
      [
        { ...state, sessionId: arn, expiration: 7_000 },
        { ...state, sessionId: identityCenter.id, expiration: 8_000 },
      ],
    )
    expect(views.map(({ state, expiresAt, renews, fault }) => [state, expiresAt, renews, fault])).toEqual([
      ['ended', null, false, 'session-expired'],
      ['waiting', 8_000, false, 'network-down'],
    ])
  })

  it('gives none before there is a vault', async () => {
    expect(await listed([signIn], [], 'absent')).toEqual([])
  })
})
