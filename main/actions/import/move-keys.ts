/**
 * Moves long-term access keys out of the AWS files into the vault.
 *
 * Nothing is lost at any moment: the keys are durable in the vault, then a sealed copy of the file is on disk, then the
 * file gets Signet's line, and only then do the keys go from it. Who is interrupted runs it again.
 *
 * @module
 */
import { type FoundAccessKey, findAccessKeys, takingOut } from '../../config/access-keys.ts'
import { seriesOf } from '../../config/backups.ts'
import { servingLine } from '../../config/credential-process.ts'
import { diffLines } from '../../config/diff.ts'
import { editProfiles } from '../../config/edit-profiles.ts'
import { assertProfileName, shown } from '../../config/names.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { AppError, InputError } from '../../kernel/errors.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { type IamUserSession, iamUserSessionSchema } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { confirmChange } from '../confirm-change.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import { checkKeys, type KeyCheckDependencies, type MovableKey } from './key-check.ts'
import { finishSealing, sealOldBackups } from './seal-old-backups.ts'

export interface MoveKeysRequest extends Asking {
  /** Profiles; empty for all that have a key. */
  readonly only: readonly string[]
  readonly dryRun: boolean
  readonly isConfirmed: boolean
  /** AWS is not asked whose keys they are. */
  readonly isOffline: boolean
  readonly relay: readonly string[]
  readonly signal: AbortSignal
}

/** A key as it may be shown: nothing here is secret. */
export interface KeyView {
  readonly profile: string
  readonly accessKeyId: string
  readonly file: ConfigFileKind
  /** As AWS said; null when nobody has asked, or AWS does not know the key. */
  readonly principalArn: string | null
  readonly mfaSerial: string | null
  /** The profile that Signet serves with it, where that is another one. */
  readonly keyProfile: string
  /** Why it stays where it is. */
  readonly obstacle: string | null
}

export interface MoveKeysPreview {
  readonly found: readonly KeyView[]
  readonly diffs: readonly { readonly path: string; readonly diff: readonly string[] }[]
}

export interface KeysMoved {
  readonly outcome: 'moved' | 'nothing' | 'dry-run' | 'declined'
  readonly preview: MoveKeysPreview
  readonly profiles: readonly string[]
  /** Copies of the files from before; those that hold keys are sealed (`.age`). */
  readonly backupPaths: readonly string[]
  /** Older plain backups that held the keys, and are sealed now. */
  readonly sealedBackups: number
}

/** @throws an {@link AppError} with the next step. */
export type MoveKeys = (
  request: MoveKeysRequest,
  prompts: Prompts,
  show: (preview: MoveKeysPreview) => void,
) => Promise<KeysMoved>

export interface MoveKeysDependencies extends KeyCheckDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update' | 'seal' | 'unseal'>
  readonly awsFiles: AwsFiles
  readonly files: Files
  readonly backupFolder: string
  /** AWS's clock, epoch milliseconds. */
  readonly now: () => number
}

export function moveKeys(dependencies: MoveKeysDependencies): MoveKeys {
  const { door, vault, awsFiles } = dependencies
  return async (request, prompts, show) => {
    await door.enter(prompts)
    const { config, credentials } = await awsFiles.read(request)
    const texts = { config: config.text, credentials: credentials.text }
    const found = chosen(findAccessKeys(texts), request.only)
    const keys = await checkKeys(dependencies, request, found, vault.contents())
    const ready = keys.filter(({ obstacle }) => obstacle === undefined)
    const changeFor = changes(ready, request)
    const paths = awsFiles.locations(request)
    const diffs = [
      { path: paths.configPath, diff: diffLines(texts.config, changeFor.config(texts.config)) },
      {
        path: paths.credentialsPath,
        diff: diffLines(texts.credentials, changeFor.credentials(texts.credentials)),
      },
    ].filter(({ diff }) => diff.length > 0)
    const preview = { found: keys.map(keyView), diffs }
    show(preview)
    const none = { preview, profiles: [], backupPaths: [], sealedBackups: 0 }
    if (!request.dryRun) await sweep(dependencies, request)
    if (ready.length === 0) return { ...none, outcome: 'nothing' }
    if (request.dryRun) return { ...none, outcome: 'dry-run' }
    const question = `Move ${counted(ready.length)} into the vault, and take ${ready.length === 1 ? 'it' : 'them'} out of the files?`
    if (!(await confirmChange(prompts, request.isConfirmed, question)))
      return { ...none, outcome: 'declined' }
    await keep(dependencies, ready)
    const backupPaths = await write(dependencies, request, ready, changeFor)
    const sealedBackups = await sealOldBackups(dependencies, seriesFor(paths), secretsOf(ready))
    const profiles = ready.map(({ keyProfile }) => keyProfile)
    return { outcome: 'moved', preview, profiles, backupPaths, sealedBackups }
  }
}

/** @throws {@link InputError} `request-malformed` */
function chosen(all: readonly FoundAccessKey[], only: readonly string[]): readonly FoundAccessKey[] {
  if (only.length === 0) return all
  const missing = only.find((name) => !all.some(({ profile }) => profile === name))
  if (missing === undefined) return all.filter(({ profile }) => only.includes(profile))
  throw new InputError(
    'request-malformed',
    `Profile ${shown(missing)} has no access key in the AWS files. See what there is: signet import --move-keys --dry-run`,
    'none',
  )
}

type Changes = Readonly<Record<ConfigFileKind, (text: string) => string>>

function changes(ready: readonly FoundAccessKey[], { relay }: MoveKeysRequest): Changes {
  const edits = takingOut(ready, (profile) => {
    assertProfileName(profile)
    return servingLine(relay, profile)
  })
  return {
    config: (text) => editProfiles(text, 'config', edits.config),
    credentials: (text) => editProfiles(text, 'credentials', edits.credentials),
  }
}

/** Resolves when the keys are durable. @throws {@link VaultError} `vault-unwritable`: the files are as they were. */
async function keep(
  { vault, now }: Pick<MoveKeysDependencies, 'vault' | 'now'>,
  ready: readonly MovableKey[],
): Promise<void> {
  const at = now()
  await vault.update((contents) => {
    const kept = new Map(contents.sessions.map((session) => [session.id, session]))
    for (const key of ready) {
      const id = `iam-user:${key.accessKeyId}`
      const former = kept.get(id)
      kept.set(id, record(key, former?.kind === 'iam-user' ? former : undefined, at))
    }
    const bindings = ready.map(({ keyProfile, accessKeyId }) => [
      keyProfile,
      { session: `iam-user:${accessKeyId}` },
    ])
    return {
      ...contents,
      sessions: [...kept.values()],
      profiles: { ...contents.profiles, ...Object.fromEntries(bindings) },
    }
  })
}

function record(key: MovableKey, former: IamUserSession | undefined, at: number): IamUserSession {
  const { accessKeyId, secretAccessKey, mfaSerial, principalArn, accountId, region } = key
  return iamUserSessionSchema.parse({
    ...former,
    kind: 'iam-user',
    id: `iam-user:${accessKeyId}`,
    ...{ accessKeyId, secretAccessKey: secretAccessKey.reveal(), region },
    ...(principalArn && accountId ? { principalArn, accountId } : {}),
    ...(mfaSerial ? { mfaSerial } : {}),
    signedInAt: former?.signedInAt ?? at,
    renewedAt: at,
    ended: undefined,
  })
}

/** Signet's line comes before the keys go: in between, tools use the one or the other, and both work. */
async function write(
  dependencies: MoveKeysDependencies,
  request: MoveKeysRequest,
  ready: readonly MovableKey[],
  change: Changes,
): Promise<readonly string[]> {
  const { awsFiles } = dependencies
  const seal = sealWith(dependencies, secretsOf(ready))
  const note = { command: 'import --move-keys' }
  try {
    const config = await awsFiles.change(request, 'config', change.config, note, seal)
    const credentials = await awsFiles.change(request, 'credentials', change.credentials, note, seal)
    return [config, credentials].flatMap(({ backupPath }) => backupPath ?? [])
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    throw new InputError(
      thrown.code,
      `The keys are in the vault. But the AWS files still have them: ${thrown.message} Then run signet import --move-keys again.`,
      thrown.remedy,
      thrown,
    )
  }
}

/** SECURITY: a text with one of these keys in it is kept sealed. */
function sealWith(
  { vault }: Pick<MoveKeysDependencies, 'vault'>,
  secrets: readonly string[],
): (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer> | undefined> {
  return async (bytes) => {
    const text = new TextDecoder('latin1').decode(bytes)
    return secrets.some((secret) => text.includes(secret)) ? vault.seal(bytes) : undefined
  }
}

/** What a run that was killed may have left beside the files, and among the backups. */
async function sweep(dependencies: MoveKeysDependencies, request: MoveKeysRequest): Promise<void> {
  const { awsFiles } = dependencies
  await finishSealing(dependencies, seriesFor(awsFiles.locations(request)))
  for (const file of ['config', 'credentials'] as const) {
    await awsFiles.change(
      request,
      file,
      (text) => text,
      undefined,
      async () => undefined,
    )
  }
}

function seriesFor({ configPath, credentialsPath }: ReturnType<AwsFiles['locations']>): readonly string[] {
  return [seriesOf(configPath), seriesOf(credentialsPath)]
}

function secretsOf(keys: readonly MovableKey[]): readonly string[] {
  return keys.map(({ secretAccessKey }) => secretAccessKey.reveal())
}

function keyView(key: MovableKey): KeyView {
  const { profile, accessKeyId, file, principalArn, mfaSerial, keyProfile, obstacle } = key
  return {
    ...{ profile, accessKeyId, file, keyProfile },
    principalArn: principalArn ?? null,
    mfaSerial: mfaSerial ?? null,
    obstacle: obstacle ?? null,
  }
}

function counted(count: number): string {
  return `${count} access key${count === 1 ? '' : 's'}`
}
