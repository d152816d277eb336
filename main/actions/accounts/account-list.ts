/**
 * What an Identity Center session may use, as last read: accounts and the names of their roles. It holds no secret.
 * Times are epoch milliseconds by this machine's clock.
 *
 * @module
 */
import * as z from 'zod/mini'
import type { IdentityCenterSession } from '../../vault/session-record.ts'

/** The part of a session that its account list depends on. */
export type PortalSession = Pick<IdentityCenterSession, 'id' | 'name' | 'startUrl' | 'signedInAt' | 'ended'>

const accountId = z.string().check(z.regex(/^\d{12}$/))
/** Shown, and used for nothing else. */
const label = z.string().check(z.maxLength(256))
// SECURITY (T25): role names end up in config files and on command lines. One line, no control or format characters.
const roleName = z.string().check(z.regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u), z.maxLength(256))

/** Whether a role of that name is listed at all. AWS's own permission sets have no other names. */
export function isListable(name: string): boolean {
  return roleName.safeParse(name).success
}

const roles = z.array(roleName)

const keptAccountSchema = z.object({
  accountId,
  accountName: label,
  emailAddress: label,
  /** Sorted; none twice. */
  roles,
  /** When the roles were read; null when they have not been yet. */
  readAt: z.nullable(z.number()),
})
export type KeptAccount = z.infer<typeof keptAccountSchema>

export const accountListSchema = z.object({
  version: z.literal(1),
  sessionId: z.string(),
  startUrl: z.string(),
  /** The sign-in that it was read with: another may be another person. */
  signedInAt: z.number(),
  /** When it was last read to its end; null when it never was. */
  readAt: z.nullable(z.number()),
  accounts: z.array(keptAccountSchema),
  /** A listing that was cut short: the accounts are its own, the roles of some are still to be read. */
  listing: z.nullable(
    z.object({
      startedAt: z.number(),
      remaining: z.array(accountId),
      /** Roles as the last complete list had them, where they differ since; null for an account it did not have. */
      former: z.array(z.object({ accountId, roles: z.nullable(roles) })),
    }),
  ),
})
export type AccountList = z.infer<typeof accountListSchema>

/** How two complete lists differ. Roles are only those of accounts that are in both. */
export interface AccountChanges {
  readonly accountsAdded: readonly string[]
  readonly accountsGone: readonly string[]
  readonly rolesAdded: readonly { readonly accountId: string; readonly roleName: string }[]
  readonly rolesGone: readonly { readonly accountId: string; readonly roleName: string }[]
}

/** How far a listing is. While the accounts themselves are being listed, `accountsTotal` grows and none is done. */
export interface ListingProgress {
  readonly accountsDone: number
  readonly accountsTotal: number
  readonly rolesFound: number
}
