/**
 * The names that the AWS CLI and SDKs give to the files in their caches: a hash of what each file depends on. Readers find
 * a file by its name alone, so a name is right to the letter or useless.
 *
 * @module
 */
import { hex } from '../kernel/hex.ts'

/** What an Identity Center file belongs to: the `[sso-session]` by name where there is one, else the start URL. */
export type SsoOrigin = { readonly sessionName: string } | { readonly startUrl: string }

/** `~/.aws/sso/cache`: the token. Values as configured, not as resolved. */
export function ssoTokenFileName(origin: SsoOrigin): Promise<string> {
  return fileName('SHA-1', 'sessionName' in origin ? origin.sessionName : origin.startUrl)
}

/** `~/.aws/sso/cache`: the client registration, as the AWS CLI names it. */
export function ssoRegistrationFileName(registration: {
  readonly region: string
  readonly startUrl: string
  readonly scopes: readonly string[] | null
  readonly sessionName: string | null
}): Promise<string> {
  const { region, startUrl, scopes, sessionName } = registration
  const members = { region, scopes, session_name: sessionName, startUrl, tool: 'botocore' }
  return fileName('SHA-1', pythonJson(members, spaced))
}

/** `~/.aws/login/cache`: an AWS Sign-In session, by the value of `login_session`. */
export function loginFileName(loginSession: string): Promise<string> {
  return fileName('SHA-256', loginSession.trim())
}

/** `~/.aws/cli/cache`: credentials of an Identity Center role. */
export function ssoRoleFileName(
  role: SsoOrigin & { readonly accountId: string; readonly roleName: string },
): Promise<string> {
  const { accountId, roleName } = role
  const origin = 'sessionName' in role ? { sessionName: role.sessionName } : { startUrl: role.startUrl }
  return fileName('SHA-1', pythonJson({ accountId, roleName, ...origin }, compact))
}

/** `~/.aws/cli/cache`: credentials of an assumed role, by the AssumeRole arguments that were configured. */
export function assumedRoleFileName(assumeRoleArguments: { readonly [name: string]: Json }): Promise<string> {
  return fileName('SHA-1', pythonJson(assumeRoleArguments, spaced))
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

interface Separators {
  readonly item: string
  readonly key: string
}
const spaced: Separators = { item: ', ', key: ': ' }
const compact: Separators = { item: ',', key: ':' }

/** JSON as Python's `json.dumps(value, sort_keys=True)` writes it: sorted members, ASCII only. */
function pythonJson(value: Json, separators: Separators): string {
  const write = (part: Json): string => pythonJson(part, separators)
  if (isList(value)) return `[${value.map(write).join(separators.item)}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, member]) => write(name) + separators.key + write(member)).join(separators.item)}}`
  }
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

async function fileName(hash: 'SHA-1' | 'SHA-256', text: string): Promise<string> {
  const digest = await crypto.subtle.digest(hash, new TextEncoder().encode(text))
  return `${hex(new Uint8Array(digest))}.json`
}
