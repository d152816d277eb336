import * as z from 'zod/mini'
import { call, look, shortText } from './call.ts'
import { filePreviewsSchema } from './config-views.ts'

const optional = z.nullable(shortText)
/** An Identity Center session's name or id; null where there is only one. */
const session = optional
const generation = {
  session,
  /** Null: as `signet profiles generate` names them. */
  template: optional,
  /** Null: all roles. */
  filter: optional,
  region: optional,
  prune: z.boolean(),
}

/** What generating does with one name. */
export const generatedEntrySchema = z.object({
  what: z.enum(['added', 'changed', 'kept', 'gone', 'conflict']),
  name: z.string(),
  accountId: z.string(),
  roleName: z.string(),
  /** Why it is left alone, or what it was until now. */
  note: z.nullable(z.string()),
})
export type GeneratedEntry = z.infer<typeof generatedEntrySchema>

const added = z.object({ profile: z.string(), files: filePreviewsSchema })
const naming = { name: optional, region: optional, adopt: z.boolean(), replace: z.boolean() }

/** Accounts of Identity Center, and profiles made of their roles. */
export const accountCalls = {
  /** Asks AWS for the accounts and roles of a session anew. */
  'accounts.refresh': call(z.strictObject({ session }), z.object({ task: z.string() })),
  'accounts.previewProfiles': look(
    z.strictObject(generation),
    z.object({
      session: z.string(),
      counts: z.record(generatedEntrySchema.shape.what, z.number()),
      /** The first of each kind. */
      entries: z.array(generatedEntrySchema),
      configPath: z.string(),
      /** The first lines of it. */
      diff: z.array(z.string()),
      diffLines: z.number(),
    }),
  ),
  'accounts.generate': call(z.strictObject(generation), z.object({ task: z.string() })),
  /** One profile for one role of an account. */
  'accounts.addProfile': call(
    z.strictObject({ session, account: shortText, role: shortText, ...naming, dryRun: z.boolean() }),
    added,
  ),
  /** One profile for a role that is assumed with another profile's credentials. */
  'accounts.addRoleProfile': call(
    z.strictObject({
      roleArn: shortText,
      source: shortText,
      roleSessionName: optional,
      externalId: optional,
      durationSeconds: z.nullable(z.int().check(z.minimum(900), z.maximum(43_200))),
      mfaSerial: optional,
      ...naming,
      dryRun: z.boolean(),
    }),
    added,
  ),
}
