import { describe, expect, it } from 'vitest'
import { InputError } from '../../../../../main/kernel/errors.ts'
import { filesSlices } from '../../../../../main/serve/desktop/files-slices.ts'
import type { AccountView, ProfileView } from '../../../../../preload/contract/views.ts'

const profile = { name: 'dev' } as ProfileView
const account = { accountId: '111122223333' } as AccountView
const unreadable = new InputError('config-unwritable', 'The config could not be read.')

function scene() {
  const given: { profiles: readonly ProfileView[] | Error; reads: number; told: number } = {
    profiles: [profile],
    reads: 0,
    told: 0,
  }
  const read = filesSlices({
    profiles: async () => {
      given.reads += 1
      if (given.profiles instanceof Error) throw given.profiles
      return given.profiles
    },
    accounts: async () => [account],
    onLook: () => {
      given.told += 1
    },
  })
  return { given, read }
}

describe('filesSlices', () => {
  it('gives the same objects until the files are wanted', async () => {
    const { given, read } = scene()
    const first = await read({ withFiles: false })
    const again = await read({ withFiles: false })
    expect([again === first, given.reads, given.told]).toEqual([true, 1, 1])
    await read({ withFiles: true })
    expect([given.reads, given.told]).toEqual([2, 2])
  })

  it('says why a file could not be read, and keeps what was there and what is elsewhere', async () => {
    const { given, read } = scene()
    given.profiles = unreadable
    const fault = {
      code: 'config-unwritable',
      message: 'The config could not be read.',
      remedy: 'fix-config',
    }
    expect(await read({ withFiles: true })).toEqual({ profiles: [], accounts: [account], filesFault: fault })
    given.profiles = [profile]
    const good = await read({ withFiles: true })
    given.profiles = unreadable
    expect([good.filesFault, await read({ withFiles: true }), given.told]).toEqual([
      null,
      { profiles: [profile], accounts: [account], filesFault: fault },
      3,
    ])
  })

  it('passes on what is no fault of a file', async () => {
    const { given, read } = scene()
    given.profiles = new TypeError('a mistake of ours')
    await expect(read({ withFiles: true })).rejects.toThrow('a mistake of ours')
  })
})
