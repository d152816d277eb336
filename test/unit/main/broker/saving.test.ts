import { describe, expect, it } from 'vitest'
import { Saving } from '../../../../main/broker/saving.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { MemoryLog } from '../../../fakes/memory-log.ts'
import { MemoryVault, memoryDisk } from '../../../fakes/memory-vault.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

/** A vault that could not be written once, and what tries again. */
async function unsaved() {
  const clock = new FakeClock()
  const vault = new MemoryVault(memoryDisk())
  const log = new MemoryLog()
  let changes = 0
  const random = Object.assign(new SeededRandom(), { unit: () => 1 })
  const saving = new Saving({
    vault,
    clock,
    random,
    log,
    changed: () => {
      changes += 1
    },
  })
  vault.isWritable = false
  await expect(vault.update((contents) => ({ ...contents }))).rejects.toThrow()
  saving.begin()
  return { clock, vault, log, saving, changes: () => changes }
}

describe('Saving', () => {
  it('tries after a rest of 1 to 60 seconds and says each time that something changed, until it is saved (R4)', async () => {
    const { clock, vault, saving, changes } = await unsaved()
    const rests: number[] = []
    for (let time = 0; time < 8; time += 1) {
      const rest = (saving.dueAt() ?? Number.NaN) - clock.elapsed()
      rests.push(rest / 1000)
      await clock.advance(rest - 1)
      saving.attempt()
      expect(vault.saves).toBe(time)
      await clock.advance(1)
      saving.attempt()
      await settle()
    }
    expect([rests, vault.saves, changes()]).toEqual([[1, 2, 4, 8, 16, 32, 60, 60], 8, 8])
    vault.isWritable = true
    await clock.advance(60_000)
    saving.attempt()
    await settle()
    expect([vault.status().durable, saving.dueAt(), changes()]).toEqual([true, undefined, 9])
  })

  it('has one try under way, and none due meanwhile', async () => {
    const { clock, vault, saving } = await unsaved()
    const disk = Promise.withResolvers<void>()
    vault.pause = disk.promise
    await clock.advance(1_000)
    saving.attempt()
    saving.attempt()
    saving.begin()
    expect([vault.saves, saving.dueAt()]).toEqual([1, undefined])
    disk.resolve()
    await settle()
    expect(saving.dueAt()).toBe(3_000)
  })

  it('has nothing to do once another change has reached the disk', async () => {
    const { vault, saving } = await unsaved()
    vault.isWritable = true
    await vault.update((contents) => ({ ...contents }))
    saving.attempt()
    expect([vault.saves, saving.dueAt()]).toEqual([0, undefined])
  })

  it('stops when the vault is locked: nothing of it is left to be saved', async () => {
    const { clock, vault, saving, log } = await unsaved()
    Object.assign(vault, { save: () => Promise.reject(new Error('locked')) })
    await clock.advance(1_000)
    saving.attempt()
    await settle()
    expect([saving.dueAt(), log.lines.length]).toEqual([undefined, 1])
  })
})
