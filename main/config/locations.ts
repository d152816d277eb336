/**
 * Where the shared config files are, by the rules of the AWS SDKs.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html Location of the shared files}
 * @module
 */
import { InputError } from '../kernel/errors.ts'

export interface ConfigLocations {
  readonly configPath: string
  readonly credentialsPath: string
}

export interface LocationSource {
  /** `AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, and what tells the home folder. Empty counts as not set. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The home folder as the system knows it, for when the environment names none. */
  readonly homeFolder?: string | undefined
  /** What a relative path is relative to. */
  readonly workingFolder: string
  readonly windows?: boolean
}

/** @throws {@link InputError} `config-invalid` when a home folder is needed and there is none. */
export function configLocations(source: LocationSource): ConfigLocations {
  return {
    configPath: location(source, 'AWS_CONFIG_FILE', 'config'),
    credentialsPath: location(source, 'AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
  }
}

function location(source: LocationSource, variable: string, name: string): string {
  const separator = source.windows ? '\\' : '/'
  const path = source.env[variable] || `~/.aws/${name}`.replaceAll('/', separator)
  if (path === '~') return home(source, variable)
  if (path.startsWith('~/') || (source.windows && path.startsWith('~\\'))) {
    return home(source, variable).replace(/[\\/]+$/, '') + separator + path.slice(2)
  }
  return isAbsolute(path, source.windows) ? path : `${source.workingFolder}${separator}${path}`
}

function home({ env, homeFolder }: LocationSource, variable: string): string {
  const drive = env.HOMEPATH ? `${env.HOMEDRIVE ?? 'C:'}${env.HOMEPATH}` : undefined
  const found = env.HOME || env.USERPROFILE || drive || homeFolder
  if (found) return found
  throw new InputError(
    'config-invalid',
    `There is no home folder to find the AWS files in. Set HOME or ${variable}.`,
  )
}

function isAbsolute(path: string, windows = false): boolean {
  return path.startsWith('/') || (windows && /^([A-Za-z]:[\\/]|\\)/.test(path))
}

/** The folder that a file is in. */
export function folderOf(path: string): string {
  const end = lastSeparator(path)
  return end > 0 ? path.slice(0, end) : '/'
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(lastSeparator(path) + 1)
}

function lastSeparator(path: string): number {
  return Math.max(
    path.lastIndexOf('/'),
    isAbsolute(path, true) && !path.startsWith('/') ? path.lastIndexOf('\\') : -1,
  )
}
