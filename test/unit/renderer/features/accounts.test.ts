import { describe, expect, it } from 'vitest'
import {
  accountRows,
  filterAccounts,
  filterOfAccounts,
  profilesOfRole,
  readTimes,
} from '../../../../renderer/features/accounts/account-rows.ts'
import { durationFrom, isRoleArn } from '../../../../renderer/features/accounts/chain-input.ts'
import { aboutText, addAbout, generateAbout } from '../../../../renderer/features/accounts/dialog-about.ts'
import { nothingToWrite } from '../../../../renderer/features/accounts/nothing-to-write.ts'
import { profileView } from '../../../fakes/profile-view.ts'

const account = (accountId: string, accountName: string, more = {}) => ({
  ...{ session: 's1', accountId, accountName, emailAddress: `${accountName}@example.com` },
  ...{ roles: ['Admin', 'ReadOnly'], readAt: 100 as number | null },
  ...more,
})
const rows = accountRows(
  [
    account('222222222222', 'shop-10'),
    account('111111111111', 'shop-9', { readAt: 50 }),
    account('111111111111', 'shop-9', { session: 's2', readAt: null, roles: [] }),
  ],
  [
    { id: 's1', name: 'work' },
    { id: 's2', name: 'lab' },
  ],
  [
    profileView('nine', { session: 's1', accountId: '111111111111', roleName: 'Admin' }),
    profileView('other', { session: null, accountId: '111111111111', roleName: 'Admin' }),
  ],
)

describe('accountRows', () => {
  it('go by name as people count, with their session and the profiles that serve them', () => {
    expect(
      rows.map(({ view, sessionName, profiles }) => [
        view.accountName,
        sessionName,
        profiles.map(({ name }) => name),
      ]),
    ).toEqual([
      ['shop-9', 'work', ['nine']],
      ['shop-9', 'lab', []],
      ['shop-10', 'work', []],
    ])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3)
  })
})

describe('filterAccounts', () => {
  it.each([
    ['', 3],
    ['SHOP 10', 1],
    ['1111 1111', 2],
    ['readonly work', 2],
    ['lab', 1],
    ['shop nothing', 0],
  ])('finds by every word, and by an id in groups: %j', (query, count) => {
    expect(filterAccounts(rows, query)).toHaveLength(count)
  })
})

describe('filterOfAccounts', () => {
  it('names each account once, and nothing for none', () => {
    expect([filterOfAccounts(rows), filterOfAccounts([])]).toEqual(['account:111111111111,222222222222', ''])
  })
})

describe('readTimes', () => {
  it('is the oldest of a session, and null where one was not read', () => {
    expect(readTimes(rows)).toEqual([
      { session: 's1', name: 'work', at: 50 },
      { session: 's2', name: 'lab', at: null },
    ])
  })
})

describe('profilesOfRole', () => {
  it('are those of that role only', () => {
    const [first] = rows
    expect(first && ['Admin', 'ReadOnly'].map((role) => profilesOfRole(first, role).length)).toEqual([1, 0])
  })
})

describe('aboutText', () => {
  it('comes back as it was, and stands for all that is left out', () => {
    const about = { session: 's "1"', filter: 'role:*' }
    expect(generateAbout(aboutText(about))).toEqual(about)
    expect(generateAbout(undefined)).toEqual({ session: null, filter: '' })
    expect(addAbout(undefined)).toEqual({ session: null, accountId: '', role: '' })
  })
})

describe('isRoleArn', () => {
  it('takes whole ARNs of roles, with a path too', () => {
    const good = ['arn:aws:iam::111122223333:role/Deploy', 'arn:aws-cn:iam::111122223333:role/a/b']
    const bad = [
      '',
      'arn:aws:iam::1111:role/x',
      'arn:aws:iam::111122223333:user/x',
      'arn:aws:iam::111122223333:role/',
    ]
    expect([...good, ...bad].map(isRoleArn)).toEqual([true, true, false, false, false, false])
  })
})

describe('durationFrom', () => {
  it('keeps within what AWS takes', () => {
    expect(['', ' 3600 ', '1', '999999', '1h'].map(durationFrom)).toEqual([null, 3600, 900, 43_200, null])
  })
})

describe('nothingToWrite', () => {
  const none = { added: 0, changed: 0, kept: 0, conflict: 0, gone: 0 }

  it('tells a filter that fits nothing from what is done, and from names that are taken', () => {
    expect([
      nothingToWrite(none, 0),
      nothingToWrite({ ...none, kept: 2, conflict: 1 }, 0),
      nothingToWrite({ ...none, gone: 1 }, 0),
      nothingToWrite({ ...none, conflict: 1 }, 0),
      nothingToWrite({ ...none, added: 1 }, 1),
    ]).toEqual(['noFit', 'nothing', 'nothing', 'onlyConflicts', undefined])
  })
})
