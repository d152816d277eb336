import { awsFiles } from '../../main/actions/config/aws-files.ts'
import { undoConfig } from '../../main/actions/config/undo-config.ts'
import { keptDefaults } from '../../main/actions/profiles/kept-default.ts'
import { restoreDefault } from '../../main/actions/profiles/restore-default.ts'
import { switchDefault } from '../../main/actions/profiles/switch-default.ts'
import { sessionViews } from '../../main/actions/upkeep/read-status.ts'
import type { Prompts } from '../../main/kernel/ports/prompts.ts'
import type { ProfileBinding, ProfilePolicy } from '../../main/vault/session-record.ts'
import type { ProfileUseView } from '../../preload/contract/profile-views.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryFiles } from './memory-files.ts'
import { memoryPreferences } from './memory-preferences.ts'
import { MemoryVault, memoryDisk } from './memory-vault.ts'
import { openDoor } from './open-door.ts'
import { signInSession } from './session-records.ts'

export const configPath = '/home/a/.aws/config'
export const credentialsPath = '/home/a/.aws/credentials'
const backupFolder = '/state/backups'

export interface ProfileSceneOptions {
  readonly config?: string
  readonly credentials?: string
  /** Beside `dev` and `prod`, which one Sign-In session serves. */
  readonly bindings?: Readonly<Record<string, ProfileBinding>>
  readonly policies?: Readonly<Record<string, ProfilePolicy>>
}

/** A person's AWS files, a vault with one Sign-In session, and preferences, all in memory. */
export function profileScene({ config, credentials, bindings = {}, policies }: ProfileSceneOptions = {}) {
  const files = new MemoryFiles()
  const put = (path: string, text: string) => files.put(path, new TextEncoder().encode(text))
  if (config !== undefined) put(configPath, config)
  if (credentials !== undefined) put(credentialsPath, credentials)
  const session = signInSession()
  const disk = memoryDisk([session], { dev: session.id, prod: session.id, ...bindings })
  if (policies) disk.contents = { ...disk.contents, policies }
  const vault = new MemoryVault(disk)
  const clock = new FakeClock()
  const preferences = memoryPreferences(files, clock)
  const aws = awsFiles({
    ...{ files, clock, lock: { acquire: async () => () => undefined } },
    ...{ homeFolder: '/home/a', backupFolder },
  })
  const sessions = () => sessionViews(vault, () => [])
  const now = () => clock.now()
  const asking = { env: {}, cwd: '/' }
  const uses: Record<string, ProfileUseView> = {}
  const rooms = {
    ...{ files, backupFolder, awsFiles: aws, vault, door: openDoor, preferences, sessions, now, clock },
    ...{ contents: () => vault.contents(), keptDefaults: keptDefaults(files, backupFolder) },
    uses: { read: (): Record<string, ProfileUseView> => uses, load: async () => undefined },
  }
  const use = (profile: string, prompts: Prompts = {}, dryRun = false) =>
    switchDefault(rooms)({ ...asking, profile, dryRun, relay: ['/opt/signet'] }, prompts, () => undefined)
  const restore = (isConfirmed = true) =>
    restoreDefault(rooms)({ ...asking, dryRun: false, isConfirmed }, {}, () => undefined)
  const undo = (number = 1, file: 'config' | 'credentials' = 'config') =>
    undoConfig(rooms)({ ...asking, file, number, dryRun: false, isConfirmed: true }, {}, () => undefined)
  const text = (path: string) => new TextDecoder().decode(files.bytes(path))
  const pointer = async () => (await preferences.read()).default?.profile
  return { ...rooms, rooms, asking, session, put, text, use, restore, undo, pointer }
}
