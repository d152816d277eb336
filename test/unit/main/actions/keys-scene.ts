/** AWS files with long-term keys, a vault, and an STS that knows whose the keys are. */

import { awsFiles } from '../../../../main/actions/config/aws-files.ts'
import { listConfigBackups } from '../../../../main/actions/config/config-backups.ts'
import { configReader } from '../../../../main/actions/config/config-reader.ts'
import { undoConfig } from '../../../../main/actions/config/undo-config.ts'
import {
  type MoveKeysPreview,
  type MoveKeysRequest,
  moveKeys,
} from '../../../../main/actions/import/move-keys.ts'
import { type RestoreKeysRequest, restoreKeys } from '../../../../main/actions/import/restore-keys.ts'
import {
  type AddRoleProfileRequest,
  addRoleProfile,
} from '../../../../main/actions/profiles/add-role-profile.ts'
import type { CallerIdentity, StsSigner } from '../../../../main/aws/sts.ts'
import type { ConfigFileKind } from '../../../../main/config/sections.ts'
import { RefusalError } from '../../../../main/kernel/errors.ts'
import type { Prompts } from '../../../../main/kernel/ports/prompts.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'
import { memoryPreferences } from '../../../fakes/memory-preferences.ts'
import { type MemoryDisk, MemoryVault, memoryDisk } from '../../../fakes/memory-vault.ts'
import { openDoor } from '../../../fakes/open-door.ts'

export const home = '/home/alice'
export const configPath = `${home}/.aws/config`
export const credentialsPath = `${home}/.aws/credentials`
export const secret = 'canary/long+term/secret/0123456789abcdef'
export const keyLines = (id = 'AKIAEXAMPLEEXAMPLE00', value = secret) =>
  `aws_access_key_id = ${id}\naws_secret_access_key = ${value}\n`
export const line = (name: string): string => `/opt/signet credential-process --profile ${name}`

export interface KeysSceneOptions {
  readonly config?: string
  readonly credentials?: string
  readonly files?: MemoryFiles
  readonly disk?: MemoryDisk
  /** Of whatever keeps something in the file of preferences. */
  readonly preferencesFault?: Error
  /** What AWS says of a key. */
  readonly whose?: (signer: StsSigner) => Promise<CallerIdentity>
}

const carla = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/carla', userId: 'AIDA' }

export function keysScene(options: KeysSceneOptions) {
  const files = options.files ?? new MemoryFiles()
  const put = (path: string, text: string) => files.put(path, new TextEncoder().encode(text))
  if (options.config !== undefined) put(configPath, options.config)
  if (options.credentials !== undefined) put(credentialsPath, options.credentials)
  const disk = options.disk ?? memoryDisk()
  const vault = new MemoryVault(disk)
  const clock = new FakeClock()
  const asked: StsSigner[] = []
  const sts = {
    getCallerIdentity: async (signer: StsSigner) => {
      asked.push(signer)
      return options.whose ? options.whose(signer) : carla
    },
  }
  const aws = awsFiles({
    ...{ files, lock: { acquire: async () => () => undefined }, clock },
    ...{ homeFolder: undefined, backupFolder: '/state/backups' },
  })
  const forgotten: string[] = []
  const common = {
    ...{ door: openDoor, vault, awsFiles: aws, files },
    backupFolder: '/state/backups',
  }
  const asking = { env: { HOME: home }, cwd: '/' }
  const shown: MoveKeysPreview[] = []
  return {
    ...{ files, disk, vault, asked, shown, forgotten, put },
    text: (path: string) => new TextDecoder().decode(files.bytes(path)),
    /** Every file outside of the vault that has this text in it. */
    filesWith: (text: string) =>
      [...files.contents].flatMap(([path, { bytes }]) =>
        new TextDecoder('latin1').decode(bytes).includes(text) ? [path] : [],
      ),
    move: (changes: Partial<MoveKeysRequest> = {}, prompts: Prompts = {}) =>
      moveKeys({ ...common, sts, now: () => clock.now() })(
        {
          ...asking,
          ...{ only: [], dryRun: false, isConfirmed: true, isOffline: false, relay: ['/opt/signet'] },
          signal: new AbortController().signal,
          ...changes,
        },
        prompts,
        (preview) => void shown.push(preview),
      ),
    restore: (changes: Partial<RestoreKeysRequest> = {}, prompts: Prompts = {}) =>
      restoreKeys({
        ...common,
        broker: { forget: (id) => void forgotten.push(id) },
        browsers: {
          async forget() {
            if (options.preferencesFault) throw options.preferencesFault
          },
        },
      })({ ...asking, only: [], dryRun: false, isConfirmed: true, ...changes }, prompts, () => undefined),
    backups: (file: ConfigFileKind) => listConfigBackups(common)({ ...asking, file }),
    undo: (file: ConfigFileKind, number = 1) =>
      undoConfig({ ...common, preferences: memoryPreferences() })(
        { ...asking, file, number, dryRun: false, isConfirmed: true },
        {},
        () => undefined,
      ),
    addRole: (changes: Partial<AddRoleProfileRequest>) =>
      addRoleProfile({ ...common, readConfig: configReader(files, aws, asking) })(
        {
          ...asking,
          roleArn: 'arn:aws:iam::444455556666:role/Deploy',
          source: 'dev',
          name: undefined,
          ...{ roleSessionName: undefined, externalId: undefined, durationSeconds: undefined },
          ...{ mfaSerial: undefined, region: undefined, adopt: false, replace: false, dryRun: false },
          relay: ['/opt/signet'],
          ...changes,
        },
        {},
      ),
  }
}

export function notTaken(): Promise<never> {
  return Promise.reject(new RefusalError('access-denied', 'AWS does not know the key.'))
}
