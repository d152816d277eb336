import { describe, expect, it } from 'vitest'
import { type MarkProfilesRequest, markProfiles } from '../../../../../main/actions/profiles/mark-profiles.ts'
import { profileScene } from '../../../../fakes/profile-scene.ts'

function scene(count = 3) {
  const names = Array.from({ length: count }, (_, at) => `p${at}`)
  const made = profileScene({ config: names.map((name) => `[profile ${name}]\nregion = x\n`).join('\n') })
  let saves = 0
  made.preferences.subscribe(() => {
    saves += 1
  })
  let reads = 0
  const awsFiles = {
    read: (asking: Parameters<typeof made.awsFiles.read>[0]) => {
      reads += 1
      return made.awsFiles.read(asking)
    },
  }
  const act = markProfiles({ awsFiles, preferences: made.preferences })
  const mark = (request: Omit<MarkProfilesRequest, 'env' | 'cwd'>) => act({ ...made.asking, ...request })
  const kept = async () => (await made.preferences.read()).profiles
  return { ...made, names, mark, kept, counts: () => ({ saves, reads }) }
}

describe('markProfiles', () => {
  it('changes many in one read and one save, and each keeps what else it has', async () => {
    const { mark, kept, counts } = scene()
    await mark({ profiles: ['p0'], addTags: ['old'], colour: 'red' })
    expect(
      await mark({ profiles: ['p1', 'p0', 'p1'], isPinned: true, addTags: ['new'], removeTags: ['old'] }),
    ).toEqual([
      { profile: 'p1', isPinned: true, tags: ['new'], colour: null },
      { profile: 'p0', isPinned: true, tags: ['new'], colour: 'red' },
    ])
    expect(counts()).toEqual({ saves: 2, reads: 2 })
    await mark({ profiles: ['p0', 'p1', 'p2'], isPinned: false, removeTags: ['new'], colour: 'none' })
    expect(await kept()).toEqual({})
  })

  it('changes none where one is not there, or a tag cannot be one', async () => {
    const { mark, kept } = scene()
    await expect(mark({ profiles: ['p0', 'nobody'], isPinned: true })).rejects.toMatchObject({
      code: 'profile-unknown',
    })
    await expect(mark({ profiles: ['p0'], addTags: ['a b'] })).rejects.toMatchObject({
      code: 'request-malformed',
    })
    expect(await kept()).toEqual({})
  })

  it('takes five thousand', async () => {
    const { names, mark, kept, counts } = scene(5_000)
    expect(await mark({ profiles: names, isPinned: true })).toHaveLength(5_000)
    expect([Object.keys(await kept()).length, counts()]).toEqual([5_000, { saves: 1, reads: 1 }])
  })
})
