import { describe, expect, it } from 'vitest'
import { InputError, UnavailableError } from '../../../../../main/kernel/errors.ts'
import type { IamUserSession, SignInSession } from '../../../../../main/vault/session-record.ts'
import { signInSession } from '../../../../fakes/session-records.ts'
import { center, signOutScene } from './sign-out-scene.ts'

const session = (id: string): SignInSession =>
  signInSession({
    principalArn: id,
    credentials: {
      ...{ accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C', expiration: 5000 },
      accountId: '111122223333',
    },
  })

function scene(fault?: Error, preferencesFault?: Error) {
  const role = { session: center.id, accountId: '111122223333', roleName: 'Admin' }
  const { out: act, ...made } = signOutScene({
    sessions: [session('one'), session('two')],
    profiles: { dev: 'one', 'dev-copy': 'one', prod: 'two', role },
    ...{ fault, preferencesFault },
  })
  return { ...made, act }
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

  it('says what a restart would undo when the vault cannot be saved, and gives nothing out meanwhile (R4)', async () => {
    const { vault, act, forgotten } = scene()
    vault.isWritable = false
    await expect(act({ profile: 'dev' })).rejects.toMatchObject({
      code: 'vault-unwritable',
      message: expect.stringMatching(
        /You are signed out until the agent ends\. If nothing could be saved by then, the session is there again\.$/,
      ),
    })
    expect(vault.contents().sessions.map(({ id }) => id)).toEqual(['two', center.id])
    expect(forgotten).toEqual(['one'])
  })

  it('lets no file of preferences stand in the way (R4)', async () => {
    const { vault, act, told } = scene(undefined, new InputError('preferences-unwritable', 'full', 'retry'))
    expect(await act('all')).toMatchObject({ who: ['one', 'two', 'work'] })
    expect([vault.contents().sessions, told]).toEqual([[], ['access']])
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
