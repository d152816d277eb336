import { describe, expect, it } from 'vitest'
import { frecency, usedAgain } from '../../../../../main/actions/profiles/frecency.ts'
import { fuzzyMatch } from '../../../../../main/actions/profiles/fuzzy-match.ts'
import { searchProfiles } from '../../../../../main/actions/profiles/profile-search.ts'
import { profileView } from '../../../../fakes/profile-view.ts'

const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name)

describe('searchProfiles', () => {
  const views = [
    profileView('billing-prod-Admin', { accountId: '444455556666', tags: ['money'] }),
    profileView('shop-dev-ReadOnly', { accountId: '111122223333', frecency: 2 }),
    profileView('shop-prod-ReadOnly', { accountId: '444455556666', isPinned: true }),
    profileView('shop-dev-Admin', { accountId: '111122223333', frecency: 5, region: 'eu-west-1' }),
  ]

  it('without a query: what is pinned, then what is used most, then the order of the config', () => {
    expect(names(searchProfiles(views, {}))).toEqual([
      'shop-prod-ReadOnly',
      'shop-dev-Admin',
      'shop-dev-ReadOnly',
      'billing-prod-Admin',
    ])
  })

  it.each([
    ['sdr', ['shop-dev-ReadOnly', 'shop-prod-ReadOnly']],
    ['shop admin', ['shop-dev-Admin']],
    ['444455556666 shop', ['shop-prod-ReadOnly']],
    ['money', ['billing-prod-Admin']],
    ['EU-WEST', ['shop-dev-Admin']],
    ['prod', ['shop-prod-ReadOnly', 'billing-prod-Admin']],
    ['nothing-like-it', []],
  ])('finds %j', (query, found) => {
    expect(names(searchProfiles(views, { query }))).toEqual(found)
  })

  it('narrows to a tag and to favourites', () => {
    expect(names(searchProfiles(views, { tag: 'money' }))).toEqual(['billing-prod-Admin'])
    expect(names(searchProfiles(views, { onlyPinned: true }))).toEqual(['shop-prod-ReadOnly'])
  })
})

describe('fuzzyMatch', () => {
  it('ranks the start of the text, then of a word, then the middle, then letters that are strewn', () => {
    const fits = ['dev', 'dev-shop', 'shop-dev', 'undevout', 'd-e-v'].map(
      (text) => fuzzyMatch('dev', text) ?? 0,
    )
    expect(fits).toEqual(fits.toSorted((a, b) => b - a))
    expect(fuzzyMatch('dev', 'ved')).toBeUndefined()
  })
})

describe('frecency', () => {
  it('counts uses, each half as much for every week that passed', () => {
    const week = 7 * 24 * 3600 * 1000
    const twice = usedAgain(usedAgain({}, 0), 0)
    expect([frecency(twice, 0), frecency(twice, week), frecency(twice, 2 * week)]).toEqual([2, 1, 0.5])
    expect(frecency(usedAgain(twice, week), week)).toBe(2)
    // A clock that went back.
    expect(frecency({ score: 2, usedAt: week }, 0)).toBe(2)
  })
})
