import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSignInAddress } from '../../../../../main/actions/console/sign-in-address.ts'
import { consoleSite } from '../../../../../main/aws/console-site.ts'
import { loadEndpoints } from '../../../../../main/aws/endpoints.ts'

const rules = await loadEndpoints('signin')
const site = consoleSite(rules, 'eu-west-1')
const own = 'https://eu-west-1.signin.aws.amazon.com'

describe('isSignInAddress', () => {
  it.each([`${own}/federation?Action=login&SigninToken=x`, `${own}/oauth?Action=logout`])(
    'is %s',
    (address) => {
      expect(isSignInAddress(new URL(address), site, undefined)).toBe(true)
    },
  )

  it('is in each partition where AWS’s rules have it', () => {
    for (const region of ['cn-north-1', 'us-gov-west-1', 'eusc-de-east-1']) {
      const there = consoleSite(rules, region)
      expect(isSignInAddress(new URL('/federation', there.signIn), there, undefined)).toBe(true)
      expect(isSignInAddress(new URL('/federation', there.signIn), site, undefined)).toBe(false)
    }
  })

  it('is only what stands in for AWS, where something does', () => {
    const standIn = new URL('http://127.0.0.1:4001/x')
    expect(isSignInAddress(new URL('http://127.0.0.1:4001/x/federation'), site, standIn)).toBe(true)
    expect(isSignInAddress(new URL('http://127.0.0.1:4002/x/federation'), site, standIn)).toBe(false)
    expect(isSignInAddress(new URL(`${own}/federation`), site, standIn)).toBe(false)
  })

  it.each([
    ...['http://eu-west-1.signin.aws.amazon.com/federation', `${own}:444/federation`, `${own}/`],
    ...['https://u:p@eu-west-1.signin.aws.amazon.com/federation', `${own}.evil.test/federation`],
    ...['https://evil.test/eu-west-1.signin.aws.amazon.com/federation', `${own}/elsewhere?/federation`],
    ...['file:///federation', 'javascript:1/federation', 'data:,/federation'],
    `${own}/federation?${'x'.repeat(9_000)}`,
  ])('is not %s (T17)', (address) => {
    expect(isSignInAddress(new URL(address), site, undefined)).toBe(false)
  })

  it('is no other host, whatever the address (T17)', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (address) => {
        expect(isSignInAddress(new URL(address), site, undefined)).toBe(false)
      }),
    )
  })
})
