import { describe, expect, it } from 'vitest'
import { type SignOutRequest, signOut } from '../../../../../main/actions/sessions/sign-out.ts'
import { UnavailableError } from '../../../../../main/kernel/errors.ts'
import type {
  IamUserSession,
  IdentityCenterSession,
  SignInSession,
} from '../../../../../main/vault/session-record.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'

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

const center: IdentityCenterSession = {
  kind: 'identity-center',
  id: 'identity-center:work',
  name: 'work',
  startUrl: 'https://example.awsapps.com/start',
  region: 'eu-central-1',
  scopes: ['sso:account:access'],
  flow: 'device',
  registrations: {},
  accessToken: 'access',
  accessTokenExpiresAt: 5000,
  signedInAt: 1,
  renewedAt: 1,
}

function scene(fault?: Error) {
  const told: string[] = []
  const role = { session: center.id, accountId: '111122223333', roleName: 'Admin' }
  const disk = memoryDisk([session('one'), session('two'), center], {
    dev: 'one',
    'dev-copy': 'one',
    prod: 'two',
  })
  disk.contents = { ...disk.contents, profiles: { ...disk.contents.profiles, role } }
  const vault = new MemoryVault(disk)
  const forgotten: string[] = []
  const browsersForgotten: string[] = []
  const act = signOut({
    door: { enter: async () => undefined },
    vault,
    broker: { forget: (id) => forgotten.push(id) },
    accounts: { forget: async () => undefined },
    browsers: {
      forget: async (ids) => {
        browsersForgotten.push(...ids)
      },
    },
    revokeSession: async () => ({ isRevoked: false, why: null }),
    now: () => 1,
    portal: {
      logout: async ({ accessToken }) => {
        told.push(accessToken)
        if (fault) throw fault
      },
    },
  })
  const { signal } = new AbortController()
  return {
    vault,
    act: (request: SignOutRequest) => act(request, {}, signal),
    forgotten,
    told,
    browsersForgotten,
  }
}

describe('signOut', () => {
  it('takes the session of one profile, and every profile that it served', async () => {
    const { vault, act, forgotten } = scene()
    expect(await act({ profile: 'dev' })).toEqual({
      who: ['one'],
      profiles: ['dev', 'dev-copy'],
      credentialsEndAt: 5000,
      notTold: [],
      keysKept: [],
    })
    expect(vault.contents().sessions.map(({ id }) => id)).toEqual(['two', center.id])
    expect(vault.contents().profiles).toMatchObject({
      prod: { session: 'two' },
      role: { session: center.id },
    })
    expect(forgotten).toEqual(['one'])
  })

  it('forgets in which browser a session opened that leaves', async () => {
    const { act, browsersForgotten } = scene()
    await act({ profile: 'dev' })
    expect(browsersForgotten).toEqual(['one'])
  })

  it('takes every session', async () => {
    const { vault, act, forgotten } = scene()
    expect((await act('all')).who).toEqual(['one', 'two', 'work'])
    expect(vault.contents().sessions).toEqual([])
    // The role's profile keeps its place for the next sign-in.
    expect(Object.keys(vault.contents().profiles)).toEqual(['role'])
    expect(forgotten).toEqual(['one', 'two', center.id])
  })

  it('ends an Identity Center session at AWS, by its name or by a profile of it', async () => {
    const { act, told } = scene()
    expect(await act({ session: 'work' })).toMatchObject({ who: ['work'], profiles: ['role'], notTold: [] })
    expect(told).toEqual(['access'])
    expect(await scene().act({ profile: 'role' })).toMatchObject({ who: ['work'] })
  })

  it('signs out here when AWS cannot be told, and says so (R13)', async () => {
    const { act, vault } = scene(new UnavailableError('network-down', 'No way.'))
    expect(await act({ session: 'work' })).toMatchObject({ notTold: ['work'] })
    expect(vault.contents().sessions.map(({ id }) => id)).toEqual(['one', 'two'])
  })

  it('has nothing to say against a second time', async () => {
    const { act } = scene()
    await act('all')
    expect(await act('all')).toEqual({
      ...{ who: [], profiles: [], credentialsEndAt: undefined },
      ...{ notTold: [], keysKept: [] },
    })
  })

  it.each([['nothing-like-it'], ['__proto__'], ['toString']])(
    'names the profiles there are when %s is none',
    async (profile) => {
      const { act } = scene()
      await expect(act({ profile })).rejects.toMatchObject({
        code: 'profile-unknown',
        message: expect.stringContaining('dev, dev-copy, prod, role'),
      })
    },
  )

  it('leaves the key of an IAM user in the vault, where it may be the only one, and stops its sessions', async () => {
    const { vault, act } = scene()
    const credentials = {
      ...{ accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C', expiration: 5000 },
      accountId: '111122223333',
    }
    const carla: IamUserSession = {
      kind: 'iam-user',
      id: 'iam-user:AKIA',
      ...{ accessKeyId: 'AKIA', secretAccessKey: 'only here', region: 'us-east-1' },
      mfaSessions: { device: { credentials, renewedAt: 1 } },
      ...{ signedInAt: 1, renewedAt: 1 },
    }
    const roleArn = 'arn:aws:iam::444455556666:role/Admin'
    await vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions, carla],
      profiles: { ...contents.profiles, carla: { session: carla.id }, admin: { source: 'carla', roleArn } },
    }))
    const out = await act({ profile: 'admin' })
    expect([out.who, out.keysKept, out.profiles]).toEqual([['AKIA'], ['AKIA'], ['admin', 'carla']])
    const { mfaSessions: _, ...kept } = carla
    expect(vault.contents().sessions.at(-1)).toEqual({ ...kept, ended: { code: 'session-missing', at: 1 } })
    expect(vault.contents().profiles).toMatchObject({
      carla: { session: carla.id },
      admin: { source: 'carla' },
    })
  })
})
