import { describe, expect, it } from 'vitest'
import { vaultDoor } from '../../../../../main/actions/sessions/vault-door.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'

function scene() {
  const vault = new MemoryVault(memoryDisk())
  let forgotten = 0
  const door = vaultDoor({
    vault,
    onLock: () => {
      forgotten += 1
    },
  })
  return { vault, door, forgotten: () => forgotten }
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

  it('does not forget what could not be saved: it would be lost (R4)', async () => {
    const { vault, door } = scene()
    vault.isWritable = false
    await vault.update((contents) => ({ ...contents })).catch(() => undefined)
    await expect(door.lock()).rejects.toMatchObject({ code: 'vault-unwritable' })
    expect(door.view().state).toBe('open')
    vault.isWritable = true
    expect((await door.lock()).state).toBe('locked')
  })
})
