/**
 * The sign-ins that the AWS CLI and the SDKs keep as files, and the profiles that use them. Only reads.
 *
 * @module
 */
import { loginFileName, ssoTokenFileName } from '../../aws/cache-file-names.ts'
import { type CacheFault, CacheFileError } from '../../aws/cli-cache-json.ts'
import { type CachedLogin, decodeCachedLogin } from '../../aws/cli-cache-login.ts'
import { type CachedSsoRegistration, type CachedSsoToken, decodeCachedSso } from '../../aws/cli-cache-sso.ts'
import type { Profile, SharedConfig } from '../../config/profiles.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'
import type { Asking } from '../config/aws-files.ts'

export interface FoundLogin {
  readonly kind: 'signin'
  readonly path: string
  readonly cached: CachedLogin
  /** By the config; the first is the one whose region counts. */
  readonly profiles: readonly Profile[]
}

export interface FoundSsoToken {
  readonly kind: 'identity-center'
  readonly path: string
  readonly cached: CachedSsoToken
  /** The `[sso-session]` section; undefined where profiles name the start URL themselves, or nobody does. */
  readonly section: Profile | undefined
  readonly profiles: readonly Profile[]
}

/** A file that is there and is no use. Nothing of its content is in here. */
export interface SkippedFile {
  readonly path: string
  readonly fault: CacheFault | 'unreadable'
}

export interface CliCaches {
  readonly logins: readonly FoundLogin[]
  readonly tokens: readonly FoundSsoToken[]
  readonly registrations: readonly CachedSsoRegistration[]
  readonly skipped: readonly SkippedFile[]
}

export interface ScanDependencies {
  readonly files: Pick<Files, 'read' | 'list'>
  readonly clock: Pick<Clock, 'schedule'>
  readonly homeFolder: string | undefined
}

/** A file that is cut short is looked at this often: another program may be writing it. */
const mostLooks = 4
const lookAgainInMilliseconds = 60
const mostFiles = 2_000

export async function scanCliCaches(
  dependencies: ScanDependencies,
  asking: Asking,
  shared: SharedConfig,
): Promise<CliCaches> {
  const skipped: SkippedFile[] = []
  const { login, sso } = cacheFolders(asking, dependencies.homeFolder)
  const loginFiles = await readFolder(dependencies, login, decodeCachedLogin, skipped)
  const ssoFiles = await readFolder(dependencies, sso, async (text) => decodeCachedSso(text), skipped)
  const users = await cacheUsers(shared)
  const logins = loginFiles.map(({ name, path, value }): FoundLogin => {
    return { kind: 'signin', path, cached: value, profiles: users.logins.get(name) ?? [] }
  })
  const tokens: FoundSsoToken[] = []
  const registrations: CachedSsoRegistration[] = []
  for (const { name, path, value } of ssoFiles) {
    const user = users.tokens.get(name)
    if (value.kind === 'registration') registrations.push(value)
    else if (!user && (value.startUrl === undefined || value.region === undefined)) {
      skipped.push({ path, fault: 'foreign' })
    } else {
      const { section, profiles = [] } = user ?? {}
      tokens.push({ kind: 'identity-center', path, cached: value, section, profiles })
    }
  }
  return { logins, tokens, registrations, skipped }
}

function cacheFolders(
  { env, cwd }: Asking,
  homeFolder: string | undefined,
): { readonly login: string | undefined; readonly sso: string | undefined } {
  const home = env.HOME || homeFolder
  const named = env.AWS_LOGIN_CACHE_DIRECTORY
  return {
    login: named ? absolute(named, home, cwd) : home && `${home}/.aws/login/cache`,
    sso: home && `${home}/.aws/sso/cache`,
  }
}

function absolute(path: string, home: string | undefined, cwd: string): string {
  if (home && (path === '~' || path.startsWith('~/'))) return home + path.slice(1)
  return /^([/\\]|[A-Za-z]:)/.test(path) ? path : `${cwd}/${path}`
}

interface Decoded<T> {
  readonly name: string
  readonly path: string
  readonly value: T
}

async function readFolder<T>(
  { files, clock }: ScanDependencies,
  folder: string | undefined,
  decode: (text: string) => Promise<T>,
  skipped: SkippedFile[],
): Promise<readonly Decoded<T>[]> {
  if (folder === undefined) return []
  const names = await files.list(folder).catch((thrown: unknown) => {
    if (!(thrown instanceof FileError)) throw thrown
    skipped.push({ path: folder, fault: 'unreadable' })
    return []
  })
  const decoded: Decoded<T>[] = []
  for (const name of names.filter((candidate) => candidate.endsWith('.json')).slice(0, mostFiles)) {
    const path = `${folder}/${name}`
    const value = await readSettled(files, clock, path, decode)
    if ('fault' in value) skipped.push({ path, fault: value.fault })
    else if ('decoded' in value) decoded.push({ name, path, value: value.decoded })
  }
  return decoded
}

async function readSettled<T>(
  files: Pick<Files, 'read'>,
  clock: Pick<Clock, 'schedule'>,
  path: string,
  decode: (text: string) => Promise<T>,
): Promise<{ readonly decoded: T } | { readonly fault: SkippedFile['fault'] } | { readonly gone: true }> {
  for (let looks = 1; ; looks += 1) {
    try {
      const content = await files.read(path)
      if (!content) return { gone: true }
      return { decoded: await decode(new TextDecoder('utf-8').decode(content.bytes)) }
    } catch (thrown) {
      if (thrown instanceof FileError) return { fault: 'unreadable' }
      if (!(thrown instanceof CacheFileError)) throw thrown
      if (thrown.fault !== 'torn' || looks === mostLooks) return { fault: thrown.fault }
      await new Promise<void>((resolve) => clock.schedule(lookAgainInMilliseconds, resolve))
    }
  }
}

interface CacheUsers {
  readonly logins: ReadonlyMap<string, readonly Profile[]>
  readonly tokens: ReadonlyMap<
    string,
    { readonly section: Profile | undefined; readonly profiles: readonly Profile[] }
  >
}

/** Which file each profile would read, by the file's name: the name is a hash, so it can only be told from this side. */
async function cacheUsers({ profiles, ssoSessions }: SharedConfig): Promise<CacheUsers> {
  const logins = new Map<string, Profile[]>()
  const tokens = new Map<string, { section: Profile | undefined; profiles: Profile[] }>()
  for (const section of ssoSessions.values()) {
    tokens.set(await ssoTokenFileName({ sessionName: section.name }), { section, profiles: [] })
  }
  for (const profile of profiles.values()) {
    const value = (key: string): string | undefined => profile.settings.get(key)?.value
    const login = value('login_session')
    if (login) {
      const name = await loginFileName(login)
      logins.set(name, [...(logins.get(name) ?? []), profile])
    }
    const session = value('sso_session')
    const startUrl = value('sso_start_url')
    if (session) tokens.get(await ssoTokenFileName({ sessionName: session }))?.profiles.push(profile)
    else if (startUrl) {
      const name = await ssoTokenFileName({ startUrl })
      const user = tokens.get(name) ?? { section: undefined, profiles: [] }
      user.profiles.push(profile)
      tokens.set(name, user)
    }
  }
  return { logins, tokens }
}
