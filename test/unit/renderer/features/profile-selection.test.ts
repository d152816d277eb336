import { describe, expect, it } from 'vitest'
import { mostBytesOfCall } from '../../../../preload/contract/messages.ts'
import {
  firstNames,
  removable,
  renewable,
  tagCounts,
  tagsIn,
} from '../../../../renderer/features/profiles/profile-selection.ts'
import {
  areTooMany,
  namesAbout,
  selectedNames,
} from '../../../../renderer/features/profiles/selected-names.ts'
import { profileView } from '../../../fakes/profile-view.ts'
import { sessionView } from '../../../fakes/session-view.ts'

describe('removable', () => {
  it('leaves out access keys and the default, and says so', () => {
    expect(
      removable([
        profileView('a'),
        profileView('default-one', { isDefault: true }),
        profileView('keys', { source: 'static-in-credentials' }),
        profileView('keys2', { source: 'static-in-config', isDefault: true }),
        profileView('prod', { isProduction: true }),
      ]),
    ).toEqual({ names: ['a', 'prod'], withKeys: 2, hasDefault: true })
  })
})

describe('renewable', () => {
  it('has each session once, and none that has ended, is no session, or cannot be renewed', () => {
    const of = (more: Parameters<typeof sessionView>[0]) => ({ session: sessionView(more) })
    expect(
      renewable([
        of({ id: 'one' }),
        of({ id: 'one' }),
        of({ id: 'two', state: 'waiting' }),
        of({ id: 'ended', state: 'ended' }),
        of({ id: 'key', kind: 'iam-user' }),
        of({ id: 'fixed', renews: false }),
        { session: undefined },
      ]),
    ).toEqual(['one', 'two'])
  })
})

describe('tagCounts and tagsIn', () => {
  it('count what most have first, and read tags as they are typed', () => {
    const profiles = [['b', 'a'], ['b'], [], ['c', 'a', 'b']].map((tags, at) =>
      profileView(`p${at}`, { tags }),
    )
    expect(tagCounts(profiles)).toEqual([
      ['b', 3],
      ['a', 2],
      ['c', 1],
    ])
    expect(tagsIn(' #shop, team  shop,,')).toEqual(['shop', 'team'])
  })
})

describe('firstNames', () => {
  it('names three and counts the rest', () => {
    expect([firstNames(['a', 'b']), firstNames(['a', 'b', 'c', 'd', 'e'])]).toEqual([
      { named: ['a', 'b'], more: 0 },
      { named: ['a', 'b', 'c'], more: 2 },
    ])
  })
})

describe('selectedNames', () => {
  it('gives back what it was given, whatever the names (T15)', () => {
    const names = ['<img src=x onerror=alert(1)>', '"', '\u202Egpj', '__proto__', '😀'.repeat(200), 'a\nb']
    expect(selectedNames(namesAbout(names))).toEqual(names)
  })

  it('lets five thousand names of any length go into one call where they are alike, and not what would not', () => {
    const alike = (length: number) =>
      Array.from({ length: 5_000 }, (_, at) => `${'a'.repeat(length / 2)}-${at}-${'z'.repeat(length / 2)}`)
    const strewn = (length: number) =>
      Array.from({ length: 5_000 }, (_, at) =>
        String((at * 7_919 + 13) % 9_973)
          .repeat(length)
          .slice(0, length),
      )
    expect([
      areTooMany(alike(40)),
      areTooMany(alike(240)),
      areTooMany(strewn(40)),
      areTooMany(strewn(200)),
    ]).toEqual([...[false, false, false, true]])
    expect(areTooMany(['ü'.repeat(mostBytesOfCall / 2)])).toBe(true)
  })
})
