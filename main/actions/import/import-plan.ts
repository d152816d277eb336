/**
 * What of the AWS CLI's sign-ins can become Signet's, and which profiles would go along. Pure.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { CachedSsoRegistration } from '../../aws/cli-cache-sso.ts'
import { describeSource } from '../../config/credential-source.ts'
import { otherSources } from '../../config/profile-conflict.ts'
import type { Profile } from '../../config/profiles.ts'
import type {
  IdentityCenterFlow,
  IdentityCenterSession,
  SessionBinding,
  SessionRecord,
  SignInSession,
} from '../../vault/session-record.ts'
import type { CliCaches, FoundLogin, FoundSsoToken } from './import-scan.ts'

export type ImportState =
  | 'ready'
  /** Signet has this sign-in already; the profiles can still be given to it. */
  | 'kept'
  /** Nothing of it lives any more. */
  | 'ended'
  | 'principal-unknown'
  | 'region-unknown'
  | 'start-url-invalid'
  /** Signet has another sign-in of that name. */
  | 'name-taken'

/** A sign-in of the AWS CLI as it may be shown: nothing here is secret. */
export interface FoundSignIn {
  readonly kind: 'signin' | 'identity-center'
  /** The principal's ARN, or the Identity Center session's name. */
  readonly name: string
  readonly path: string
  readonly region: string | null
  readonly startUrl: string | null
  /** When the tokens at hand end, epoch milliseconds. */
  readonly expiresAt: number
  readonly isRefreshable: boolean
  readonly state: ImportState
  /** Those that use it. An obstacle says why a profile would stay as it is. */
  readonly profiles: readonly { readonly name: string; readonly obstacle: string | null }[]
}

export interface Importable {
  readonly view: FoundSignIn
  /** Undefined unless the state is `ready`. */
  readonly record: SignInSession | IdentityCenterSession | undefined
  /** Those that can go along. None unless the state is `ready` or `kept`. */
  readonly profiles: readonly { readonly profile: Profile; readonly binding: SessionBinding }[]
}

export interface ImportSurroundings {
  readonly sessions: readonly SessionRecord[]
  readonly env: Readonly<Record<string, string>>
  /** Epoch milliseconds by AWS's clock. */
  readonly now: number
}

export function planImport(caches: CliCaches, surroundings: ImportSurroundings): readonly Importable[] {
  const names = new Set<string>()
  return [
    ...caches.logins.map((found) => importLogin(found, surroundings)),
    ...caches.tokens.map((found) => importSso(found, caches.registrations, surroundings, names)),
  ]
}

/** A Sign-In session lives at most this long, and its credentials at least till 15 minutes before their end. */
const longestSessionInMilliseconds = 12 * 60 * 60_000

const principalArn = /^arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):[\x21-\x7e]{1,1900}$/

function importLogin({ path, cached, profiles }: FoundLogin, surroundings: ImportSurroundings): Importable {
  const { env, now, sessions } = surroundings
  const settings = profiles.map((profile) => profile.settings)
  const named = settings
    .map((keys) => keys.get('login_session')?.value.trim() ?? '')
    .find((arn) => principalArn.test(arn))
  const arn = cached.principal?.principalArn ?? named
  const regions = [
    cached.signInRegion,
    ...settings.map((keys) => keys.get('region')?.value),
    env.AWS_REGION,
    env.AWS_DEFAULT_REGION,
  ]
  const region = regions.find(isRegion)
  const state = loginState(sessions, now, cached.credentials.expiration, arn, region)
  const view = {
    kind: 'signin',
    name: arn ?? inWords('take-over-nobody'),
    path,
    region: region ?? null,
    startUrl: null,
    expiresAt: cached.credentials.expiration,
    isRefreshable: true,
    state,
    profiles: profiles.map((profile) => ({
      name: profile.name,
      obstacle: sourceObstacle(profile, 'login-session'),
    })),
  } as const satisfies FoundSignIn
  if (arn === undefined || region === undefined) return { view, record: undefined, profiles: [] }
  // The credentials stay behind: a first renewal proves that the token and its key are good.
  const record: SignInSession = {
    kind: 'signin',
    id: arn,
    principalArn: arn,
    accountId: principalArn.exec(arn)?.[1] ?? cached.credentials.accountId,
    region,
    clientId: cached.clientId,
    tokenType: cached.tokenType,
    refreshToken: cached.refreshToken,
    dpopKey: cached.dpopKey,
    signedInAt: now,
    renewedAt: Math.min(now, cached.credentials.expiration - 15 * 60_000),
  }
  return importable(view, record, profiles, () => ({ session: arn }))
}

function loginState(
  sessions: readonly SessionRecord[],
  now: number,
  expiration: number,
  arn: string | undefined,
  region: string | undefined,
): ImportState {
  const known = sessions.find(({ id }) => id === arn)
  if (known && !known.ended) return 'kept'
  if (expiration + longestSessionInMilliseconds <= now) return 'ended'
  if (arn === undefined) return 'principal-unknown'
  return region === undefined ? 'region-unknown' : 'ready'
}

function importSso(
  { path, cached, section, profiles }: FoundSsoToken,
  registrations: readonly CachedSsoRegistration[],
  { sessions, now }: ImportSurroundings,
  names: Set<string>,
): Importable {
  const configured = (key: string): string | undefined =>
    (section ?? profiles[0])?.settings.get(key)?.value || undefined
  const startUrl = configured('sso_start_url') ?? cached.startUrl ?? ''
  const region = [configured('sso_region'), cached.region].find(isRegion)
  const name = freeName(section?.name ?? nameOf(startUrl), names)
  const id = `identity-center:${name}`
  const { registration } = cached
  const isRefreshable = cached.refreshToken !== undefined && (registration?.expiresAt ?? 0) > now
  const isOver = !isRefreshable && cached.expiresAt <= now
  const state = ssoState(
    sessions.find((session) => session.id === id),
    startUrl,
    region,
    isOver,
  )
  const view = {
    kind: 'identity-center',
    ...{ name, path, region: region ?? null, startUrl, expiresAt: cached.expiresAt, isRefreshable, state },
    profiles: profiles.map((profile) => ({ name: profile.name, obstacle: ssoObstacle(profile) })),
  } as const satisfies FoundSignIn
  if (region === undefined) return { view, record: undefined, profiles: [] }
  const kept = registrations.find(({ clientId }) => clientId === registration?.clientId)
  const flow: IdentityCenterFlow = kept?.grantTypes?.includes('authorization_code')
    ? 'authorization-code'
    : 'device'
  const record: IdentityCenterSession = {
    kind: 'identity-center',
    ...{ id, name, startUrl, region, flow },
    scopes: scopesOf(configured('sso_registration_scopes'), kept),
    registrations: registration ? { [flow]: plain(registration) } : {},
    accessToken: cached.accessToken,
    accessTokenExpiresAt: cached.expiresAt,
    ...(isRefreshable && cached.refreshToken ? { refreshToken: cached.refreshToken } : {}),
    signedInAt: now,
    renewedAt: now,
  }
  return importable(view, record, profiles, ({ settings }) => ({
    session: id,
    accountId: settings.get('sso_account_id')?.value,
    roleName: settings.get('sso_role_name')?.value,
  }))
}

function ssoState(
  known: SessionRecord | undefined,
  startUrl: string,
  region: string | undefined,
  isOver: boolean,
): ImportState {
  const isSame = known?.kind === 'identity-center' && known.startUrl === startUrl
  if (known && !isSame) return 'name-taken'
  if (known && !known.ended) return 'kept'
  if (isOver) return 'ended'
  if (!isStartUrl(startUrl)) return 'start-url-invalid'
  return region === undefined ? 'region-unknown' : 'ready'
}

function importable(
  view: FoundSignIn,
  record: SignInSession | IdentityCenterSession,
  profiles: readonly Profile[],
  bindingOf: (profile: Profile) => SessionBinding,
): Importable {
  const goesAlong = view.state === 'ready' || view.state === 'kept'
  const free = new Set(view.profiles.filter(({ obstacle }) => obstacle === null).map(({ name }) => name))
  return {
    view,
    record: view.state === 'ready' ? record : undefined,
    profiles: goesAlong
      ? profiles
          .filter(({ name }) => free.has(name))
          .map((profile) => ({ profile, binding: bindingOf(profile) }))
      : [],
  }
}

function sourceObstacle(profile: Profile, own: 'login-session' | 'sso'): string | null {
  const others = otherSources(profile).filter(({ kind }) => kind !== own)
  return others.length === 0
    ? null
    : inWords('stays-has', { sources: others.map(describeSource).join(' and ') })
}

function ssoObstacle(profile: Profile): string | null {
  const account = profile.settings.get('sso_account_id')?.value ?? ''
  const role = profile.settings.get('sso_role_name')?.value ?? ''
  if (!/^\d{12}$/.test(account) || !/^[\w+=,.@-]{1,64}$/.test(role)) return inWords('stays-no-role')
  return sourceObstacle(profile, 'sso')
}

function scopesOf(configured: string | undefined, registration: CachedSsoRegistration | undefined): string[] {
  const scopes = configured?.split(',').map((scope) => scope.trim()) ?? registration?.scopes ?? []
  const named = scopes.filter((scope) => scope !== '')
  return named.length > 0 ? named : ['sso:account:access']
}

function plain({ clientId, clientSecret, expiresAt }: CachedSsoRegistration) {
  return { clientId, clientSecret, expiresAt }
}

function isRegion(region: string | undefined): region is string {
  return region !== undefined && /^[a-z0-9-]{1,63}$/.test(region)
}

// SECURITY (T11): the address of a sign-in page, from a file: only one that could be a person's own setting.
function isStartUrl(startUrl: string): boolean {
  if (!/^[\x21-\x7e]{1,2048}$/.test(startUrl) || !URL.canParse(startUrl)) return false
  const { protocol, username, password } = new URL(startUrl)
  return protocol === 'https:' && username === '' && password === ''
}

/** `https://d-1234567890.awsapps.com/start` is `d-1234567890`. */
function nameOf(startUrl: string): string {
  const host = URL.canParse(startUrl) ? new URL(startUrl).hostname : ''
  return host.split('.')[0]?.replace(/[^A-Za-z0-9-]/g, '') || 'identity-center'
}

function freeName(wanted: string, names: Set<string>): string {
  let name = wanted
  for (let count = 2; names.has(name); count += 1) name = `${wanted}-${count}`
  names.add(name)
  return name
}
