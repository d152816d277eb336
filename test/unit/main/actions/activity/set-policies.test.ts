import { describe, expect, it } from 'vitest'
import { setPolicies } from '../../../../../main/actions/activity/set-policies.ts'
import type { ActivityEntry } from '../../../../../main/broker/activity.ts'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import type { ProfilePolicy } from '../../../../../main/vault/session-record.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

const names = ['a', 'b', 'prod', 'live']
/** Who was asked more often than they have answers gives none. */
const answering = (answers: string[]): Prompts => ({ ask: async () => answers.shift() })
const guarded: Record<string, ProfilePolicy> = {
  prod: { use: 'ask', isProduction: true },
  live: { use: 'deny', isProduction: true },
}

function scene(policies: Record<string, ProfilePolicy> = guarded, served = names) {
  const disk = memoryDisk([], Object.fromEntries(served.map((name) => [name, 's'])))
  disk.contents = { ...disk.contents, policies }
  const vault = new MemoryVault(disk)
  const [forgotten, entries]: [string[], ActivityEntry[]] = [[], []]
  const set = setPolicies({
    door: { enter: async () => {} },
    vault,
    grants: { forget: (profile?: string) => void forgotten.push(profile ?? 'all') },
    activity: { record: (entry: ActivityEntry) => void entries.push(entry) },
  })
  const change = (
    profiles: readonly string[],
    use: 'allow' | 'notify' | 'ask' | 'deny',
    prompts: Prompts = {},
  ) => set({ profiles, use, dryRun: false }, prompts)
  return { vault, disk, forgotten, entries, set, change }
}

describe('setPolicies', () => {
  it('changes many in one save, and records each that is another than before', async () => {
    const { change, disk, vault, forgotten, entries } = scene({ a: { use: 'ask' } })
    expect(await change(['a', 'b', 'prod', 'b'], 'ask')).toMatchObject({ changed: 2, guarded: [] })
    expect(disk.contents.policies).toEqual({ a: { use: 'ask' }, b: { use: 'ask' }, prod: { use: 'ask' } })
    expect([vault.contents().generation, forgotten]).toEqual([2, ['b', 'prod']])
    expect(entries.map(({ profile, note }) => [profile, note])).toEqual([
      ['b', 'use: allow → ask'],
      ['prod', 'use: allow → ask'],
    ])
  })

  it('wants the name of each production profile that is guarded less, before anything is changed (T26)', async () => {
    for (const answers of [[], ['prod'], ['live', 'prod'], ['prod', 'prod'], ['yes', 'yes']]) {
      const { change, disk, forgotten, entries } = scene()
      const refused = change(['a', 'prod', 'live'], 'notify', answers.length ? answering([...answers]) : {})
      await expect(refused).rejects.toMatchObject({ code: 'consent-denied' })
      expect([disk.contents.policies, forgotten, entries]).toEqual([guarded, [], []])
    }
    const { change, set, disk } = scene()
    const dry = await set({ profiles: ['a', 'prod', 'live'], use: 'notify', dryRun: true }, {})
    expect([dry.changed, dry.guarded, disk.contents.policies]).toEqual([3, ['prod', 'live'], guarded])
    await change(['a', 'prod', 'live'], 'notify', new ScriptedPrompts('prod', 'live'))
    expect(disk.contents.policies).toEqual({
      a: { use: 'notify' },
      prod: { use: 'notify', isProduction: true },
      live: { use: 'notify', isProduction: true },
    })
  })

  it('asks only for those that it guards less', async () => {
    const { change, disk } = scene()
    await change(names, 'ask', new ScriptedPrompts('live'))
    expect(disk.contents.policies?.live).toEqual({ use: 'ask', isProduction: true })
  })

  it('changes none where one is not served', async () => {
    const { change, disk } = scene({})
    await expect(change(['a', 'nobody'], 'deny')).rejects.toMatchObject({ code: 'profile-unknown' })
    expect(disk.contents.policies).toEqual({})
  })

  it('takes five thousand', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `p${at}`)
    const { change, vault, entries } = scene({}, many)
    expect((await change(many, 'deny')).changed).toBe(5_000)
    expect([vault.contents().generation, entries.length]).toEqual([2, 5_000])
  })
})
