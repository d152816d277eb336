import { describe, expect, it } from 'vitest'
import { signOut } from '../../../../main/actions/sign-out.ts'
import type { SignInSession } from '../../../../main/vault/session-record.ts'
import { MemoryVault, memoryDisk } from '../../../fakes/memory-vault.ts'

const session = (id: string): SignInSession => ({
  kind: 'signin',
  id,
  principalArn: id,
  accountId: '111122223333',
  region: 'us-east-1',
  clientId: 'c',
  tokenType: 'x',
  refreshToken: 'r',
  dpopKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' },
  credentials: {
    accessKeyId: 'A',
    secretAccessKey: 'B',
    sessionToken: 'C',
    expiration: 5000,
    accountId: '111122223333',
  },
  signedInAt: 1,
  renewedAt: 1,
})

function scene() {
  const vault = new MemoryVault(
    memoryDisk([session('one'), session('two')], { dev: 'one', 'dev-copy': 'one', prod: 'two' }),
  )
  const forgotten: string[] = []
  const act = signOut({
    door: { enter: async () => undefined },
    vault,
    broker: { forget: (id) => forgotten.push(id) },
  })
  return { vault, act, forgotten }
}

describe('signOut', () => {
  it('takes the session of one profile, and every profile that it served', async () => {
    const { vault, act, forgotten } = scene()
    expect(await act({ profile: 'dev' }, {})).toEqual({
      principals: ['one'],
      profiles: ['dev', 'dev-copy'],
      credentialsEndAt: 5000,
    })
    expect(vault.contents().sessions.map(({ id }) => id)).toEqual(['two'])
    expect(vault.contents().profiles).toEqual({ prod: { session: 'two' } })
    expect(forgotten).toEqual(['one'])
  })

  it('takes every session', async () => {
    const { vault, act, forgotten } = scene()
    expect((await act('all', {})).principals).toEqual(['one', 'two'])
    expect(vault.contents()).toMatchObject({ sessions: [], profiles: {} })
    expect(forgotten).toEqual(['one', 'two'])
  })

  it('has nothing to say against a second time', async () => {
    const { act } = scene()
    await act('all', {})
    expect(await act('all', {})).toEqual({ principals: [], profiles: [], credentialsEndAt: undefined })
  })

  it.each([['nothing-like-it'], ['__proto__'], ['toString']])(
    'names the profiles there are when %s is none',
    async (profile) => {
      const { act } = scene()
      await expect(act({ profile }, {})).rejects.toMatchObject({
        code: 'profile-unknown',
        message: expect.stringContaining('dev, dev-copy, prod'),
      })
    },
  )
})
