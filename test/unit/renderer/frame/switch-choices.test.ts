import { describe, expect, it } from 'vitest'
import { switchChoices } from '../../../../renderer/frame/switch-choices.ts'
import { profileView } from '../../../fakes/profile-view.ts'

describe('switchChoices', () => {
  it('offers favourites, then what is used, ten in all, and only what Signet serves', () => {
    const many = Array.from({ length: 30 }, (_, index) => profileView(`p${index}`, { frecency: index }))
    const { favourites, others } = switchChoices([
      profileView('default'),
      profileView('foreign', { source: 'sso', isPinned: true }),
      profileView('mine', { isPinned: true }),
      ...many,
      profileView('current', { isDefault: true }),
    ])
    expect(favourites.map(({ name }) => name)).toEqual(['mine'])
    expect(others.map(({ name }) => name)).toEqual([
      ...['current', 'p29', 'p28', 'p27', 'p26', 'p25', 'p24', 'p23', 'p22'],
    ])
  })
})
