/**
 * Bearer tokens, as shown: where they come from and until when they live. A token itself has no place here.
 * Times are epoch milliseconds.
 *
 * @module
 */
import * as z from 'zod/mini'

export const tokenKindSchema = z.enum(['iam', 'bearer'])

/** What is about to be asked, and of whom. */
export const tokenPlanViewSchema = z.object({
  action: z.enum(['issue', 'introspect', 'revoke']),
  /** AWS's operation. */
  operation: z.string(),
  profile: z.string(),
  region: z.string(),
  /** Host and port. */
  host: z.string(),
  /** What the token is to be good for; null where a token is looked at or revoked. */
  resource: z.nullable(z.string()),
  /** Null where AWS decides. */
  durationSeconds: z.nullable(z.number()),
})
export type TokenPlanView = z.infer<typeof tokenPlanViewSchema>

/** A token that was given out just now. */
export const tokenGrantViewSchema = z.object({
  kind: tokenKindSchema,
  profile: z.string(),
  region: z.string(),
  resource: z.string(),
  expiresAt: z.number(),
})
export type TokenGrantView = z.infer<typeof tokenGrantViewSchema>

/** What AWS says of a token. All but `active` is null or empty for one that is not active. */
export const introspectionViewSchema = z.object({
  active: z.boolean(),
  tokenType: z.nullable(z.string()),
  /** The principal's ARN. */
  subject: z.nullable(z.string()),
  userId: z.nullable(z.string()),
  accountId: z.nullable(z.string()),
  clientId: z.nullable(z.string()),
  audience: z.array(z.string()),
  resource: z.nullable(z.string()),
  issuer: z.nullable(z.string()),
  tokenId: z.nullable(z.string()),
  signinSession: z.nullable(z.string()),
  issuedAt: z.nullable(z.number()),
  notBefore: z.nullable(z.number()),
  expiresAt: z.nullable(z.number()),
})
export type IntrospectionView = z.infer<typeof introspectionViewSchema>
