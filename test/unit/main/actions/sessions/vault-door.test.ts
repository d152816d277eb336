import { describe, expect, it, vi } from 'vitest'
import { vaultDoor } from '../../../../../main/actions/sessions/vault-door.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'

function scene() {
  const vault = new MemoryVault(memoryDisk())
  let forgotten = 0
  let unlocked = 0
  const door = vaultDoor({
    vault,
    onLock: () => {
      forgotten += 1
    },
    onUnlock: () => {
      unlocked += 1
    },
  })
  return { vault, door, forgotten: () => forgotten, unlocked: () => unlocked }
}

describe('vaultDoor', () => {
  it('opens a locked vault for whoever asks, while no person has locked it', async () => {
    const { vault, door } = scene()
    vault.lock()
    await door.enter({})
    expect(door.view().state).toBe('open')
  })

  it('stays shut after a person has locked it, until a person opens it', async () => {
    const { door, forgotten } = scene()
    expect((await door.lock()).state).toBe('locked')
    expect(forgotten()).toBe(1)
    await expect(door.enter({})).rejects.toMatchObject({ code: 'vault-locked', remedy: 'unlock' })
    expect((await door.unlock({})).state).toBe('open')
    await door.enter({})
  })

  it('locks nothing where there is no vault yet, so that the first sign-in can make it', async () => {
    const vault = new MemoryVault(memoryDisk())
    const absent = { ...vault.status(), state: 'absent' as const }
    const status = vi.spyOn(vault, 'status').mockReturnValue(absent)
    const door = vaultDoor({ vault, onLock: () => undefined, onUnlock: () => undefined })
    expect((await door.lock()).state).toBe('absent')
    status.mockRestore()
    vault.lock()
    await door.enter({})
    expect(door.view().state).toBe('open')
  })

  it('tells of a person who opens what was shut, once, and of nothing else', async () => {
    const { vault, door, unlocked } = scene()
    await door.unlock({})
    vault.lock()
    await door.enter({})
    expect(unlocked()).toBe(0)
    await door.lock()
    await door.unlock({})
    await door.unlock({})
    expect(unlocked()).toBe(1)
  })

  it('waits for what AWS is being asked for, serves nobody meanwhile, and locks then (R1)', async () => {
    const vault = new MemoryVault(memoryDisk())
    const asked = Promise.withResolvers<void>()
    const door = vaultDoor({
      vault,
      settled: () => asked.promise,
      onLock: () => undefined,
      onUnlock: () => undefined,
    })
    const locking = door.lock()
    await expect(door.enter({})).rejects.toMatchObject({ code: 'vault-locked' })
    await vault.update((contents) => contents)
    expect(door.view().state).toBe('open')
    asked.resolve()
    expect((await locking).state).toBe('locked')
  })

  it('does not forget what could not be saved: it would be lost (R4)', async () => {
    const { vault, door } = scene()
    vault.isWritable = false
    await vault.update((contents) => ({ ...contents })).catch(() => undefined)
    await expect(door.lock()).rejects.toMatchObject({ code: 'vault-unwritable' })
    expect(door.view().state).toBe('open')
    await door.enter({})
    vault.isWritable = true
    expect((await door.lock()).state).toBe('locked')
  })

  it('tells of a lock while everything can still be read, and not twice', async () => {
    const vault = new MemoryVault(memoryDisk())
    const states: string[] = []
    const door = vaultDoor({
      vault,
      onLocking: () => states.push(vault.status().state),
      onLock: () => states.push(vault.status().state),
      onUnlock: () => undefined,
    })
    await door.lock()
    await door.lock()
    expect(states).toEqual(['open', 'locked', 'locked'])
  })
})
