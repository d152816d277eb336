import { type Preferences, preferences } from '../../main/actions/window/preferences.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryFiles } from './memory-files.ts'
import { MemoryLog } from './memory-log.ts'

/** Preferences on a disk in memory. */
export function memoryPreferences(files = new MemoryFiles(), clock = new FakeClock()): Preferences {
  return preferences({ files, clock, log: new MemoryLog(), path: '/state/preferences.json' })
}
