import { type ListProfiles, listProfiles } from '../actions/profiles/list-profiles.ts'
import { type ReadStatus, readStatus } from '../actions/upkeep/read-status.ts'
import type { Rooms } from './rooms.ts'

/** What was handed out before the agent started stands in the log: it is read behind what a person waits for. */
export function loadUses({ host, uses }: Rooms, onRead: () => void): () => void {
  return host.clock.schedule(pauseInMilliseconds, () => void uses.load().then(onRead))
}

const pauseInMilliseconds = 2_000

/**
 * What a window sees by looking on, which it does each second: it opens no vault. Else nobody who is being asked for the
 * passphrase would see the question: the look would wait for the answer.
 */
export function windowLooks(rooms: Rooms): {
  readonly readStatus: ReadStatus
  readonly listProfiles: ListProfiles
} {
  const { host, overrides, serverTime, vault, awsFiles, sessions, preferences, activity, uses, remembered } =
    rooms
  const door = { view: () => rooms.door.view(), enter: async () => undefined }
  const endpointOverrides = Object.fromEntries(
    Object.entries(overrides).map(([name, url]) => [name, url.href]),
  )
  const list = listProfiles({
    ...{ door, awsFiles, sessions, preferences, uses, remembered },
    contents: () => vault.contents(),
    now: () => host.clock.now(),
  })
  return {
    readStatus: readStatus({ door, sessions, serverTime, agent: host.agent, endpointOverrides, activity }),
    async listProfiles(asking) {
      // Hand-outs come by the second: they are a slice of their own, so that not every profile is told anew with each.
      return (await list(asking)).map(({ use: _, ...view }) => view)
    },
  }
}
