/**
 * Both clients of IAM Identity Center, made when they are first needed: AWS's endpoint rules for them take time and
 * memory that who only uses AWS Sign-In need not spend.
 *
 * @module
 */
import type { EndpointOverrides } from './endpoint-overrides.ts'
import { loadEndpoints } from './endpoints.ts'
import type { RestJsonPorts } from './rest-json.ts'
import { type SsoOidcClient, ssoOidcClient } from './sso-oidc.ts'
import { type SsoPortal, ssoPortal } from './sso-portal.ts'

export interface IdentityCenter {
  /** The client for who walks a sign-in. */
  oidc(): Promise<SsoOidcClient>
  readonly refresh: SsoOidcClient['refresh']
  /** One for the whole process: its pace is shared by all who call. */
  readonly portal: SsoPortal
}

export function identityCenter(
  ports: Omit<RestJsonPorts, 'endpoints'>,
  overrides: EndpointOverrides,
): IdentityCenter {
  const oidc = once(async () =>
    ssoOidcClient({ ...ports, endpoints: await loadEndpoints('sso-oidc', overrides) }),
  )
  const portal = once(async () => ssoPortal({ ...ports, endpoints: await loadEndpoints('sso', overrides) }))
  return {
    oidc,
    refresh: async (...call) => (await oidc()).refresh(...call),
    portal: {
      listAccounts: async (...call) => (await portal()).listAccounts(...call),
      listAccountRoles: async (...call) => (await portal()).listAccountRoles(...call),
      getRoleCredentials: async (...call) => (await portal()).getRoleCredentials(...call),
      logout: async (...call) => (await portal()).logout(...call),
    },
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
