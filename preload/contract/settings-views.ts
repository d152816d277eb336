/**
 * How a person has set the window and the agent, and where the agent stands. Nothing here can hold a secret.
 *
 * @module
 */
import * as z from 'zod/mini'

const hidden = z.array(z.string().check(z.minLength(1), z.maxLength(32))).check(z.maxLength(32))

/** Columns that a person has put away, by table. A name that no table has any more is no fault. */
export const hiddenColumnsSchema = z.strictObject({
  profiles: z.optional(hidden),
  accounts: z.optional(hidden),
  activity: z.optional(hidden),
})
export type HiddenColumns = z.infer<typeof hiddenColumnsSchema>
export type ColumnedTable = keyof HiddenColumns

/** What a person chooses; each has a value from the start, but for what is put away. */
export const chosenSettingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'en', 'de']),
  density: z.enum(['usual', 'compact']),
  /** Told before a session ends, and when somebody asks for leave. */
  notifications: z.boolean(),
  /** Credentials in use are renewed before they end, so that nobody waits; else when somebody asks. */
  renewsAhead: z.boolean(),
  /** The vault is locked with the screen. */
  locksWithScreen: z.boolean(),
  /** The person has left the first steps: they are shown on demand only. */
  isWelcomeLeft: z.boolean(),
  /** None put away where it is left out: then each table shows what has room. */
  hiddenColumns: z.optional(hiddenColumnsSchema),
})
export type ChosenSettings = z.infer<typeof chosenSettingsSchema>

export const usualSettings: ChosenSettings = {
  theme: 'system',
  language: 'system',
  density: 'usual',
  notifications: true,
  renewsAhead: true,
  locksWithScreen: false,
  isWelcomeLeft: false,
}

export const settingsViewSchema = z.object({
  ...chosenSettingsSchema.shape,
  /** Null where nothing here can do it: only the desktop app can. */
  startAtLogin: z.nullable(z.boolean()),
  /** Whether a notification would be seen. */
  canNotify: z.boolean(),
  /** Whether it is noticed that the screen is locked. */
  seesScreenLock: z.boolean(),
})
export type SettingsView = z.infer<typeof settingsViewSchema>

/** A certificate authority that a person has added. */
export const authorityViewSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** SHA-256 of the certificate. */
  fingerprint: z.string(),
  endsAt: z.number(),
  /** The file that it was taken from. */
  from: z.string(),
})
export type AuthorityView = z.infer<typeof authorityViewSchema>

/** What the agent takes from its environment and its folders, for reading. */
export const surroundingsViewSchema = z.object({
  runtime: z.string(),
  /** As set, without a user and a password; null where there is none. */
  proxy: z.object({
    /** `terminal`: by `signet settings`, which goes before the environment. No window can set it. */
    from: z.enum(['terminal', 'environment', 'nowhere']),
    https: z.nullable(z.string()),
    http: z.nullable(z.string()),
    exceptions: z.nullable(z.string()),
  }),
  /** Trusted beside those of the system. */
  authorities: z.array(authorityViewSchema),
  /** False where the file with both cannot be read, or is not the person's alone: then nothing is sent. */
  isNetworkReadable: z.boolean(),
  files: z.object({
    config: z.string(),
    credentials: z.string(),
    vault: z.string(),
    preferences: z.string(),
    backups: z.string(),
    activity: z.string(),
    log: z.string(),
  }),
})
export type SurroundingsView = z.infer<typeof surroundingsViewSchema>

const { proxy, authorities, isNetworkReadable } = surroundingsViewSchema.shape
/** How the agent goes out; `path`: the file that a terminal's choice is kept in. */
export const networkViewSchema = z.object({ proxy, authorities, isNetworkReadable, path: z.string() })
export type NetworkView = z.infer<typeof networkViewSchema>
