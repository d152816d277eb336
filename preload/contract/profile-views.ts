/**
 * What a person may see of profiles, of the default one, and of what Signet changed in the AWS config.
 * Times are epoch milliseconds.
 *
 * @module
 */
import * as z from 'zod/mini'
import { programViewSchema } from './activity-views.ts'

/** Shown with a pattern and a word, never as a colour alone. */
export const profileColourSchema = z.enum([
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'grey',
])
export type ProfileColour = z.infer<typeof profileColourSchema>

/** What a person put on a profile, and how they use it. */
export const profileMarksViewSchema = z.object({
  /** Tools that name no profile use this one. */
  isDefault: z.boolean(),
  isPinned: z.boolean(),
  tags: z.array(z.string()),
  colour: z.nullable(profileColourSchema),
  /** Using it by hand asks for its name to be typed. Of a locked vault as it was when a person locked it, else false. */
  isProduction: z.boolean(),
  /** When it was last chosen by hand. */
  usedAt: z.nullable(z.number()),
  /** How often and how recently: the greater, the likelier it is meant. */
  frecency: z.number(),
})
export type ProfileMarksView = z.infer<typeof profileMarksViewSchema>

/** What a profile's credentials are doing. What is not known is left out. */
export const profileUseViewSchema = z.object({
  /** Those at hand: when they end, and when AWS gave them. */
  credentials: z.optional(z.object({ expiresAt: z.number(), givenAt: z.number() })),
  /** The last hand-out: when, and to which program. */
  handedOut: z.optional(z.object({ at: z.number(), to: z.optional(programViewSchema) })),
})
export type ProfileUseView = z.infer<typeof profileUseViewSchema>

/** One key of a profile and where it stands. */
export const profileSettingViewSchema = z.object({
  name: z.string(),
  /** Null for a key: that one is there is all that is shown. */
  value: z.nullable(z.string()),
  file: z.enum(['config', 'credentials']),
  /** From 1. */
  line: z.number(),
})
export type ProfileSettingView = z.infer<typeof profileSettingViewSchema>

/** The profile of every tool that names none. */
export const defaultProfileViewSchema = z.object({
  /** The one that was chosen; null when none was. */
  profile: z.nullable(z.string()),
  previous: z.nullable(z.string()),
  since: z.nullable(z.number()),
  /** Whether `[default]` in the AWS config follows it. */
  isFollowed: z.boolean(),
})
export type DefaultProfileView = z.infer<typeof defaultProfileViewSchema>

/** A copy of one of the AWS files from before a change. */
export const configBackupViewSchema = z.object({
  /** From 1, the newest. */
  number: z.number(),
  path: z.string(),
  at: z.number(),
  sizeInBytes: z.number(),
  /** The command that made the change; null where it was not noted. */
  command: z.nullable(z.string()),
})
export type ConfigBackupView = z.infer<typeof configBackupViewSchema>
