import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, lookingAt } from '../../../../renderer/mirror/address.ts'
import { places } from '../../../../renderer/mirror/view.ts'

describe('addressOf', () => {
  it('names the place, and what is looked at there', () => {
    expect(addressOf({ place: 'config', detail: 'problems' })).toBe('#/config/problems')
    expect(addressOf({ place: 'accounts', detail: undefined })).toBe('#/accounts')
  })

  it('leads back to where it was taken, whatever a name holds (T15)', () => {
    const detail = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(fc.constantFrom(...places), detail, (place, name) => {
        const address = addressOf({ place, detail: name })
        expect(address).toMatch(/^#\/[a-z-]+\/[\w.!~*'()%-]+$/)
        expect(lookingAt(address)).toEqual({ place, detail: name })
      }),
    )
  })

  it('leaves out what is too long, and takes half a character', () => {
    expect(addressOf({ place: 'profiles', detail: 'x'.repeat(10_000) })).toBe('#/profiles')
    expect(addressOf({ place: 'profiles', detail: 'a\u{d800}' })).toBe('#/profiles/a%EF%BF%BD')
  })
})

describe('lookingAt', () => {
  it.each([
    '',
    '#',
    '#content',
    '#/',
    '#/nowhere',
    '#/__proto__',
    '#/profiles/a/b',
    '#/Profiles',
    'javascript:alert(1)',
  ])('passes over %j', (hash) => expect(lookingAt(hash)).toBeUndefined())

  it('goes to the place where only the rest is broken', () => {
    expect(lookingAt('#/profiles/%E0%A4')).toEqual({ place: 'profiles', detail: undefined })
    expect(lookingAt(`#/profiles/${'x'.repeat(10_000)}`)).toEqual({ place: 'profiles', detail: undefined })
  })
})
