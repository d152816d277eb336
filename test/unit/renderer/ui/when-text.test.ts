import { describe, expect, it } from 'vitest'
import { whenText, wholeWhen, wholeWhenText } from '../../../../renderer/ui/when-text.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const at = (time: string, language = 'en') => whenText(Date.parse(time), now, language, 'UTC')

describe('whenText', () => {
  it('is as short as it stays clear', () => {
    expect([
      at('2026-11-21T18:40:00Z'),
      at('2026-11-21T00:05:00Z'),
      at('2026-11-22T01:12:00Z'),
      at('2026-12-03T18:40:00Z'),
      at('2027-01-03T18:40:00Z'),
    ]).toEqual(['18:40', '00:05', 'Sun 01:12', '3 Dec, 18:40', '3 Jan 2027'])
  })

  it('speaks the person’s language, in the person’s zone', () => {
    expect(at('2026-11-22T01:12:00Z', 'de')).toBe('So., 01:12')
    expect(whenText(Date.parse('2026-11-21T23:30:00Z'), now, 'en', 'Asia/Tokyo')).toBe('Sun 08:30')
  })
})

describe('wholeWhen', () => {
  it('says the same as for one moment, in either language', () => {
    for (const language of ['en', 'de'])
      expect([now, now + 86_400_000].map(wholeWhen(language))).toEqual([
        wholeWhenText(now, language),
        wholeWhenText(now + 86_400_000, language),
      ])
  })
})
