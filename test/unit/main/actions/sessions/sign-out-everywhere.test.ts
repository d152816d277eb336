import { describe, expect, it } from 'vitest'
import { type SignOutRequest, signOut } from '../../../../../main/actions/sessions/sign-out.ts'
import type { Revocation } from '../../../../../main/actions/tokens/revoke-session.ts'
import type { SessionRecord } from '../../../../../main/vault/session-record.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { principalArn, signInSession } from '../../../../fakes/token-scene.ts'

const center: SessionRecord = {
  kind: 'identity-center',
  id: 'identity-center:work',
  name: 'work',
  startUrl: 'https://example.awsapps.com/start',
  region: 'eu-central-1',
  scopes: ['sso:account:access'],
  flow: 'device',
  registrations: {},
  accessToken: 'access',
  accessTokenExpiresAt: 5000,
  signedInAt: 1,
  renewedAt: 1,
}

function scene(answer: Revocation) {
  const vault = new MemoryVault(memoryDisk([signInSession(), center], { dev: principalArn }))
  const order: string[] = []
  const act = signOut({
    door: { enter: async () => undefined },
    vault,
    broker: { forget: (id) => order.push(`forget ${id}`) },
    accounts: { forget: async () => undefined },
    portal: { logout: async () => void order.push('portal logout') },
    async revokeSession({ id }) {
      order.push(`revoke ${id}, ${vault.contents().sessions.length} kept`)
      return answer
    },
    now: () => 1,
  })
  const { signal } = new AbortController()
  const out = (request: SignOutRequest, everywhere: boolean) => act(request, {}, signal, { everywhere })
  return { vault, order, out }
}

describe('signOut, everywhere', () => {
  it('revokes while the session is still there, then forgets it', async () => {
    const { vault, order, out } = scene({ isRevoked: true, why: null })
    expect(await out({ profile: 'dev' }, true)).toMatchObject({
      who: [principalArn],
      everywhere: [{ who: principalArn, isRevoked: true, why: null }],
    })
    expect(order).toEqual([`revoke ${principalArn}, 2 kept`, `forget ${principalArn}`])
    expect(vault.contents().sessions).toEqual([center])
  })

  it('a revocation that failed never keeps the session', async () => {
    const { vault, out } = scene({ isRevoked: false, why: 'No.' })
    expect(await out('all', true)).toMatchObject({
      everywhere: [{ who: principalArn, isRevoked: false, why: 'No.' }],
    })
    expect(vault.contents()).toMatchObject({ sessions: [], profiles: {} })
  })

  it('Identity Center is told as ever: that is everywhere there', async () => {
    const { order, out } = scene({ isRevoked: true, why: null })
    expect(await out({ session: 'work' }, true)).toMatchObject({ who: ['work'], everywhere: [], notTold: [] })
    expect(order).toEqual(['portal logout', `forget ${center.id}`])
  })

  it('revokes nothing unless that was asked for', async () => {
    const { order, out } = scene({ isRevoked: true, why: null })
    expect(await out('all', false)).not.toHaveProperty('everywhere')
    expect(order.filter((step) => step.startsWith('revoke'))).toEqual([])
  })
})
