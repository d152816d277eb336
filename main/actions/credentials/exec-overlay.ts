/**
 * The AWS files as a program is to see them that gets its credentials from the container endpoint. Pure.
 *
 * Every AWS SDK takes what stands in `[default]` before it asks a container endpoint. So where `default` has credentials
 * of its own, a program that names no profile would silently run as someone else. It gets copies then: of what the SDKs
 * read, and nothing else, with `default` turned into the profile that was asked for, without its credentials.
 *
 * SECURITY: access keys are never copied into another file, nor are comments, where old ones may stand.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html Credential provider chain}
 * @module
 */
import { cliProfiles, readAsAwsCli } from '../../config/cli-view.ts'
import { credentialKeys, staticSecretKeys } from '../../config/credential-source.ts'
import { parseConfig } from '../../config/parse.ts'
import { type Profile, readSharedConfig, type Setting, type SharedConfig } from '../../config/profiles.ts'
import { type ConfigFileKind, readSections } from '../../config/sections.ts'
import type { ConfigText } from '../../config/text.ts'
import { InputError } from '../../kernel/errors.ts'

export interface AwsFileTexts {
  readonly config: ConfigText
  readonly credentials: ConfigText
  readonly shared: SharedConfig
}

export interface ExecOverlay {
  readonly config: string
  /** Undefined: the person's own file does as it is. */
  readonly credentials: string | undefined
  /** Profiles with access keys: the program does not find them. */
  readonly leftOut: readonly string[]
  /** `default` has credentials of its own; else it is its settings that differ. */
  readonly hidesSource: boolean
}

/**
 * @param way - With credentials in its variables a program takes them before anything in a file; only settings count.
 * @returns undefined when the files do as they are.
 * @throws {@link InputError} `config-invalid` when the files are so that no copy is read alike by every tool.
 */
export function execOverlay(
  files: AwsFileTexts,
  profile: string,
  way: 'endpoint' | 'variables',
): ExecOverlay | undefined {
  const hidesSource = way === 'endpoint' && defaultHasSource(files)
  if (!hidesSource && sameSettings(files.shared, profile)) return undefined
  const takesCredentials = ownKeys(files.credentials, 'credentials').length > 0
  const leftOut: string[] = []
  const sections = [`[default]\n${rendered(settingsOf(files.shared, profile))}`]
  for (const each of files.shared.profiles.values()) {
    if (each.name === 'default') continue
    const taken = [...each.settings].filter(([, { file }]) => file === 'config' || takesCredentials)
    if (taken.some(([name]) => staticSecretKeys.has(name))) leftOut.push(each.name)
    else if (taken.length > 0) sections.push(`[profile ${each.name}]\n${rendered(taken)}`)
  }
  sections.push(
    ...others('sso-session', files.shared.ssoSessions),
    ...others('services', files.shared.services),
  )
  const overlay = {
    config: [heading, ...sections].join('\n'),
    credentials: takesCredentials ? heading : undefined,
    leftOut,
    hidesSource,
  }
  assertSafe(overlay)
  return overlay
}

const heading = '# A copy that "signet exec" made for one program. What is changed here is lost with it.\n'

/** Set by a variable, or a matter of taste: no reason for a copy. */
const lesserSettings = new Set(['region', 'output', 'cli_pager', 'cli_auto_prompt', 'cli_timestamp_format'])

function defaultHasSource({ config, credentials }: AwsFileTexts): boolean {
  const keys = [...ownKeys(config, 'config'), ...ownKeys(credentials, 'credentials')]
  return keys.some((name) => credentialKeys.has(name))
}

/** The keys of `default` in one file, as any parser has them: the SDKs' two forms, and the AWS CLI's. */
function ownKeys(file: ConfigText, kind: ConfigFileKind): readonly string[] {
  const sections = readSections(parseConfig(file.text), kind).sections.filter(
    ({ type, name }) => type === 'profile' && name === 'default',
  )
  const view = readAsAwsCli(file)
  const cli = kind === 'config' ? cliProfiles(view).get('default') : view.sections.get('default')
  return [...sections.flatMap(({ properties }) => properties.map(({ name }) => name)), ...(cli?.keys() ?? [])]
}

function settingsOf(shared: SharedConfig, profile: string): readonly (readonly [string, Setting])[] {
  const settings = shared.profiles.get(profile)?.settings ?? new Map<string, Setting>()
  return [...settings].filter(([name]) => !credentialKeys.has(name))
}

/** Whether a program that reads `default` has the settings that matter as with the profile itself. */
function sameSettings(shared: SharedConfig, profile: string): boolean {
  if (profile === 'default') return true
  const [ours, theirs] = [profile, 'default'].map((name) =>
    settingsOf(shared, name)
      .filter(([key]) => !lesserSettings.has(key))
      .map(([key, { value }]) => `${key}=${value}`)
      .sort(),
  )
  return JSON.stringify(ours) === JSON.stringify(theirs)
}

function others(type: string, sections: ReadonlyMap<string, Profile>): readonly string[] {
  return [...sections.values()].map(({ name, settings }) => `[${type} ${name}]\n${rendered([...settings])}`)
}

function rendered(settings: readonly (readonly [string, Setting])[]): string {
  return settings
    .map(([name, { value }]) => {
      const [first = '', ...rest] = value.split('\n')
      // A value that begins with a sign of comments was read as one because no space stood before it.
      const space = first === '' || /^[#;]/.test(first) ? '' : ' '
      return [`${name} =${space}${first}`, ...rest.map((line) => `    ${line}`)]
        .map((line) => `${line}\n`)
        .join('')
    })
    .join('')
}

/** SECURITY: whatever the values were, no parser finds credentials in `default` or an access key anywhere. */
function assertSafe({ config }: Pick<ExecOverlay, 'config'>): void {
  const file: ConfigText = { text: config, encoding: 'utf-8' }
  const view = readAsAwsCli(file)
  const names = [
    ...[...readSharedConfig(config, '').profiles.values()].flatMap(({ settings }) => [...settings.keys()]),
    ...[...view.sections.values()].flatMap((section) => [...section.keys()]),
  ]
  const isSafe =
    view.rejections.length === 0 &&
    !names.some((name) => staticSecretKeys.has(name)) &&
    !ownKeys(file, 'config').some((name) => credentialKeys.has(name))
  if (isSafe) return
  throw new InputError(
    'config-invalid',
    'Your AWS files have lines that tools read in different ways, so the program might run as someone else. ' +
      'Nothing was started. Run "signet doctor config" to see them, or use --env.',
  )
}
