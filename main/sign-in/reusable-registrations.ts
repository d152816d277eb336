import type { ClientRegistration, IdentityCenterSession } from '../vault/session-record.ts'

type Registrations = IdentityCenterSession['registrations']

/** A registration that ends sooner is not used again, so that it outlasts the sign-in. As in the AWS CLI. */
const leastLeftInMilliseconds = 15 * 60_000

/**
 * The registrations of a former session that still fit: made for the same instance and the same scopes, and not about
 * to end. Each flow has its own, and never takes the other's.
 *
 * @param wanted - With the start URL as configured, which is what a session keeps.
 * @param now - Epoch milliseconds by AWS's clock.
 */
export function reusableRegistrations(
  former: IdentityCenterSession | undefined,
  wanted: { readonly startUrl: string; readonly region: string; readonly scopes: readonly string[] },
  now: number,
): Registrations {
  if (!former || former.startUrl !== wanted.startUrl || former.region !== wanted.region) return {}
  if (!sameScopes(former.scopes, wanted.scopes)) return {}
  const lasts = (registration: ClientRegistration | undefined): registration is ClientRegistration =>
    registration !== undefined && registration.expiresAt - now >= leastLeftInMilliseconds
  const { 'authorization-code': forCode, device } = former.registrations
  return {
    ...(lasts(forCode) ? { 'authorization-code': forCode } : {}),
    ...(lasts(device) ? { device } : {}),
  }
}

function sameScopes(some: readonly string[], others: readonly string[]): boolean {
  const sorted = (scopes: readonly string[]): string => JSON.stringify([...new Set(scopes)].sort())
  return sorted(some) === sorted(others)
}
