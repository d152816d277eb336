import { describe, expect, it } from 'vitest'
import { signedOutOf } from '../../../../renderer/frame/signed-out.ts'
import { profileView } from '../../../fakes/profile-view.ts'

const vault = { state: 'open', key: 'key-store', path: '/v', durable: true, notices: [] } as const
const out = { state: 'not-signed-in' } as const
const profiles = [
  profileView('default', out),
  profileView('dev', { ...out, isDefault: true }),
  profileView('role', { ...out, roleName: 'Developer' }),
  profileView('alive'),
  profileView('foreign', { ...out, source: 'sso' }),
]
const signedOut = [{ name: 'lab', startUrl: 'https://lab.awsapps.com/start', region: 'eu-west-1' }]

describe('signedOutOf', () => {
  it('names portals, and profiles of AWS Sign-In: neither roles, nor what others serve, nor [default] twice', () => {
    const found = signedOutOf({ profiles, signedOut, vault: { ...vault, notices: [] } })
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['portal lab', 'profile dev'])
  })

  it('names [default] where it stands for itself', () => {
    const own = [profileView('default', { ...out, isDefault: true })]
    const found = signedOutOf({ profiles: own, signedOut: [], vault: { ...vault, notices: [] } })
    expect(found.map(({ name }) => name)).toEqual(['default'])
  })

  it('says nobody is out while the vault is locked', () => {
    const locked = { ...vault, state: 'locked' as const, notices: [] }
    expect(signedOutOf({ profiles, signedOut, vault: locked })).toEqual([])
  })
})
