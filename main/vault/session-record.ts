/**
 * What the vault keeps: sessions, and which profile is served by which.
 *
 * @module
 */
import * as z from 'zod/mini'
import { errorCodeSchema } from '../../preload/contract/errors.ts'

/** A private P-256 key as a JWK (RFC 7517, RFC 7518 section 6.2), the one that a session's DPoP proofs are made with. */
const dpopPrivateJwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

/** Credentials at rest. Times are epoch milliseconds by AWS's clock. */
const storedCredentialsSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
  expiration: z.number(),
  accountId: z.string(),
})

/** One AWS Sign-In session: one principal, its refresh chain and the key that the chain is bound to. */
export const signInSessionSchema = z.object({
  kind: z.literal('signin'),
  /** The principal's ARN: a principal has at most one session here. */
  id: z.string(),
  principalArn: z.string(),
  accountId: z.string(),
  /** Where the refresh token was issued: it works nowhere else. */
  region: z.string(),
  /** `arn:aws:signin:::devtools/same-device` or `…/cross-device`. */
  clientId: z.string(),
  /** As AWS spells it; stored, never judged. */
  tokenType: z.string(),
  refreshToken: z.string(),
  /** The token before this one, one generation: the answer to a lost reply. */
  previousRefreshToken: z.optional(z.string()),
  dpopKey: dpopPrivateJwkSchema,
  credentials: z.optional(storedCredentialsSchema),
  signedInAt: z.number(),
  renewedAt: z.number(),
  /** Set when AWS has ended the session: a typed refusal, never a guess. */
  ended: z.optional(z.object({ code: errorCodeSchema, at: z.number() })),
})
export type SignInSession = z.infer<typeof signInSessionSchema>

/** A client registered with an Identity Center instance (`RegisterClient`). Times are epoch milliseconds. */
const clientRegistrationSchema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  expiresAt: z.number(),
})
export type ClientRegistration = z.infer<typeof clientRegistrationSchema>

/** How an Identity Center session is signed in to: each has a registration of its own. */
const identityCenterFlowSchema = z.enum(['authorization-code', 'device'])
export type IdentityCenterFlow = z.infer<typeof identityCenterFlowSchema>

/** One sign-in to IAM Identity Center: one person at one instance. */
export const identityCenterSessionSchema = z.object({
  kind: z.literal('identity-center'),
  /** `identity-center:` and the name. */
  id: z.string(),
  /** As the person named it; the name of the `[sso-session]` where there is one. */
  name: z.string(),
  /** As configured; a vanity address is resolved anew at each sign-in. */
  startUrl: z.string(),
  /** The instance's home region, which need not be where anybody works. */
  region: z.string(),
  scopes: z.array(z.string()),
  flow: identityCenterFlowSchema,
  registrations: z.object({
    'authorization-code': z.optional(clientRegistrationSchema),
    device: z.optional(clientRegistrationSchema),
  }),
  accessToken: z.string(),
  /** Epoch milliseconds by AWS's clock. */
  accessTokenExpiresAt: z.number(),
  /** Absent when AWS gave none: the session then ends with its access token. */
  refreshToken: z.optional(z.string()),
  previousRefreshToken: z.optional(z.string()),
  signedInAt: z.number(),
  renewedAt: z.number(),
  ended: z.optional(z.object({ code: errorCodeSchema, at: z.number() })),
})
export type IdentityCenterSession = z.infer<typeof identityCenterSessionSchema>

/** Credentials that AWS gave for an MFA code, kept so that a restart does not ask for another one. */
const mfaSessionSchema = z.object({ credentials: storedCredentialsSchema, renewedAt: z.number() })

/** One long-term access key of an IAM user. It only ever signs calls of STS. */
export const iamUserSessionSchema = z.object({
  kind: z.literal('iam-user'),
  /** `iam-user:` and the access key's id. */
  id: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  /** As AWS said whose key it is; both absent while nobody has asked AWS. */
  principalArn: z.optional(z.string()),
  accountId: z.optional(z.string()),
  /** Whose STS is asked. */
  region: z.string(),
  /** The MFA device that the profile names: its sessions are made with a code of it. */
  mfaSerial: z.optional(z.string()),
  /** MFA device → what its last code gave. */
  mfaSessions: z.optional(z.record(z.string(), mfaSessionSchema)),
  /** When the key came into the vault. */
  signedInAt: z.number(),
  renewedAt: z.number(),
  /** Signed out by the person: the key stays, and makes no session until they sign in again. */
  ended: z.optional(z.object({ code: errorCodeSchema, at: z.number() })),
})
export type IamUserSession = z.infer<typeof iamUserSessionSchema>

/** Every kind of session. */
export const sessionRecordSchema = z.discriminatedUnion('kind', [
  signInSessionSchema,
  identityCenterSessionSchema,
  iamUserSessionSchema,
])
export type SessionRecord = z.infer<typeof sessionRecordSchema>

/** A profile that a session serves. Strict: a Signet that dropped a field it does not know would serve something else. */
const sessionBindingSchema = z.strictObject({
  session: z.string(),
  /** Both stand where the session is one of Identity Center. */
  accountId: z.optional(z.string()),
  roleName: z.optional(z.string()),
  /** Signet made the profile, and may take it away when the role is gone. */
  generated: z.optional(z.boolean()),
})
export type SessionBinding = z.infer<typeof sessionBindingSchema>

/** A profile that is a role, assumed with the credentials of another profile. Strict for the same reason. */
const chainBindingSchema = z.strictObject({
  /** The other profile's name. */
  source: z.string(),
  roleArn: z.string(),
  roleSessionName: z.optional(z.string()),
  externalId: z.optional(z.string()),
  durationSeconds: z.optional(z.int()),
  mfaSerial: z.optional(z.string()),
  region: z.optional(z.string()),
  /** A chain names no session and no account: those are its source's, and its role's. */
  session: z.optional(z.undefined()),
  accountId: z.optional(z.undefined()),
  roleName: z.optional(z.undefined()),
  generated: z.optional(z.undefined()),
})
export type ChainBinding = z.infer<typeof chainBindingSchema>

/** What serves a profile. */
export const profileBindingSchema = z.union([sessionBindingSchema, chainBindingSchema])
export type ProfileBinding = SessionBinding | ChainBinding

/**
 * How a profile may be used. Kept in the vault: what guards a profile is not to be edited by the tools it guards against.
 * Strict: a Signet that dropped a rule it does not know would hand out what the person forbade.
 */
const profilePolicySchema = z.strictObject({
  /** `notify` hands out and tells the person; `ask` waits for the person's word; `deny` never hands out. */
  use: z.optional(z.enum(['allow', 'notify', 'ask', 'deny'])),
  /** Credentials with less life left are renewed before they are handed out, or refused. */
  minRemainingSeconds: z.optional(z.int().check(z.minimum(60), z.maximum(3600))),
  /** A typed confirmation before it becomes the default or opens a console. */
  isProduction: z.optional(z.boolean()),
})
export type ProfilePolicy = z.infer<typeof profilePolicySchema>

/**
 * The whole content of a vault file. `generation` grows by one with each save. A kind of session or a field of a binding
 * that a Signet does not know makes it refuse the vault as newer, so `version` grows only when what is there changes its
 * meaning.
 */
export const vaultContentsSchema = z.object({
  version: z.literal(1),
  generation: z.number(),
  sessions: z.array(sessionRecordSchema),
  /** Profile name (as in the AWS config) → what serves it. */
  profiles: z.record(z.string(), profileBindingSchema),
  /** Profile name → how it may be used. One that has no entry may be used freely. */
  policies: z.optional(z.record(z.string(), profilePolicySchema)),
})
export type VaultContents = z.infer<typeof vaultContentsSchema>
