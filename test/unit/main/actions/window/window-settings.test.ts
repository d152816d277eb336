import { describe, expect, it } from 'vitest'
import { windowSettings } from '../../../../../main/actions/window/window-settings.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'

describe('windowSettings', () => {
  it('has a value for everything from the start, and says what nothing here can do', async () => {
    const settings = windowSettings({ preferences: memoryPreferences(), shell: undefined })
    expect(await settings.read()).toEqual({
      theme: 'system',
      language: 'system',
      density: 'usual',
      notifications: true,
      renewsAhead: true,
      locksWithScreen: false,
      isWelcomeLeft: false,
      startAtLogin: null,
      canNotify: false,
      seesScreenLock: false,
    })
    expect(() => settings.setStartAtLogin(true)).toThrow(/Only the desktop app/)
  })

  it('keeps what was changed, leaves the rest, and is there after a restart', async () => {
    const files = new MemoryFiles()
    const before = windowSettings({ preferences: memoryPreferences(files), shell: undefined })
    await before.change({ theme: 'dark', language: undefined })
    await before.change({ language: 'de' })
    const after = windowSettings({ preferences: memoryPreferences(files), shell: undefined })
    expect(await after.read()).toMatchObject({ theme: 'dark', language: 'de', density: 'usual' })
  })

  it('writes nothing when nothing is another', async () => {
    const preferences = memoryPreferences()
    let told = 0
    preferences.subscribe(() => {
      told += 1
    })
    const settings = windowSettings({ preferences, shell: undefined })
    await settings.change({ theme: 'system' })
    await settings.change({ theme: 'dark' })
    await settings.change({ theme: 'dark' })
    expect(told).toBe(1)
  })

  it('keeps which columns are put away, and writes nothing where they are the same', async () => {
    const preferences = memoryPreferences()
    let told = 0
    preferences.subscribe(() => {
      told += 1
    })
    const settings = windowSettings({ preferences, shell: undefined })
    await settings.change({ hiddenColumns: { profiles: ['region'] } })
    await settings.change({ hiddenColumns: { profiles: ['region'] } })
    expect([(await settings.read()).hiddenColumns, told]).toEqual([{ profiles: ['region'] }, 1])
    await settings.change({ hiddenColumns: { profiles: [] } })
    expect((await settings.read()).hiddenColumns).toEqual({ profiles: [] })
  })

  it('asks the shell where there is one', async () => {
    let isOn = false
    const shell = {
      startsAtLogin: () => isOn,
      setStartAtLogin: (on: boolean) => {
        isOn = on
      },
      canNotify: () => true,
      seesScreenLock: () => true,
    }
    const settings = windowSettings({ preferences: memoryPreferences(), shell })
    settings.setStartAtLogin(true)
    expect(await settings.read()).toMatchObject({ startAtLogin: true, canNotify: true, seesScreenLock: true })
  })
})
