import { describe, expect, it } from 'vitest'
import { reusableRegistrations } from '../../../../main/sign-in/reusable-registrations.ts'
import { formerSession, startUrl } from './identity-center-world.ts'

const now = Date.parse('2026-01-02T00:00:00Z')
const wanted = { startUrl, region: 'eu-central-1', scopes: ['sso:account:access'] }

describe('reusableRegistrations', () => {
  it('gives what fits, each flow its own', () => {
    const former = formerSession()
    expect(reusableRegistrations(former, wanted, now)).toEqual(former.registrations)
  })

  it('takes scopes as a set', () => {
    const former = formerSession({ scopes: ['a', 'b'] })
    const scopes = ['b', 'a', 'b']
    expect(reusableRegistrations(former, { ...wanted, scopes }, now)).toEqual(former.registrations)
  })

  const unfit = [
    ['nobody was signed in', undefined, {}],
    ['the region is another', formerSession(), { region: 'us-east-1' }],
    ['the start URL is another', formerSession(), { startUrl: `${startUrl}/` }],
    ['there are more scopes', formerSession(), { scopes: ['sso:account:access', 'a'] }],
    ['there are no scopes', formerSession(), { scopes: [] }],
    ['it has none', formerSession({ registrations: {} }), {}],
  ] as const
  for (const [why, former, changed] of unfit) {
    it(`gives none when ${why}`, () => {
      expect(reusableRegistrations(former, { ...wanted, ...changed }, now)).toEqual({})
    })
  }

  it('gives one until 15 minutes before it ends', () => {
    const endsIn = (milliseconds: number) => ({
      clientId: 'c',
      clientSecret: 's',
      expiresAt: now + milliseconds,
    })
    const former = formerSession({
      registrations: { 'authorization-code': endsIn(900_000), device: endsIn(899_999) },
    })
    expect(reusableRegistrations(former, wanted, now)).toEqual({ 'authorization-code': endsIn(900_000) })
  })
})
