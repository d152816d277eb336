import { type ListProfiles, listProfiles } from '../actions/profiles/list-profiles.ts'
import { type ReadStatus, readStatus } from '../actions/upkeep/read-status.ts'
import type { Rooms } from './rooms.ts'

/**
 * What a window sees by looking on, which it does each second: it opens no vault. Else nobody who is being asked for the
 * passphrase would see the question: the look would wait for the answer.
 */
export function windowLooks(rooms: Rooms): {
  readonly readStatus: ReadStatus
  readonly listProfiles: ListProfiles
} {
  const { host, overrides, serverTime, vault, awsFiles, sessions, preferences, activity } = rooms
  const door = { view: () => rooms.door.view(), enter: async () => undefined }
  const endpointOverrides = Object.fromEntries(
    Object.entries(overrides).map(([name, url]) => [name, url.href]),
  )
  return {
    readStatus: readStatus({ door, sessions, serverTime, agent: host.agent, endpointOverrides, activity }),
    listProfiles: listProfiles({
      ...{ door, awsFiles, sessions, preferences },
      contents: () => vault.contents(),
      now: () => host.clock.now(),
    }),
  }
}
