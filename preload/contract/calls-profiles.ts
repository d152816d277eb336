import * as z from 'zod/mini'
import { policyViewSchema } from './activity-views.ts'
import { call, look, nothing, shortText } from './call.ts'
import { windowConsoleViewSchema } from './console-views.ts'
import { packedNamesSchema } from './packed-names.ts'
import { defaultProfileViewSchema, profileColourSchema, profileSettingViewSchema } from './profile-views.ts'
import { saidListSchema } from './said.ts'
import { profileViewSchema, sessionViewSchema } from './views.ts'

/** Nobody types more names than that at a time: what is left is done in another go. */
export const mostTypedNames = 8

const filePreviews = z.array(z.object({ path: z.string(), diff: z.array(z.string()) }))
/** A production profile's name as the person typed it; null where none was asked for. */
const typed = z.nullable(shortText)
/** One for each of the `guarded` production profiles that the dry run names, in its order. */
const typedNames = z.array(shortText).check(z.maxLength(mostTypedNames))
/** Many at once: one change, one copy, one way back. */
const several = packedNamesSchema
const tags = z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(100))

/** Profiles one by one and several at once, and the default one. What changes a file is previewed by the same call with `dryRun`. */
export const profileCalls = {
  'profiles.show': look(
    z.strictObject({ profile: shortText }),
    z.object({
      view: profileViewSchema,
      sources: z.array(z.string()),
      session: z.nullable(sessionViewSchema),
      chain: z.nullable(z.object({ source: z.string(), roleArn: z.string() })),
      settings: z.array(profileSettingViewSchema),
      configPath: z.string(),
      credentialsPath: z.string(),
      policy: z.nullable(policyViewSchema),
    }),
  ),
  /** Which source of credentials wins in which tool. */
  'profiles.explain': look(
    z.strictObject({ profile: shortText }),
    z.object({
      sources: z.array(
        z.object({
          words: z.string(),
          isOurs: z.boolean(),
          file: z.nullable(z.enum(['config', 'credentials'])),
          line: z.nullable(z.number()),
          /** Names of tools. */
          usedBy: z.array(z.string()),
        }),
      ),
      /** Every tool takes the same. */
      isSure: z.boolean(),
      /** What Signet would serve. */
      served: z.string(),
      said: saidListSchema,
    }),
  ),
  /** Opens the AWS console in the person's browser, or lets the tab that asks open it. The address that signs in never comes here. */
  'profiles.openConsole': call(
    z.strictObject({ profile: shortText, service: z.nullable(shortText), typed }),
    windowConsoleViewSchema,
  ),
  'profiles.use': call(
    z.strictObject({ profile: shortText, dryRun: z.boolean(), typed }),
    z.object({
      profile: z.string(),
      previous: z.nullable(z.string()),
      /** `[default]` was not Signet's until now. */
      isFirst: z.boolean(),
      /** `[default]` had another source of credentials, which is kept and can be restored. */
      takesOver: z.boolean(),
      files: filePreviews,
      warnings: z.array(z.string()),
    }),
  ),
  'profiles.restoreDefault': call(z.strictObject({ dryRun: z.boolean() }), z.object({ files: filePreviews })),
  'profiles.readDefault': look(nothing, defaultProfileViewSchema),
  'profiles.mark': call(
    z.strictObject({
      profiles: several,
      isPinned: z.optional(z.boolean()),
      addTags: z.optional(tags),
      removeTags: z.optional(tags),
      colour: z.optional(z.union([profileColourSchema, z.literal('none')])),
    }),
    nothing,
  ),
  'profiles.setPolicy': call(
    z.strictObject({
      profile: shortText,
      use: z.optional(z.enum(['allow', 'notify', 'ask', 'deny'])),
      /** 0 takes the limit away. */
      minRemainingSeconds: z.optional(z.int().check(z.minimum(0), z.maximum(3600))),
      isProduction: z.optional(z.boolean()),
      typed,
    }),
    policyViewSchema,
  ),
  'profiles.setPolicies': call(
    z.strictObject({
      profiles: several,
      use: z.optional(z.enum(['allow', 'notify', 'ask', 'deny'])),
      isProduction: z.optional(z.boolean()),
      dryRun: z.boolean(),
      typed: typedNames,
    }),
    z.object({ changed: z.number(), guarded: z.array(z.string()) }),
  ),
  'profiles.rename': call(
    z.strictObject({ from: shortText, to: shortText, dryRun: z.boolean() }),
    z.object({ files: filePreviews }),
  ),
  'profiles.remove': call(
    z.strictObject({ profile: shortText, dryRun: z.boolean(), typed }),
    z.object({ files: filePreviews, idleSession: z.nullable(z.string()) }),
  ),
  'profiles.removeSeveral': call(
    z.strictObject({ profiles: several, dryRun: z.boolean(), typed: typedNames }),
    z.object({
      /** A long diff is cut; `lines` is how many it has. */
      files: z.array(
        z.object({
          file: z.enum(['config', 'credentials']),
          path: z.string(),
          diff: z.array(z.string()),
          lines: z.number(),
        }),
      ),
      idleSessions: z.array(z.string()),
      guarded: z.array(z.string()),
    }),
  ),
}
