import { describe, expect, it } from 'vitest'
import { profilesOf, sessionIdOf } from '../../../../main/vault/profile-session.ts'
import { memoryDisk } from '../../../fakes/memory-vault.ts'

const roleArn = 'arn:aws:iam::111122223333:role/Admin'
const { contents } = memoryDisk([], {
  dev: 'ann',
  ops: 'bob',
  test: 'ann',
  admin: { source: 'dev', roleArn },
  audit: { source: 'admin', roleArn },
  lost: { source: 'nobody', roleArn },
  one: { source: 'other', roleArn },
  other: { source: 'one', roleArn },
})

describe('sessionIdOf', () => {
  it('follows a chain of roles to where it begins, and ends where it leads nowhere', () => {
    const names = ['dev', 'admin', 'audit', 'lost', 'one', 'toString']
    expect(names.map((name) => sessionIdOf(contents, name))).toEqual([
      ...['ann', 'ann', 'ann'],
      ...[undefined, undefined, undefined],
    ])
  })
})

describe('profilesOf', () => {
  it('names the profiles that a session serves, itself or through roles', () => {
    expect([
      profilesOf(contents, 'ann'),
      profilesOf(contents, 'bob'),
      profilesOf(contents, 'nobody'),
    ]).toEqual([['dev', 'test', 'admin', 'audit'], ['ops'], []])
  })
})
