/**
 * What a person may see. No view has a field that can hold a secret.
 * Times are epoch milliseconds.
 *
 * @module
 */
import * as z from 'zod/mini'
import { activityHealthViewSchema } from './activity-views.ts'
import { errorCodeSchema } from './errors.ts'
import { profileMarksViewSchema, profileUseViewSchema } from './profile-views.ts'
import { saidListSchema } from './said.ts'
import { networkViewSchema } from './settings-views.ts'

/** A session, as shown. */
export const sessionViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['signin', 'identity-center', 'iam-user']),
  /** Of Sign-In and of an IAM user: the principal's ARN and account. */
  principalArn: z.nullable(z.string()),
  accountId: z.nullable(z.string()),
  /** Of Identity Center: what a person named it, and its portal. Of an IAM user: the access key's id. */
  name: z.nullable(z.string()),
  startUrl: z.nullable(z.string()),
  region: z.string(),
  state: z.enum(['active', 'renewing', 'waiting', 'ended']),
  signedInAt: z.number(),
  /** When the credentials or the access token at hand end; they are renewed before that while somebody uses them. */
  credentialsExpireAt: z.nullable(z.number()),
  nextRenewalAt: z.nullable(z.number()),
  /** Whether Signet renews what it has, without a person. */
  renews: z.optional(z.boolean()),
  /** When AWS ends the session at the latest, where that is known. */
  endsAt: z.optional(z.number()),
  /** Why the last renewal failed, or why AWS ended the session. */
  fault: z.nullable(errorCodeSchema),
  /** Profiles that this session serves. */
  profiles: z.array(z.string()),
})
export type SessionView = z.infer<typeof sessionViewSchema>

/** What is remembered of a session of Identity Center that was signed out: enough to sign in again by its name. */
export const signedOutViewSchema = z.object({
  name: z.string(),
  startUrl: z.string(),
  region: z.string(),
})
export type SignedOutView = z.infer<typeof signedOutViewSchema>

/** A session of any kind, in one line. */
export const sessionSummaryViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['signin', 'identity-center', 'iam-user']),
  /** The principal, or the name that a person gave it. */
  name: z.string(),
  /** The account of the principal, or the start URL. */
  where: z.string(),
  region: z.string(),
  state: z.enum(['active', 'renewing', 'waiting', 'ended']),
  /** When what is at hand ends: the credentials, or the access token. */
  expiresAt: z.nullable(z.number()),
  /** Whether Signet renews it then. */
  renews: z.boolean(),
  fault: z.nullable(errorCodeSchema),
  /** How many profiles it serves. */
  profiles: z.number(),
})
export type SessionSummaryView = z.infer<typeof sessionSummaryViewSchema>

/** An account that an Identity Center session may use. */
export const accountViewSchema = z.object({
  /** The session's id. */
  session: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  emailAddress: z.string(),
  roles: z.array(z.string()),
  /** When its roles were read; null when they have not been yet. */
  readAt: z.nullable(z.number()),
})
export type AccountView = z.infer<typeof accountViewSchema>

/** A role in an account that an Identity Center session may use. */
export const roleViewSchema = z.object({
  session: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  emailAddress: z.string(),
  roleName: z.string(),
})
export type RoleView = z.infer<typeof roleViewSchema>

/** A profile of the AWS config, as shown. */
export const profileViewSchema = z.object({
  name: z.string(),
  region: z.nullable(z.string()),
  /** Where its credentials come from: `signet`, or the config keys' own word for another source. */
  source: z.string(),
  /** The session behind it, where Signet serves it. */
  session: z.nullable(z.string()),
  accountId: z.nullable(z.string()),
  /** The role, where it is one of Identity Center. */
  roleName: z.nullable(z.string()),
  /** `locked`: the vault is, so that nobody knows. */
  state: z.enum(['active', 'renewing', 'waiting', 'ended', 'not-signed-in', 'locked', 'other']),
  ...profileMarksViewSchema.shape,
  /** Not among the profiles of a window's state, which has it of its own. */
  use: z.optional(profileUseViewSchema),
})
export type ProfileView = z.infer<typeof profileViewSchema>

export const vaultViewSchema = z.object({
  state: z.enum(['absent', 'locked', 'open']),
  key: z.nullable(z.enum(['key-store', 'passphrase'])),
  path: z.string(),
  durable: z.boolean(),
  notices: z.array(z.string()),
})
export type VaultView = z.infer<typeof vaultViewSchema>

/** The whole state, as `signet status` shows it. */
export const statusViewSchema = z.object({
  agent: z.object({ pid: z.number(), version: z.string(), startedAt: z.number(), socket: z.string() }),
  vault: vaultViewSchema,
  /** AWS's clock minus this machine's, milliseconds; null until AWS has answered once. */
  clockOffsetInMilliseconds: z.nullable(z.number()),
  /** Endpoints that the agent's environment replaces. */
  endpointOverrides: z.record(z.string(), z.string()),
  /** How the agent goes out, and who said so. */
  network: z.optional(networkViewSchema),
  sessions: z.array(sessionViewSchema),
  activity: z.optional(activityHealthViewSchema),
})
export type StatusView = z.infer<typeof statusViewSchema>

/** One thing `doctor` looked at. */
export const findingViewSchema = z.object({
  subject: z.string(),
  verdict: z.enum(['ok', 'note', 'warning', 'problem']),
  text: z.string(),
  /** The next step, where there is one. */
  advice: z.nullable(z.string()),
  said: saidListSchema,
})
export type FindingView = z.infer<typeof findingViewSchema>
