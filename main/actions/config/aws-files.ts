/**
 * The AWS config of whoever asks: read as the SDKs read it, changed by line edits.
 *
 * @module
 */
import type { ChangeNote } from '../../config/backup-note.ts'
import {
  type ConfigUpdate,
  type ConfigUpdated,
  readConfigFile,
  updateConfig,
} from '../../config/config-file.ts'
import { lastSharedConfig } from '../../config/last-shared-config.ts'
import { type ConfigLocations, configLocations } from '../../config/locations.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import type { ConfigText } from '../../config/text.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Lock } from '../../kernel/ports/lock.ts'

/** Where a request comes from: its variables name the files, its folder is what relative names are relative to. */
export interface Asking {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

export interface AwsFiles {
  locations(asking: Asking): ConfigLocations
  /** Both files. One that is not there is empty. */
  read(asking: Asking): Promise<{
    readonly config: ConfigText
    readonly credentials: ConfigText
    readonly shared: SharedConfig
  }>
  /** Changes one of the files under its lock, with a backup and a note beside it. `change` is pure. */
  change(
    asking: Asking,
    file: ConfigFileKind,
    change: (text: string) => string,
    note?: ChangeNote,
    sealCopy?: ConfigUpdate['sealCopy'],
  ): Promise<ConfigUpdated>
}

export interface AwsFilesDependencies {
  readonly files: Files
  readonly lock: Lock
  readonly clock: Clock
  readonly homeFolder: string | undefined
  /** In Signet's state folder. */
  readonly backupFolder: string
}

export function awsFiles({ files, lock, clock, homeFolder, backupFolder }: AwsFilesDependencies): AwsFiles {
  const locations = ({ env, cwd }: Asking) => configLocations({ env, homeFolder, workingFolder: cwd })
  const sharedOf = lastSharedConfig()
  return {
    locations,
    async read(asking) {
      const { configPath, credentialsPath } = locations(asking)
      const config = await readConfigFile(files, configPath)
      const credentials = await readConfigFile(files, credentialsPath)
      return { config, credentials, shared: sharedOf(config.text, credentials.text) }
    },
    change(asking, file, change, note, sealCopy) {
      const { configPath, credentialsPath } = locations(asking)
      const path = file === 'config' ? configPath : credentialsPath
      return updateConfig({ files, lock, clock, backupFolder, path, change, note, sealCopy })
    },
  }
}
