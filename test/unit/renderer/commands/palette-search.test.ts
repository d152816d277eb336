import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitOf, placesOf } from '../../../../renderer/commands/fuzzy.ts'
import {
  type PaletteGroup,
  paletteIndex,
  searchPalette,
} from '../../../../renderer/commands/palette-search.ts'

const rows = (...titles: readonly string[]) => titles.map((title) => ({ id: title, title }))

function group(id: string, titles: readonly string[], atFirst = 2): PaletteGroup {
  return { id, title: id, rows: rows(...titles), atFirst }
}

function found(groups: readonly PaletteGroup[], query: string, recent: readonly string[] = []) {
  const { sections, more } = searchPalette(paletteIndex(groups), query, recent, 'Recent')
  return {
    more,
    ...Object.fromEntries(sections.map((section) => [section.title, section.rows.map(({ id }) => id)])),
  }
}

describe('fitOf', () => {
  it('puts the whole before its start, before a word’s start, before the middle, before letters strewn', () => {
    const fits = ['prod', 'prod-shop', 'shop-prod', 'shoprods', 'p-r-o-d'].map(
      (text) => fitOf('prod', text) ?? 0,
    )
    expect(fits).toEqual([...fits].sort((a, b) => b - a))
    expect(new Set(fits).size).toBe(5)
  })

  it('finds nothing where a letter is missing or in another order', () => {
    expect([fitOf('prodx', 'prod'), fitOf('dorp', 'prod')]).toEqual([undefined, undefined])
  })
})

describe('placesOf', () => {
  it('marks what was typed, word by word', () => {
    expect([placesOf('prod', 'shop-Prod'), placesOf('sp', 'shop-prod'), placesOf('x', 'shop')]).toEqual([
      [[5, 9]],
      [
        [0, 1],
        [3, 4],
      ],
      [],
    ])
  })

  it('gives ranges of the text, in order and apart, whatever is typed (T15: names are anybody’s)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (query, text) => {
        let last = -1
        for (const [from, to] of placesOf(query, text)) {
          expect(from).toBeGreaterThan(last)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(text.length)
          last = to
        }
      }),
    )
  })
})

describe('searchPalette', () => {
  const profiles = group('Profiles', ['shop-dev', 'shop-prod', 'data-lake', 'root-audit'])
  const places = group('Go to', ['Go to Profiles', 'Go to Settings'], 9)

  it('shows the latest first before anything is typed, then a few of each kind, none twice', () => {
    expect(found([profiles, places], '', ['root-audit', 'gone', 'Go to Settings'])).toEqual({
      more: 0,
      Recent: ['root-audit', 'Go to Settings'],
      Profiles: ['shop-dev', 'shop-prod'],
      'Go to': ['Go to Profiles'],
    })
  })

  it('puts the best kind first, and within it the best row', () => {
    expect(found([places, profiles], 'prod')).toEqual({ more: 0, Profiles: ['shop-prod'] })
    expect(found([profiles, places], 'go to')).toEqual({
      more: 0,
      'Go to': ['Go to Profiles', 'Go to Settings'],
    })
    expect(found([profiles, places], 'profiles')).toMatchObject({ 'Go to': ['Go to Profiles'] })
  })

  it('finds by what stands beside the title, in whole words only', () => {
    const accounts = {
      ...group('Accounts', []),
      rows: [{ id: 'a', title: 'Lab', detail: '111122223333', words: 'Auditor' }],
    }
    expect(found([accounts], '2222')).toEqual({ more: 0, Accounts: ['a'] })
    expect(found([accounts], 'lab audit')).toEqual({ more: 0, Accounts: ['a'] })
    expect(found([accounts], '1323')).toEqual({ more: 0 })
  })

  it('lets what was used win over what fits as well, and a weight over both', () => {
    const pair = group('Pair', ['lab-a', 'lab-b'])
    expect(found([pair], 'lab')).toEqual({ more: 0, Pair: ['lab-a', 'lab-b'] })
    expect(found([pair], 'lab', ['lab-b'])).toEqual({ more: 0, Pair: ['lab-b', 'lab-a'] })
    const heavy = { ...group('Heavy', ['my-lab']), weight: 150 }
    expect(Object.keys(found([group('Light', ['lab-x']), heavy], 'lab'))).toEqual(['more', 'Heavy', 'Light'])
  })

  it('drops letters strewn over texts as soon as enough have them in one piece', () => {
    const dev = ['a-dev', 'b-dev', 'c-dev', 'd-dev', 'e-dev']
    expect(found([group('G', ['Read everything', ...dev])], 'dev')).toEqual({ more: 0, G: dev })
    expect(found([group('G', ['Read everything', 'a-dev'])], 'dev')).toMatchObject({
      G: ['a-dev', 'Read everything'],
    })
  })

  it('shows fifty and says how many more there are', () => {
    const many = group(
      'Profiles',
      Array.from({ length: 5_000 }, (_, index) => `profile-${index}`),
    )
    const { sections, more } = searchPalette(paletteIndex([many]), 'profile', [], 'Recent')
    expect([sections[0]?.rows.length, more]).toEqual([50, 4_950])
  })
})
