/**
 * Puts long-term access keys back from the vault into the AWS files: the way back from `import --move-keys`.
 *
 * The files have them before the vault lets go of them, so that a run which is cut off loses nothing.
 *
 * @module
 */
import { accessKeyIn } from '../../config/access-keys.ts'
import { seriesOf } from '../../config/backups.ts'
import { profileOfCredentialProcess } from '../../config/credential-process.ts'
import { diffLines } from '../../config/diff.ts'
import { editProfiles, type ProfileChange } from '../../config/edit-profiles.ts'
import { withFileFault } from '../../config/file-fault.ts'
import { shown } from '../../config/names.ts'
import type { readSharedConfig } from '../../config/profiles.ts'
import { listSealedCopies } from '../../config/sealed-copies.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { decodeConfigText } from '../../config/text.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { confirmChange } from '../confirm-change.ts'
import type { SessionBrowsers } from '../sessions/session-browsers.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import { unlessUnwritable } from '../window/unless-unwritable.ts'

export interface RestoreKeysRequest extends Asking {
  /** Profiles; empty for all that Signet serves with an IAM user's key. */
  readonly only: readonly string[]
  readonly dryRun: boolean
  readonly isConfirmed: boolean
}

export interface RestoreKeysPreview {
  readonly profiles: readonly {
    readonly profile: string
    readonly accessKeyId: string
    readonly file: ConfigFileKind
  }[]
  readonly diffs: readonly { readonly path: string; readonly diff: readonly string[] }[]
}

export interface KeysRestored {
  readonly outcome: 'restored' | 'nothing' | 'dry-run' | 'declined'
  readonly preview: RestoreKeysPreview
}

/** @throws an {@link AppError} with the next step. */
export type RestoreKeys = (
  request: RestoreKeysRequest,
  prompts: Prompts,
  show: (preview: RestoreKeysPreview) => void,
) => Promise<KeysRestored>

export interface RestoreKeysDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update' | 'unseal'>
  readonly broker: { forget(sessionId: string): void }
  /** In which browser each session's pages open. */
  readonly browsers: Pick<SessionBrowsers, 'forget'>
  readonly awsFiles: AwsFiles
  readonly files: Pick<Files, 'read' | 'list'>
  readonly backupFolder: string
}

interface Restorable {
  readonly profile: string
  readonly sessionId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly file: ConfigFileKind
}

export function restoreKeys(dependencies: RestoreKeysDependencies): RestoreKeys {
  const { door, vault, broker, browsers, awsFiles } = dependencies
  return async (request, prompts, show) => {
    await door.enter(prompts)
    const wanted = await restorable(dependencies, request)
    const { config, credentials, shared } = await awsFiles.read(request)
    const keys = {
      config: edits(wanted, 'config', new Map()),
      credentials: edits(wanted, 'credentials', new Map()),
    }
    const lines = edits(wanted, 'config', ownLines(wanted, shared))
    const paths = awsFiles.locations(request)
    const diffs = [
      { path: paths.credentialsPath, diff: diffOf(credentials.text, 'credentials', keys.credentials) },
      { path: paths.configPath, diff: diffOf(config.text, 'config', lines) },
    ].filter(({ diff }) => diff.length > 0)
    const preview = {
      profiles: wanted.map(({ profile, accessKeyId, file }) => ({ profile, accessKeyId, file })),
      diffs,
    }
    show(preview)
    if (wanted.length === 0) return { outcome: 'nothing', preview }
    if (request.dryRun) return { outcome: 'dry-run', preview }
    const question = 'Put these keys back into the files, readable to every program of yours?'
    if (!(await confirmChange(prompts, request.isConfirmed, question)))
      return { outcome: 'declined', preview }
    const note = { command: 'import --restore-keys' }
    await awsFiles.change(
      request,
      'credentials',
      (text) => editProfiles(text, 'credentials', keys.credentials),
      note,
    )
    await awsFiles.change(request, 'config', (text) => editProfiles(text, 'config', lines), note)
    const gone = await letGo(vault, wanted)
    for (const id of gone) broker.forget(id)
    await unlessUnwritable(browsers.forget(gone))
    return { outcome: 'restored', preview }
  }
}

async function restorable(
  dependencies: RestoreKeysDependencies,
  request: RestoreKeysRequest,
): Promise<readonly Restorable[]> {
  const { sessions, profiles } = dependencies.vault.contents()
  const users = new Map(sessions.flatMap((each) => (each.kind === 'iam-user' ? [[each.id, each]] : [])))
  const bound = Object.entries(profiles).flatMap(([profile, { session = '' }]) => {
    const user = users.get(session)
    return user ? [{ profile, user }] : []
  })
  const missing = request.only.find((name) => !bound.some(({ profile }) => profile === name))
  if (missing !== undefined) {
    throw new InputError(
      'request-malformed',
      `Signet has no access key of profile ${shown(missing)}. It has those of: ${bound.map(({ profile }) => profile).join(', ') || 'none'}.`,
      'none',
    )
  }
  const found: Restorable[] = []
  for (const { profile, user } of bound) {
    if (request.only.length > 0 && !request.only.includes(profile)) continue
    const { id: sessionId, accessKeyId, secretAccessKey } = user
    const file = await formerFile(dependencies, request, profile, accessKeyId)
    found.push({ profile, sessionId, accessKeyId, secretAccessKey, file })
  }
  return found
}

/** The file that had the key, by the newest sealed copy that knows it; else where keys usually stand. */
async function formerFile(
  { awsFiles, files, backupFolder: folder, vault }: RestoreKeysDependencies,
  request: RestoreKeysRequest,
  profile: string,
  accessKeyId: string,
): Promise<ConfigFileKind> {
  const { configPath, credentialsPath } = awsFiles.locations(request)
  for (const [file, path] of [
    ['credentials', credentialsPath],
    ['config', configPath],
  ] as const) {
    const copies = await withFileFault(folder, 'read', listSealedCopies({ files, folder }, seriesOf(path)))
    for (const copy of copies) {
      const sealed = await withFileFault(copy, 'read', files.read(copy))
      const plain = sealed && (await vault.unseal(sealed.bytes))
      const key = plain && accessKeyIn(decodeConfigText(plain).text, file, profile)
      if (key?.accessKeyId === accessKeyId) return file
    }
  }
  return 'credentials'
}

/** The keys that go into a file, together with what else changes there. */
function edits(
  wanted: readonly Restorable[],
  file: ConfigFileKind,
  others: ReadonlyMap<string, ProfileChange>,
): ReadonlyMap<string, ProfileChange> {
  const changes = new Map(others)
  for (const { profile, accessKeyId, secretAccessKey, ...key } of wanted) {
    if (key.file !== file) continue
    const set = { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey }
    const other = changes.get(profile)
    changes.set(profile, other === 'remove' ? { remove: ['credential_process'], set } : { ...other, set })
  }
  return changes
}

/** Signet's own lines, which go. */
function ownLines(
  wanted: readonly Restorable[],
  { profiles }: ReturnType<typeof readSharedConfig>,
): ReadonlyMap<string, ProfileChange> {
  return new Map(
    wanted.flatMap(({ profile }) => {
      const settings = [...(profiles.get(profile)?.settings ?? [])].filter(
        ([, { file }]) => file === 'config',
      )
      const process = settings.find(([key]) => key === 'credential_process')?.[1]
      if (!process || profileOfCredentialProcess(process.value) !== profile) return []
      // A section that would be left empty was made for this line.
      const change: ProfileChange = settings.length === 1 ? 'remove' : { remove: ['credential_process'] }
      return [[profile, change] as const]
    }),
  )
}

/** @returns ids of the sessions that no profile is served by any more, and that have left the vault. */
async function letGo(
  vault: Pick<Vault, 'update'>,
  wanted: readonly Restorable[],
): Promise<readonly string[]> {
  const names = new Set(wanted.map(({ profile }) => profile))
  const ids = new Set(wanted.map(({ sessionId }) => sessionId))
  const gone = new Set<string>()
  await vault.update((contents: VaultContents) => {
    const profiles = Object.fromEntries(
      Object.entries(contents.profiles).filter(([name]) => !names.has(name)),
    )
    const used = new Set(Object.values(profiles).map(({ session }) => session))
    for (const id of ids) if (!used.has(id)) gone.add(id)
    return { ...contents, profiles, sessions: contents.sessions.filter(({ id }) => !gone.has(id)) }
  })
  return [...gone]
}

function diffOf(
  text: string,
  file: ConfigFileKind,
  changes: ReadonlyMap<string, ProfileChange>,
): readonly string[] {
  return diffLines(text, editProfiles(text, file, changes))
}
