/**
 * Roles that are assumed with the credentials of another profile: `role_arn` with `source_profile`.
 *
 * SECURITY (T25): what stands in a config file, or came from an argument, goes into requests and messages. Each value is
 * held against AWS's own form before it is used.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html Assume role provider}
 * @see {@link https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html AssumeRole}
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { shown } from './names.ts'
import type { Profile } from './profiles.ts'

/** One step of a chain. The names are those of the keys in the AWS config. */
export interface RoleStep {
  /** The profile whose credentials assume the role. */
  readonly source: string
  readonly roleArn: string
  readonly roleSessionName?: string | undefined
  readonly externalId?: string | undefined
  readonly durationSeconds?: number | undefined
  readonly mfaSerial?: string | undefined
  /** Whose STS is asked. */
  readonly region?: string | undefined
}

/** Which key of the config says it, which option of the command, and how AWS wants it. */
const forms = {
  roleArn: {
    key: 'role_arn',
    pattern: /^arn:(aws[a-z-]*):iam::(\d{12}):role\/([\x21-\x7e]{1,512})$/,
    form: 'the ARN of a role, such as arn:aws:iam::111122223333:role/Admin',
  },
  roleSessionName: {
    key: 'role_session_name',
    pattern: /^[\w+=,.@-]{2,64}$/,
    form: '2 to 64 letters, digits and + = , . @ _ -',
  },
  externalId: {
    key: 'external_id',
    pattern: /^[\w+=,.@:/-]{2,1224}$/,
    form: '2 to 1224 letters, digits and + = , . @ : / _ -',
  },
  mfaSerial: {
    key: 'mfa_serial',
    pattern: /^[\w+=/:,.@-]{9,256}$/,
    form: 'the ARN of an MFA device, such as arn:aws:iam::111122223333:mfa/alice, or a serial number',
  },
  region: { key: 'region', pattern: /^[a-z0-9-]{1,63}$/, form: 'a region, such as eu-central-1' },
} as const

const duration = { least: 900, most: 43_200 }

/**
 * Holds a step against AWS's forms.
 *
 * @param where - What the message begins with: `Profile shop`.
 * @throws {@link InputError} `config-invalid` that names the key.
 */
export function assertRoleStep(step: Omit<RoleStep, 'source'>, where: string): void {
  for (const name of ['roleArn', 'roleSessionName', 'externalId', 'mfaSerial', 'region'] as const) {
    const value = step[name]
    const { key, pattern, form } = forms[name]
    if (value !== undefined && !pattern.test(value)) throw invalid(where, key, value, form)
  }
  const { durationSeconds: seconds } = step
  if (seconds === undefined) return
  if (!Number.isInteger(seconds) || seconds < duration.least || seconds > duration.most) {
    throw invalid(where, 'duration_seconds', String(seconds), `${duration.least} to ${duration.most} seconds`)
  }
}

/** An MFA device by its serial number. @throws {@link InputError} `config-invalid` */
export function assertMfaSerial(serial: string, where: string): void {
  const { key, pattern, form } = forms.mfaSerial
  if (!pattern.test(serial)) throw invalid(where, key, serial, form)
}

/**
 * The step that a profile of the config is; undefined when it assumes no role.
 *
 * @throws {@link InputError} `config-invalid` for one that Signet cannot take: credentials from elsewhere, no source, a
 * value that is not as it must be.
 */
export function roleStepOf(profile: Profile): RoleStep | undefined {
  const value = (key: string): string | undefined => profile.settings.get(key)?.value || undefined
  const roleArn = value('role_arn')
  if (roleArn === undefined) return undefined
  const where = `Profile ${shown(profile.name)}`
  for (const key of ['web_identity_token_file', 'credential_source'] as const) {
    if (value(key) === undefined) continue
    throw new InputError(
      'config-invalid',
      `${where} takes its credentials from ${key}, which Signet does not follow. Let the AWS tool use the profile by itself, or give it a source_profile in place of ${key}.`,
    )
  }
  const source = value('source_profile')
  if (source === undefined) {
    throw new InputError(
      'config-invalid',
      `${where} has role_arn and no source_profile, so nobody could assume the role. Add source_profile = NAME to it.`,
    )
  }
  const seconds = value('duration_seconds')
  const step: RoleStep = {
    source,
    roleArn,
    roleSessionName: value('role_session_name'),
    externalId: value('external_id'),
    durationSeconds: seconds === undefined ? undefined : Number(seconds),
    mfaSerial: value('mfa_serial'),
    region: value('region'),
  }
  assertRoleStep(step, where)
  return step
}

/** The account of a role, its partition, and its name without a path. */
export function partsOfRoleArn(roleArn: string): {
  readonly partition: string
  readonly accountId: string
  readonly roleName: string
} {
  const [, partition = '', accountId = '', path = ''] = forms.roleArn.pattern.exec(roleArn) ?? []
  return { partition, accountId, roleName: path.split('/').at(-1) ?? '' }
}

/** A session name that shows in AWS's records where the credentials were taken: `signet-<profile>`. */
export function sessionNameFor(profile: string): string {
  return `signet-${profile.replace(/[^\w+=,.@-]/g, '-')}`.slice(0, 64)
}

/** Whose STS is asked where nothing names a region: the first of the role's partition. */
export function homeRegionOf(partition: string): string {
  return Object.hasOwn(firstRegions, partition) ? (firstRegions[partition] ?? 'us-east-1') : 'us-east-1'
}

const firstRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
}

/** A chain that comes back to where it began. @param path - Profiles in order, the first one again at the end. */
export function chainCycle(path: readonly string[]): InputError {
  return new InputError(
    'config-invalid',
    `The role chain goes in a circle: ${path.map(plain).join(' → ')}. Give one of these profiles a source that does not lead back.`,
  )
}

/** Quotes only where there is something to quote. */
function plain(name: string): string {
  return /^[\w\-/.%@:+]{1,60}$/.test(name) ? name : shown(name)
}

function invalid(where: string, key: string, value: string, form: string): InputError {
  return new InputError('config-invalid', `${where}: ${key} cannot be ${shown(value)}. It must be ${form}.`)
}
