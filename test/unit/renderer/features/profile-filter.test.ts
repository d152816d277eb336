import { describe, expect, it } from 'vitest'
import { filterProfiles, noFilter } from '../../../../renderer/features/profiles/profile-filter.ts'
import { profileRows } from '../../../../renderer/features/profiles/profile-rows.ts'
import { profileView } from '../../../fakes/profile-view.ts'

const account = { session: 's', emailAddress: '', roles: [], readAt: 0 }
const rows = profileRows(
  [
    profileView('shop-dev', { accountId: '111122223333', tags: ['team'], frecency: 5 }),
    profileView('shop-prod', { accountId: '444455556666', isProduction: true, state: 'ended' }),
    profileView('data-lake', { accountId: '777788889999', isPinned: true, roleName: 'Analyst' }),
    profileView('legacy', { source: 'static-in-credentials', state: 'other', region: 'eu-west-1' }),
  ],
  [],
  [
    { ...account, accountId: '111122223333', accountName: 'Shop development' },
    { ...account, accountId: '777788889999', accountName: 'Data Lake GmbH' },
  ],
)
const names = (query: string, more = {}) =>
  filterProfiles(rows, { ...noFilter, query, ...more }).map(({ view }) => view.name)

describe('filterProfiles', () => {
  it('without words: favourites first, then what is chosen most, then as in the file', () => {
    expect(names('')).toEqual(['data-lake', 'shop-dev', 'shop-prod', 'legacy'])
  })

  it.each([
    ['prod', ['shop-prod']],
    ['SHOP dev', ['shop-dev']],
    ['4444', ['shop-prod']],
    ['gmbh', ['data-lake']],
    ['analyst', ['data-lake']],
    ['eu-west', ['legacy']],
    ['#team', ['shop-dev']],
    ['spr', ['shop-prod']],
    ['shop nothing', []],
  ])('finds by name, account, role, region and tag: %j', (query, expected) => {
    expect(names(query)).toEqual(expected)
  })

  it('puts the start of a name before its middle, and a name before anything else', () => {
    expect(names('shop')).toEqual(['shop-dev', 'shop-prod'])
    expect(names('l').indexOf('legacy')).toBe(0)
  })

  it('ranks as the palette does: the whole name, its start, the start of a word, anywhere, then what stands beside it', () => {
    const ordered = ['dev', 'dev-shop', 'shop-dev', 'shopdev', 'tagged', 'd-e-v']
    const views = ordered.map((name) => profileView(name, name === 'tagged' ? { tags: ['dev'] } : {}))
    const found = filterProfiles(profileRows([...views].reverse(), [], []), { ...noFilter, query: 'dev' })
    // Who types a name means that name; letters strewn over a text are most often an accident, so they come last.
    expect(found.map(({ view }) => view.name)).toEqual(ordered)
  })

  it('puts what is chosen often before what is only shorter, not before a better place', () => {
    const views = [
      profileView('team-dev'),
      profileView('a-very-long-name-dev', { frecency: 100 }),
      profileView('subdev', { frecency: 100 }),
      profileView('dev-of-somebody-else'),
    ]
    const found = filterProfiles(profileRows(views, [], []), { ...noFilter, query: 'dev' })
    expect(found.map(({ view }) => view.name)).toEqual([
      'dev-of-somebody-else',
      'a-very-long-name-dev',
      'team-dev',
      'subdev',
    ])
  })

  it('narrows by chips and tags together', () => {
    expect(names('', { chips: new Set(['problem']) })).toEqual(['shop-prod'])
    expect(names('', { chips: new Set(['signet', 'production']) })).toEqual(['shop-prod'])
    expect(names('', { chips: new Set(['pinned']), tags: new Set(['team']) })).toEqual([])
  })

  it('takes words from anybody: signs of a pattern are letters like others', () => {
    expect(names('.*')).toEqual([])
    expect(names('(')).toEqual([])
  })
})
