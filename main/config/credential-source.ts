/**
 * Where a profile's credentials come from, and which source wins where there are several.
 *
 * AWS's tools do not agree on the order, so a profile with two sources gives one set of credentials to the AWS CLI and
 * another to a JavaScript program. Signet never leaves two.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html Credential providers}
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { asksForDefault, profileOfCredentialProcess } from './credential-process.ts'
import type { Profile, Setting } from './profiles.ts'

export type CredentialSourceKind =
  | 'assume-role'
  | 'web-identity'
  | 'sso'
  | 'static-in-credentials'
  | 'static-in-config'
  | 'login-session'
  | 'credential-process'

export interface SourceKey {
  readonly name: string
  readonly file: Setting['file']
  /** From 1. */
  readonly line: number
}

export interface CredentialSource {
  readonly kind: CredentialSourceKind
  /** Every key of the profile that belongs to it, the telling one first. No values: one may be a secret. */
  readonly keys: readonly SourceKey[]
  /** The `credential_process` is Signet's own. */
  readonly isOurs: boolean
}

/** First match first. Both are orders within one profile; the environment comes before or not at all. */
export const precedence = {
  awsCli: [
    'assume-role',
    'web-identity',
    'sso',
    'static-in-credentials',
    'login-session',
    'credential-process',
    'static-in-config',
  ],
  javascript: [
    'assume-role',
    'static-in-credentials',
    'static-in-config',
    'web-identity',
    'credential-process',
    'sso',
    'login-session',
  ],
} as const satisfies Record<string, readonly CredentialSourceKind[]>

const staticKeys = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
  'aws_account_id',
]
const roleKeys = ['role_arn', 'role_session_name', 'duration_seconds']

/** The keys of each source. Any of `telling` shows that it is there. */
const sources: Readonly<
  Record<CredentialSourceKind, { readonly telling: readonly string[]; readonly others: readonly string[] }>
> = {
  'assume-role': {
    telling: ['role_arn'],
    others: [...roleKeys, 'source_profile', 'credential_source', 'mfa_serial', 'external_id'],
  },
  'web-identity': { telling: ['web_identity_token_file'], others: roleKeys },
  sso: {
    telling: ['sso_session', 'sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region'],
    others: ['sso_registration_scopes'],
  },
  'static-in-credentials': { telling: ['aws_access_key_id', 'aws_secret_access_key'], others: staticKeys },
  'static-in-config': { telling: ['aws_access_key_id', 'aws_secret_access_key'], others: staticKeys },
  'login-session': { telling: ['login_session'], others: [] },
  'credential-process': { telling: ['credential_process'], others: [] },
}

/** Every key that has a part in where credentials come from. */
export const credentialKeys: ReadonlySet<string> = new Set(
  Object.values(sources).flatMap(({ telling, others }) => [...telling, ...others]),
)

/** The keys whose values are secrets that live on, or go with them. */
export const staticSecretKeys: ReadonlySet<string> = new Set(
  staticKeys.filter((name) => name !== 'aws_account_id'),
)

/** The sources of a profile, in the order in which the AWS CLI takes them. */
export function credentialSources(profile: Profile): readonly CredentialSource[] {
  return precedence.awsCli.flatMap((kind) => {
    if (kind === 'assume-role' && profile.settings.has('web_identity_token_file')) return []
    const { telling, others } = sources[kind]
    const found = telling.filter((name) => belongs(profile.settings.get(name), kind))
    if (found.length === 0) return []
    const names = [...new Set([...found, ...others])]
    return [{ kind, keys: keysOf(profile, kind, names), isOurs: isOurs(profile, kind) }]
  })
}

/** Which of them the AWS CLI and every Python tool uses, and which a JavaScript one. */
export function winners(found: readonly CredentialSource[]): {
  readonly awsCli: CredentialSourceKind | undefined
  readonly javascript: CredentialSourceKind | undefined
} {
  const first = (order: readonly CredentialSourceKind[]) =>
    order.find((kind) => found.some((source) => source.kind === kind))
  return { awsCli: first(precedence.awsCli), javascript: first(precedence.javascript) }
}

/** A source in the words of a message. */
export const sourceWords: Readonly<Record<CredentialSourceKind, string>> = {
  'assume-role': inWords('source-assume-role'),
  'web-identity': inWords('source-web-identity'),
  sso: inWords('source-sso'),
  'static-in-credentials': inWords('source-keys'),
  'static-in-config': inWords('source-keys'),
  'login-session': inWords('source-login-session'),
  'credential-process': inWords('source-credential-process'),
}

/** A source and where it stands: `a role to assume (role_arn, config file line 3)`. */
export function describeSource({ kind, keys }: CredentialSource): string {
  const [key] = keys
  return inWords('source', {
    what: sourceWords[kind],
    ...{ key: key?.name ?? '', file: key?.file ?? '', line: key?.line ?? 0 },
  })
}

function keysOf(
  profile: Profile,
  kind: CredentialSourceKind,
  names: readonly string[],
): readonly SourceKey[] {
  return names.flatMap((name) => {
    const setting = profile.settings.get(name)
    return setting && belongs(setting, kind) ? [{ name, file: setting.file, line: setting.line }] : []
  })
}

function belongs(setting: Setting | undefined, kind: CredentialSourceKind): boolean {
  if (kind === 'static-in-credentials') return setting?.file === 'credentials'
  if (kind === 'static-in-config') return setting?.file === 'config'
  return setting !== undefined
}

function isOurs(profile: Profile, kind: CredentialSourceKind): boolean {
  const process = kind === 'credential-process' ? profile.settings.get('credential_process') : undefined
  if (process === undefined) return false
  return profileOfCredentialProcess(process.value) !== undefined || asksForDefault(process.value)
}
