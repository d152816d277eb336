import { describe, expect, it } from 'vitest'
import { readPolicy, setPolicy } from '../../../../../main/actions/activity/set-policy.ts'
import type { ActivityEntry } from '../../../../../main/broker/activity.ts'
import { AppError } from '../../../../../main/kernel/errors.ts'
import type { ProfilePolicy } from '../../../../../main/vault/session-record.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

function scene(policies: Record<string, ProfilePolicy> = {}) {
  const disk = memoryDisk([], { prod: 's', dev: 's' })
  disk.contents = { ...disk.contents, policies }
  const vault = new MemoryVault(disk)
  const [forgotten, entries]: [string[], ActivityEntry[]] = [[], []]
  const needs = {
    door: { enter: async () => {} },
    vault,
    grants: { forget: (profile?: string) => void forgotten.push(profile ?? 'all') },
    activity: { record: (entry: ActivityEntry) => void entries.push(entry) },
  }
  return { vault, disk, forgotten, entries, set: setPolicy(needs), read: readPolicy(needs) }
}

const codeOf = (thrown: unknown) => (thrown instanceof AppError ? thrown.code : String(thrown))

describe('setPolicy', () => {
  it('keeps what guards a profile, and nothing for one that anybody may use', async () => {
    const { set, disk, forgotten, entries } = scene()
    const { before, after } = await set({ profile: 'prod', use: 'ask', minRemainingSeconds: 300 }, {})
    expect([before.use, after]).toEqual([
      'allow',
      { profile: 'prod', use: 'ask', minRemainingSeconds: 300, isProduction: false },
    ])
    expect(disk.contents.policies).toEqual({ prod: { use: 'ask', minRemainingSeconds: 300 } })
    await set({ profile: 'prod', use: 'allow', minRemainingSeconds: 0 }, {})
    expect(disk.contents.policies).toEqual({})
    expect(forgotten).toEqual(['prod', 'prod'])
    expect(entries.map(({ event, note }) => [event, note])).toEqual([
      ['policy-changed', 'use: allow → ask, min-remaining: none → 300 s'],
      ['policy-changed', 'use: ask → allow, min-remaining: 300 s → none'],
    ])
  })

  it('changes and records nothing where all is as asked', async () => {
    const { set, entries, vault } = scene({ prod: { use: 'deny' } })
    await set({ profile: 'prod', use: 'deny' }, {})
    expect([entries, vault.contents().generation]).toEqual([[], 1])
  })

  const looser: Record<string, Parameters<ReturnType<typeof scene>['set']>[0]> = {
    'less strict': { profile: 'prod', use: 'notify' },
    'no longer production': { profile: 'prod', isProduction: false },
    'less life': { profile: 'prod', minRemainingSeconds: 60 },
  }
  it.each(Object.entries(looser))(
    'wants the name of a production profile typed: %s (T26)',
    async (_, change) => {
      const guarded = { prod: { use: 'ask', isProduction: true, minRemainingSeconds: 300 } } as const
      const refused = [{}, new ScriptedPrompts('yes'), new ScriptedPrompts('dev')]
      for (const prompts of refused) {
        const { set, disk, forgotten } = scene(guarded)
        await expect(set(change, prompts).catch(codeOf)).resolves.toBe('consent-denied')
        expect([disk.contents.policies, forgotten]).toEqual([guarded, []])
      }
      const { set, disk } = scene(guarded)
      await set(change, new ScriptedPrompts('prod'))
      expect(disk.contents.policies).not.toEqual(guarded)
    },
  )

  it('needs nobody to guard more, nor where it is no production profile', async () => {
    const { set } = scene({ prod: { isProduction: true } })
    expect((await set({ profile: 'prod', use: 'deny' }, {})).after.use).toBe('deny')
    await set({ profile: 'dev', use: 'ask', isProduction: true }, {})
    const loose = scene({ dev: { use: 'deny' } })
    expect((await loose.set({ profile: 'dev', use: 'allow' }, {})).after.use).toBe('allow')
  })

  it('counts at once though the disk does not take it', async () => {
    const { set, vault, forgotten } = scene()
    vault.isWritable = false
    await expect(set({ profile: 'prod', use: 'deny' }, {}).catch(codeOf)).resolves.toBe('vault-unwritable')
    expect([vault.contents().policies, forgotten]).toEqual([{ prod: { use: 'deny' } }, ['prod']])
  })

  it('knows no profile that Signet does not serve, whatever its name', async () => {
    const { set, read } = scene()
    for (const profile of ['other', 'constructor', '__proto__']) {
      await expect(set({ profile, use: 'deny' }, {}).catch(codeOf)).resolves.toBe('profile-unknown')
      await expect(read(profile, {}).catch(codeOf)).resolves.toBe('profile-unknown')
    }
  })
})
