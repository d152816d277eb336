import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountSearch } from '../../../../../main/actions/accounts/account-search.ts'

const fields = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 4 })

describe('accountSearch', () => {
  it.each([
    ['prod', true],
    ['PROD eu', true],
    ['eu prod', true],
    ['prod us', false],
    ['2222 admin', true],
    ['  admin\t', true],
    ['', true],
    ['shopadmin', false],
    ['ＰＲＯＤ', true],
  ])('for "%s" says %s', (search, expected) => {
    expect(accountSearch(search)(['111122223333', 'prod-eu shop', 'Admin'])).toBe(expected)
  })

  it('finds letters whatever their case, sigma and sharp s too', () => {
    const found = [
      ['straße', 'STRASSE'],
      ['ΟΔΟΣ', 'οδος'],
      ['οδόσ', 'ΟΔΌΣ'],
    ].map(([search, name]) => accountSearch(search)([name ?? '']))
    expect(found).toEqual([true, true, true])
  })

  it('finds any part of any field', () => {
    fc.assert(
      fc.property(fields, fc.nat(), fc.nat(), fc.nat(), (texts, which, from, length) => {
        const field = [...(texts[which % Math.max(1, texts.length)] ?? '')]
        const start = from % Math.max(1, field.length)
        const part = field.slice(start, start + 1 + (length % 5)).join('')
        // Marks join with what is before them: a part is looked for as it stands composed.
        fc.pre(part === part.normalize('NFKC') && field.join('') === field.join('').normalize('NFKC'))
        expect(accountSearch(part)(texts)).toBe(part.trim() === '' || texts.length > 0)
      }),
    )
  })

  it('is all words: never more with another word, the same in any order', () => {
    fc.assert(
      fc.property(fields, fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 }), (texts, words) => {
        const match = accountSearch(words.join(' '))(texts)
        expect(accountSearch([...words].reverse().join(' '))(texts)).toBe(match)
        expect(match).toBe(words.every((word) => accountSearch(word)(texts)))
      }),
    )
  })
})
