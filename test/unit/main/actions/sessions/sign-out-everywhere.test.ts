import { describe, expect, it } from 'vitest'
import type { Revocation } from '../../../../../main/actions/tokens/revoke-session.ts'
import { principalArn, signInSession } from '../../../../fakes/session-records.ts'
import { center, signOutScene } from './sign-out-scene.ts'

const scene = (revocation: Revocation) =>
  signOutScene({ sessions: [signInSession()], profiles: { dev: principalArn }, revocation })

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
