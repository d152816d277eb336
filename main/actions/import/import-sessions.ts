/**
 * Takes the sign-ins of the AWS CLI over, with the profiles that use them. The CLI's own files are only read.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { servingLine } from '../../config/credential-process.ts'
import { diffLines } from '../../config/diff.ts'
import { editProfiles, type ProfileChange } from '../../config/edit-profiles.ts'
import { shown } from '../../config/names.ts'
import { keysToAdopt } from '../../config/profile-conflict.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { AppError, InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { type SessionBinding, type SessionRecord, sessionRecordSchema } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { confirmChange } from '../confirm-change.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import { type FoundSignIn, type Importable, planImport } from './import-plan.ts'
import { type ScanDependencies, type SkippedFile, scanCliCaches } from './import-scan.ts'

export interface ImportRequest extends Asking {
  /** Names of sign-ins, or of profiles that use them; empty for all. */
  readonly only: readonly string[]
  readonly dryRun: boolean
  readonly isConfirmed: boolean
  readonly relay: readonly string[]
}

export interface ImportPreview {
  readonly found: readonly FoundSignIn[]
  readonly skipped: readonly SkippedFile[]
  /** What would change, as unified diff lines by file. */
  readonly diffs: readonly { readonly path: string; readonly diff: readonly string[] }[]
}

export interface Imported {
  readonly outcome: 'imported' | 'nothing' | 'dry-run' | 'declined'
  readonly preview: ImportPreview
  /** Names of the sign-ins that Signet keeps now. */
  readonly sessions: readonly string[]
  readonly profiles: readonly string[]
  readonly backupPaths: readonly string[]
  /** The AWS CLI's copies of what was taken over: two owners of one refresh token end it for each other. */
  readonly copies: readonly { readonly kind: FoundSignIn['kind']; readonly path: string }[]
}

/** @throws an {@link AppError} with the next step. */
export type ImportSessions = (
  request: ImportRequest,
  prompts: Prompts,
  show: (preview: ImportPreview) => void,
) => Promise<Imported>

export interface ImportSessionsDependencies extends ScanDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly broker: { adopt(session: SessionRecord): void }
  readonly awsFiles: AwsFiles
  /** AWS's clock, epoch milliseconds. */
  readonly now: () => number
}

export function importSessions(dependencies: ImportSessionsDependencies): ImportSessions {
  const { door, vault, broker, awsFiles, now } = dependencies
  return async (request, prompts, show) => {
    await door.enter(prompts)
    const files = await awsFiles.read(request)
    const caches = await scanCliCaches(dependencies, request, files.shared)
    const { sessions } = vault.contents()
    const all = planImport(caches, { sessions, env: request.env, now: now() })
    const chosen = choose(all, request.only)
    const changes = changesFor(chosen, request)
    const paths = awsFiles.locations(request)
    const diffs = [
      { path: paths.credentialsPath, diff: diffOf(files.credentials.text, 'credentials', changes) },
      { path: paths.configPath, diff: diffOf(files.config.text, 'config', changes) },
    ].filter(({ diff }) => diff.length > 0)
    const preview = { found: chosen.map(({ view }) => view), skipped: caches.skipped, diffs }
    show(preview)
    const none = { preview, sessions: [], profiles: [], backupPaths: [], copies: [] }
    const records = chosen.flatMap(({ record }) => (record ? [record] : []))
    const bindings = chosen.flatMap(({ profiles }) => profiles)
    if (records.length === 0 && bindings.length === 0) return { ...none, outcome: 'nothing' }
    if (request.dryRun) return { ...none, outcome: 'dry-run' }
    const question = inWords('take-over-question', {
      signIns: signInsIn(records.length),
      profiles: profilesIn(bindings.length),
    })
    if (!(await confirmChange(prompts, request.isConfirmed, question)))
      return { ...none, outcome: 'declined' }
    await keep(vault, records, bindings)
    for (const record of records) broker.adopt(record)
    const backupPaths = await writeProfiles(awsFiles, request, changes)
    return {
      outcome: 'imported',
      preview,
      sessions: chosen.filter(({ record }) => record).map(({ view }) => view.name),
      profiles: bindings.map(({ profile }) => profile.name),
      backupPaths,
      copies: chosen.filter(({ record }) => record).map(({ view: { kind, path } }) => ({ kind, path })),
    }
  }
}

/** @throws {@link InputError} `request-malformed` */
function choose(all: readonly Importable[], only: readonly string[]): readonly Importable[] {
  if (only.length === 0) return all
  const meant = (word: string, { view }: Importable): boolean =>
    view.name === word || view.profiles.some(({ name }) => name === word)
  for (const word of only) {
    if (all.some((found) => meant(word, found))) continue
    throw new InputError(
      'request-malformed',
      `The AWS CLI keeps no sign-in ${shown(word)}. See what there is: signet import --dry-run`,
      'none',
    )
  }
  return all.filter((found) => only.some((word) => meant(word, found)))
}

type Changes = Readonly<Record<ConfigFileKind, ReadonlyMap<string, ProfileChange>>>

function changesFor(chosen: readonly Importable[], { relay }: ImportRequest): Changes {
  const config = new Map<string, ProfileChange>()
  const credentials = new Map<string, ProfileChange>()
  for (const { profile } of chosen.flatMap(({ profiles }) => profiles)) {
    const { name } = profile
    const line = servingLine(relay, name)
    const { config: old, credentials: oldCredentials } = keysToAdopt(profile)
    config.set(name, { set: { credential_process: line }, remove: old })
    if (oldCredentials.length > 0) credentials.set(name, { remove: oldCredentials })
  }
  return { config, credentials }
}

function diffOf(text: string, file: ConfigFileKind, changes: Changes): readonly string[] {
  return diffLines(text, editProfiles(text, file, changes[file]))
}

/** In the vault before the config is touched. */
async function keep(
  vault: Pick<Vault, 'update'>,
  records: readonly SessionRecord[],
  profiles: Importable['profiles'],
): Promise<void> {
  const ids = new Set(records.map(({ id }) => id))
  const kept = records.map((record) => sessionRecordSchema.parse(record))
  const bindings = profiles.map(({ profile, binding }): [string, SessionBinding] => [profile.name, binding])
  await vault.update((contents) => ({
    ...contents,
    sessions: [...contents.sessions.filter(({ id }) => !ids.has(id)), ...kept],
    profiles: { ...contents.profiles, ...Object.fromEntries(bindings) },
  }))
}

/** What would go before ours goes first, as in a sign-in. */
async function writeProfiles(
  awsFiles: AwsFiles,
  request: ImportRequest,
  changes: Changes,
): Promise<readonly string[]> {
  const backups: string[] = []
  try {
    for (const file of ['credentials', 'config'] as const) {
      if (changes[file].size === 0) continue
      const change = (text: string) => editProfiles(text, file, changes[file])
      const { backupPath } = await awsFiles.change(request, file, change, { command: 'import' })
      if (backupPath !== undefined) backups.push(backupPath)
    }
    return backups
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    throw new InputError(
      thrown.code,
      `The sign-ins are in Signet now. But the profiles were not changed: ${thrown.message} Then run signet import again.`,
      thrown.remedy,
      thrown,
    )
  }
}

function signInsIn(count: number): string {
  return count === 1 ? inWords('sign-in-one') : inWords('sign-ins', { count })
}

function profilesIn(count: number): string {
  return count === 1 ? inWords('profile-one') : inWords('profiles', { count })
}
